package io.parley.e2e.pipeline;

import io.parley.command.ServiceAddresses;
import io.parley.infra.kafka.TopicReader;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.Decoding;
import io.parley.schemas.wire.RecordDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;

/** The records that are committed to a topic now, without tombstones. */
public final class CommittedRecords {

  private CommittedRecords() {}

  /** The records, decoded. */
  public static <T extends SpecificRecord> List<T> of(
      ServiceAddresses services, String topic, Class<T> type) {
    try (ConfluentSchemaLookup registry = services.connectRegistry()) {
      RecordDecoder<T> decoder = RecordDecoder.of(type, registry);
      List<T> records = new ArrayList<>();
      for (byte[] value : values(services, topic)) {
        if (decoder.decode(value) instanceof Decoding.Decoded<T> decoded) {
          records.add(decoded.record());
        } else {
          throw new AssertionError(topic + " has a value that is not a " + type.getSimpleName());
        }
      }
      return records;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The values as they are. */
  public static List<byte[]> values(ServiceAddresses services, String topic) {
    try (TopicReader reader =
        new TopicReader(services.kafkaClient(), topic, IsolationLevel.READ_COMMITTED)) {
      return reader.readAll().stream().map(ConsumerRecord::value).filter(Objects::nonNull).toList();
    }
  }
}
