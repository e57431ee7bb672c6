package io.parley.benchmarks.scale;

/** What the makers of Kafka and ScyllaDB publish, and what Parley's contract fixes. */
final class Published {

  /**
   * ScyllaDB: "at least 12.5K operations per second per physical core for simple operations",
   * https://docs.scylladb.com/manual/master/operating-scylla/procedures/tips/benchmark-tips.html.
   */
  static final double SCYLLA_OPERATIONS_PER_CORE = 12_500;

  /**
   * Confluent: peak throughput of three brokers with a replication factor of three,
   * https://developer.confluent.io/learn/kafka-performance/.
   */
  static final double KAFKA_BYTES_OF_THREE_BROKERS = 605e6;

  /**
   * LinkedIn: records of 100 bytes from three producers to three brokers, three replicas written
   * asynchronously,
   * https://engineering.linkedin.com/kafka/benchmarking-apache-kafka-2-million-writes-second-three-cheap-machines.
   */
  static final double KAFKA_RECORDS_OF_THREE_BROKERS = 2_024_032;

  static final int REPLICAS = 3;

  /** Ids have nine bits for the partition of {@code chat.commands}. */
  static final int MOST_PARTITIONS = 512;

  /** Ids have ten bits for the sequence within a millisecond of a partition. */
  static final double IDS_PER_SECOND_AND_PARTITION = 1_024_000;

  /** {@code pipeline.max-parallelism}. */
  static final int KEY_GROUPS = 720;

  /** {@code ingest.dedup-horizon} and {@code ingest.edit-horizon}: 7 days. */
  static final double HORIZON_SECONDS = 7 * 86_400;

  /** {@code receipts.messages.settle}: 10 minutes. */
  static final double SETTLE_SECONDS = 600;

  /** {@code receipts.messages.horizon}: 30 days. */
  static final double UNREAD_SECONDS = 30 * 86_400;

  /** Copies of a command's client id in the state of ingest: one in the answers, one in the log. */
  static final int CLIENT_IDS = 2;

  /** The default checkpoint interval of ingest. */
  static final double INGEST_INTERVAL_SECONDS = 1;

  /** The default checkpoint interval of routing and of receipt aggregation. */
  static final double INTERVAL_SECONDS = 5;

  /** A gateway writes ALIVE every two seconds. */
  static final double SIGNS_PER_GATEWAY = 0.5;

  private Published() {}
}
