package io.parley.benchmarks.pipeline;

/** A point on the way of a message at which a latency is measured. */
enum Sight {
  READABLE("send to event readable by a gateway, read_uncommitted", 100),
  DELIVERED("send to delivery at the recipient's gateway, read_uncommitted", 100),
  ACKED("send to SENT ack", 50),
  COMMITTED("send to event readable, read_committed", 2_500),
  STATUS("receipt sent to status visible to the sender's gateway", 1_000);

  private final String title;
  private final int goalMillis;

  Sight(String title, int goalMillis) {
    this.title = title;
    this.goalMillis = goalMillis;
  }

  String title() {
    return title;
  }

  /** What 99 of 100 messages should stay below. */
  int goalMillis() {
    return goalMillis;
  }
}
