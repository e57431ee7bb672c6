package io.parley.simulator;

/**
 * The intended send times of the last commands, by the number in the client_message_id. Old times
 * are overwritten, because a message that is delivered that late was not delivered live. For one
 * thread.
 */
final class SentTimes {

  /** The intended time of a command that does not count for latencies. */
  static final long UNKNOWN = Long.MIN_VALUE;

  private static final int KEPT = 1 << 17;

  private final String prefix;
  private final long[] numbers = new long[KEPT];
  private final long[] times = new long[KEPT];
  private long last;

  SentTimes(String tag) {
    this.prefix = tag + "-";
  }

  /** A new client_message_id. */
  String next(long intendedNanoTime) {
    last++;
    int slot = (int) (last % KEPT);
    numbers[slot] = last;
    times[slot] = intendedNanoTime;
    return prefix + last;
  }

  long of(String clientMessageId) {
    if (!clientMessageId.startsWith(prefix)) {
      return UNKNOWN;
    }
    long number = Long.parseLong(clientMessageId.substring(prefix.length()));
    int slot = (int) (number % KEPT);
    return numbers[slot] == number ? times[slot] : UNKNOWN;
  }
}
