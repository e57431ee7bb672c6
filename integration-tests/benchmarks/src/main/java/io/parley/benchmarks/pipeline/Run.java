package io.parley.benchmarks.pipeline;

import io.parley.benchmarks.meters.Usage;
import io.parley.benchmarks.meters.Writes;

/**
 * What a run of messages took.
 *
 * @param rate messages a second
 * @param from when the measured time began, in milliseconds since 1970
 * @param to when it ended
 * @param usage of the measured time
 * @param writes for all messages, also those before the measured time
 * @param messages that were written for
 * @param latencies of the messages of the measured time; none if none were taken
 */
record Run(
    double rate,
    long from,
    long to,
    Usage usage,
    Writes writes,
    long messages,
    Latencies latencies) {

  /** Messages a second per core of processor time of all servers. */
  double perCore() {
    return rate / usage.servers();
  }

  /** The same without what the database compacts and compiles. */
  double perCoreWithoutUpkeep() {
    return rate / usage.serversWithoutUpkeep();
  }

  double switchesPerMessage() {
    return usage.switches() / rate;
  }
}
