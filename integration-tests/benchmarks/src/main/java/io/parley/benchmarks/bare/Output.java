package io.parley.benchmarks.bare;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The transactional producer of one loop, with the settings of the jobs' producers. A record that
 * could not be sent fails the commit. For one thread.
 */
final class Output {

  private final BareSettings settings;
  private final KafkaProducer<byte[], byte[]> producer;

  Output(BareSettings settings, String transactionalId) {
    this.settings = settings;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                settings.bootstrapServers(),
                "transactional.id",
                settings.prefix() + transactionalId,
                "compression.type",
                "lz4"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  void open() {
    producer.initTransactions();
  }

  void begin() {
    producer.beginTransaction();
  }

  /** Sends a record to a topic of the catalogue. */
  void send(String topic, String key, byte[] value) {
    var unused =
        producer.send(new ProducerRecord<>(settings.topic(topic), key.getBytes(UTF_8), value));
  }

  void commit(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
    if (!offsets.isEmpty()) {
      producer.sendOffsetsToTransaction(offsets, group);
    }
    producer.commitTransaction();
  }
}
