package io.parley.checker.history;

/** The topic, partition and offset of a record, printed as {@code chat.events-3@17}. */
public record Position(String topic, int partition, long offset) {

  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}
