package io.parley.benchmarks.meters;

/**
 * What a group of threads used.
 *
 * @param cores seconds of processor time per second of the clock
 * @param switches context switches per second, voluntary and not
 */
public record ThreadUse(double cores, double switches) {

  ThreadUse plus(ThreadUse other) {
    return new ThreadUse(cores + other.cores, switches + other.switches);
  }
}
