package io.parley.operations.deadletters;

/** The place of a record in Kafka: topic as the brokers name it, partition and offset. */
record SourcePosition(String topic, int partition, long offset) {

  @Override
  public String toString() {
    return "%s-%d@%d".formatted(topic, partition, offset);
  }
}
