package io.parley.e2e.pipeline;

import io.parley.cli.StackState;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.Decoding;
import io.parley.schemas.wire.RecordDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Everything that is committed in a topic now; tombstones are left out. */
public final class CommittedRecords {

  private CommittedRecords() {}

  /** Decoded. */
  public static <T extends SpecificRecord> List<T> of(
      StackState stack, String topic, Class<T> type) {
    try (ConfluentSchemaLookup registry =
        ConfluentSchemaLookup.connect(List.of(stack.registryUrl()), Map.of())) {
      RecordDecoder<T> decoder = RecordDecoder.of(type, registry);
      List<T> records = new ArrayList<>();
      for (byte[] value : values(stack, topic)) {
        if (decoder.decode(value) instanceof Decoding.Decoded<T> decoded) {
          records.add(decoded.record());
        } else {
          throw new AssertionError(topic + " has a value that is no " + type.getSimpleName());
        }
      }
      return records;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As they are. */
  public static List<byte[]> values(StackState stack, String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", stack.bootstrapServers(), "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<byte[]> values = new ArrayList<>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          if (record.value() != null) {
            values.add(record.value());
          }
        }
      }
      return values;
    }
  }
}
