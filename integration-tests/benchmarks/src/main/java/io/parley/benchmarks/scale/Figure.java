package io.parley.benchmarks.scale;

/** A measured figure that the page about scale is computed from. */
public enum Figure {
  MESSAGES_PER_SECOND("messages a second, as fast as it goes, lag flat", "%,.0f"),
  KAFKA_CORES("cores of Kafka meanwhile", "%.2f"),
  DATABASE_CORES("cores of the CQL server meanwhile", "%.2f"),
  FLINK_CORES("cores of Flink's processes meanwhile", "%.2f"),
  INGEST_CORES("cores of the task threads of ingest", "%.3f"),
  ROUTING_CORES("cores of the task threads of routing", "%.3f"),
  RECEIPTS_CORES("cores of the task threads of receipt aggregation", "%.3f"),
  BUSIEST_TASK_CORES("cores of the busiest task thread", "%.3f"),
  RECORDS("records in Kafka per message", "%.2f"),
  ROWS("rows per message", "%.2f"),
  REQUESTS("requests to the database per message", "%.2f"),
  KAFKA_BYTES("bytes on a broker's disk per message, one replica, compressed", "%,.0f"),
  INGEST_STATE_BYTES("bytes of state per message in ingest, not compressed", "%,.0f"),
  ROUTING_STATE_BYTES("bytes of state per message in routing, right after them", "%,.0f"),
  RECEIPTS_STATE_BYTES("bytes of state per message in receipt aggregation", "%,.0f"),
  INGEST_STATE_SIZE("bytes of the whole state of ingest after the messages", "%,.0f"),
  INGEST_UPLOAD_BYTES("bytes that checkpoints of ingest upload per message", "%,.0f"),
  ROUTING_UPLOAD_BYTES("bytes that checkpoints of routing upload per message", "%,.0f"),
  RECEIPTS_UPLOAD_BYTES(
      "bytes that checkpoints of receipt aggregation upload per message", "%,.0f"),
  INGEST_CONVERSATION_BYTES("bytes of state per direct conversation in ingest", "%,.0f"),
  ROUTING_CONVERSATION_BYTES(
      "bytes of state per direct conversation in routing, with two connected people", "%,.0f"),
  RECEIPTS_CONVERSATION_BYTES(
      "bytes of state per direct conversation in receipt aggregation", "%,.0f"),
  RECOVERY_SECONDS("seconds from kill -9 of a TaskManager until deliveries flow", "%.1f");

  private final String title;
  private final String format;

  Figure(String title, String format) {
    this.title = title;
    this.format = format;
  }

  /** What the figure is, for people. */
  String title() {
    return title;
  }

  String format() {
    return format;
  }
}
