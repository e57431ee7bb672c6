package io.parley.gateway.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.utils.Utils;

/** The partition in which Kafka's Java clients put a key: murmur2 of its UTF-8 bytes. */
public final class KeyPartition {

  /**
   * The partition of a key.
   *
   * @param partitions how many the topic has
   */
  public static int of(String key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(UTF_8))) % partitions;
  }

  private KeyPartition() {}
}
