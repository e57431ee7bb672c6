package io.parley.benchmarks.pipeline;

import java.util.Optional;

/**
 * The rate at which messages come where it is fixed, and the conversations that they come to.
 *
 * @param messagesPerSecond the rate
 * @param conversations so many that a conversation gets its next message when everything has been
 *     written for the one before. Then each message costs all its rows and records, at any rate
 */
record FixedRate(int messagesPerSecond, int conversations) {

  /** The rate that the goals are for. */
  static final int GOAL = 500;

  /** A machine sustains the rate of the goals if that is at most this share of what it can. */
  static final double SUSTAINED_SHARE = 0.7;

  /** Unread counts are written two seconds after a message, and nothing is written later. */
  private static final int SECONDS_OF_A_CONVERSATION = 3;

  /**
   * The rate that was asked for. Otherwise that of the goals, or half of what the pipeline
   * sustains, if that is too little for it: what falls behind has no latency.
   *
   * @param asked the rate, if somebody has chosen it
   * @param sustained what THROUGHPUT has found, if it was measured
   * @param leastConversations there are more if the rate asks for them
   */
  static FixedRate of(Optional<Integer> asked, Optional<Double> sustained, int leastConversations) {
    int rate = asked.orElseGet(() -> sustained.map(FixedRate::forGoals).orElse(GOAL));
    return new FixedRate(rate, Math.max(leastConversations, SECONDS_OF_A_CONVERSATION * rate));
  }

  private static int forGoals(double sustained) {
    return GOAL <= SUSTAINED_SHARE * sustained ? GOAL : (int) Math.max(1, sustained / 2);
  }

  boolean isOfGoals() {
    return messagesPerSecond >= GOAL;
  }
}
