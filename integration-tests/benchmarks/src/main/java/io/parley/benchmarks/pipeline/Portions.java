package io.parley.benchmarks.pipeline;

import java.time.Duration;
import java.util.stream.IntStream;

/**
 * Messages that are added to a backlog in portions, and the rate at which each portion is worked
 * off. While the first half is worked off, the processes warm up and nothing counts. The last
 * messages do not count either, for partitions do not end at the same time.
 */
final class Portions {

  private static final double COUNTED_FROM = 0.5;
  private static final double COUNTED_TO = 0.95;

  private final Bench bench;
  private final Backlog backlog;
  private int next;

  /**
   * @param messages that the backlog has already
   */
  Portions(Bench bench, Backlog backlog, int messages) {
    this.bench = bench;
    this.backlog = backlog;
    this.next = messages;
  }

  /** The messages of which so many seconds are counted at a rate. */
  static int lasting(Duration counted, double rate) {
    return (int) Math.round(rate * counted.toMillis() / 1e3 / (COUNTED_TO - COUNTED_FROM));
  }

  /**
   * Adds messages to conversations in turn.
   *
   * @param step 1 if no conversation is passed over
   */
  void add(Chats to, int messages, int step) throws Exception {
    int from = next;
    backlog.add(IntStream.range(0, messages).map(n -> from + n * step).mapToObj(to::message));
    next += messages * step;
  }

  /**
   * Waits until the portion that was added last is worked off, but for its last messages.
   *
   * @return commands a second
   */
  double rate(String name, int messages) throws Exception {
    int before = backlog.commands() - messages;
    double rate =
        new Progress(backlog)
            .awaitRate(
                before + (int) (COUNTED_FROM * messages), before + (int) (COUNTED_TO * messages));
    bench.results().say("  %-28s %,8.0f commands/s".formatted(name, rate));
    return rate;
  }

  /** Waits until all messages are worked off. */
  void awaitAll() throws Exception {
    new Progress(backlog).await(backlog.commands());
  }
}
