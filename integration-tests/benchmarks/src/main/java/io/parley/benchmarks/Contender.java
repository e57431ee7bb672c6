package io.parley.benchmarks;

/** A way to write samples as fast as it can. */
public interface Contender {

  String name();

  /** Starts to write without end; closing the result stops. */
  Run start() throws Exception;

  /** A contender at work. */
  @FunctionalInterface
  interface Run {
    void stop() throws Exception;
  }
}
