package io.parley.operations.deadletters;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A reader of the originals of dead letters, each at its own place.
 *
 * <p>An original has what its dead letter has not: all headers, and the bytes that did not fit. It
 * is gone once the retention of its topic is over, or when the topic was deleted. A topic that was
 * made anew has other records at the old places, so a record counts as the original only if key and
 * value agree with the dead letter. For one thread. Costs one fetch for each record.
 */
final class Originals implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, Integer> partitionsOfTopics = new HashMap<>();

  /**
   * Connects.
   *
   * @param client properties of the Kafka client, with its address
   */
  Originals(Map<String, Object> client) {
    Map<String, Object> config = new HashMap<>(client);
    config.put("isolation.level", "read_uncommitted");
    config.put("enable.auto.commit", "false");
    config.put("auto.offset.reset", "none");
    config.put("max.poll.records", "1");
    // Going to another partition waits for the last fetch of the one before.
    config.put("fetch.max.wait.ms", "20");
    config.put("allow.auto.create.topics", "false");
    consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** The originals that Kafka still has, by the name of their dead letter. */
  Map<DeadLetterId, ConsumerRecord<byte[], byte[]>> of(List<DeadLetter> letters) {
    List<DeadLetter> inOrder = new ArrayList<>(letters);
    inOrder.removeIf(letter -> letter.source().isEmpty());
    inOrder.sort(
        Comparator.comparing(DeadLetter::sourceTopic)
            .thenComparing(letter -> letter.source().orElseThrow().partition())
            .thenComparing(letter -> letter.source().orElseThrow().offset()));
    Map<DeadLetterId, ConsumerRecord<byte[], byte[]>> found = new HashMap<>();
    for (DeadLetter letter : inOrder) {
      at(letter.source().orElseThrow())
          .filter(record -> SameBytes.agree(letter, record))
          .ifPresent(record -> found.put(letter.id(), record));
    }
    return found;
  }

  private Optional<ConsumerRecord<byte[], byte[]>> at(SourcePosition source) {
    if (source.partition() >= partitionsOf(source.topic())) {
      return Optional.empty();
    }
    TopicPartition partition = new TopicPartition(source.topic(), source.partition());
    List<TopicPartition> one = List.of(partition);
    consumer.assign(one);
    if (source.offset() < consumer.beginningOffsets(one).get(partition)
        || source.offset() >= consumer.endOffsets(one).get(partition)) {
      return Optional.empty();
    }
    consumer.seek(partition, source.offset());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        return record.offset() == source.offset() ? Optional.of(record) : Optional.empty();
      }
      if (consumer.position(partition) > source.offset()) {
        return Optional.empty();
      }
    }
    throw new IllegalStateException(
        "Kafka did not hand out %s within %d s. The command ends here; run it again."
            .formatted(source, PATIENCE.toSeconds()));
  }

  private int partitionsOf(String topic) {
    return partitionsOfTopics.computeIfAbsent(
        topic,
        name -> {
          // A topic that does not exist would be waited for; the list of topics is there at once.
          boolean exists = consumer.listTopics().containsKey(name);
          return exists ? consumer.partitionsFor(name).size() : 0;
        });
  }

  @Override
  public void close() {
    consumer.close();
  }
}
