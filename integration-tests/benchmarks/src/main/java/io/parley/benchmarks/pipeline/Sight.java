package io.parley.benchmarks.pipeline;

/** A point on the way of a message at which a latency is measured. */
enum Sight {
  READABLE("send to event readable by a gateway, read_uncommitted", 100),
  DELIVERED("send to delivery at the recipient's gateway, read_uncommitted", 200),
  ACKED("send to SENT ack", 100),
  COMMITTED("send to event readable, read_committed", 0),
  STATUS("receipt sent to status readable in chat.message-status", 700);

  private final String title;
  private final int goalMillis;

  Sight(String title, int goalMillis) {
    this.title = title;
    this.goalMillis = goalMillis;
  }

  String title() {
    return title;
  }

  /** What 99 of 100 messages should stay below; 0 if there is no goal. */
  int goalMillis() {
    return goalMillis;
  }
}
