package io.parley.gateway.client;

import java.util.HashMap;
import java.util.Map;

/** The settings of a gateway's Kafka clients, each value with its reason. */
public final class RecommendedKafkaSettings {

  private RecommendedKafkaSettings() {}

  /** For the producer. Change what you must, but not acks, idempotence or the partitioner. */
  public static Map<String, Object> producer(String bootstrapServers) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrapServers);
    // A command that Kafka has confirmed survives the loss of a broker.
    settings.put("acks", "all");
    // The client's own retries make no duplicates and keep the order.
    settings.put("enable.idempotence", "true");
    // A record stays with the client until Kafka has it: giving up would only mean to begin again.
    settings.put("delivery.timeout.ms", Integer.toString(Integer.MAX_VALUE));
    // For so long the gateway's one thread stands still if a topic is lost or the buffer is full.
    // The record is given to the client again a second later.
    settings.put("max.block.ms", "50");
    // A topic that the client has forgotten makes the thread wait for metadata. By default the
    // client forgets a topic after five quiet minutes.
    settings.put("metadata.max.idle.ms", Integer.toString(Integer.MAX_VALUE));
    // The library lets the client hold 16 MiB. Beyond that each partition may have an open batch of
    // 16 KiB, in up to three topics of 512 partitions, and signs of life need room too.
    settings.put("buffer.memory", Integer.toString(64 << 20));
    // Under load records share requests anyway; without load a command should not wait.
    settings.put("linger.ms", "1");
    settings.put("compression.type", "lz4");
    // No partitioner: the default one is murmur2 of the key, as the contract demands.
    return settings;
  }

  /** For the consumer. It belongs to no group and commits nothing. */
  public static Map<String, Object> consumer(String bootstrapServers) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrapServers);
    // What the jobs write is durable before it is visible, and identical if it is written again.
    settings.put("isolation.level", "read_uncommitted");
    // The gateway itself goes to the end; losing the place must not pass in silence.
    settings.put("auto.offset.reset", "none");
    settings.put("enable.auto.commit", "false");
    settings.put("max.poll.records", "2000");
    settings.put("fetch.max.wait.ms", "250");
    return settings;
  }
}
