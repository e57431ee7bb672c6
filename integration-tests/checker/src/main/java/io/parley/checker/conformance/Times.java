package io.parley.checker.conformance;

/** The times, in milliseconds, that the judges allow before they call something a breach. */
final class Times {

  /** Records in two partitions may be dated by two brokers, whose clocks differ. */
  static final long SKEW = 1_000;

  /** A record may be under way to its reader for this long. */
  static final long UNDER_WAY = 10_000;

  /** Whoever could have answered for this long and did not, does not answer. */
  static final long OVERDUE = 60_000;

  /** The longest wait before a command is repeated is a minute. */
  static final long REPETITION_OVERDUE = 90_000;

  /** Twice the interval between two signs of life that the rule asks for. */
  static final long SILENCE = 4_000;

  /** As the router's option {@code routing.gateway.lease}. */
  static final long LEASE = 15_000;

  /** As the router's option {@code routing.gateway.max-clock-ahead}. */
  static final long AHEAD = 600_000;

  static final long DAY = 86_400_000;

  private Times() {}
}
