package io.parley.checker.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.utils.Utils;

/** The topic, partition and offset of a record, printed as {@code chat.events-3@17}. */
public record Position(String topic, int partition, long offset) {

  /**
   * The partition in which the contract puts a key, by Kafka's murmur2 of its UTF-8 bytes.
   *
   * @param partitions how many the topic has
   */
  public static int partitionOf(String key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(UTF_8))) % partitions;
  }

  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}
