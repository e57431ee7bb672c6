package io.parley.benchmarks.bare;

import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.Decoding;
import io.parley.schemas.wire.RecordDecoder;
import io.parley.schemas.wire.RecordEncoder;
import java.util.Arrays;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Encoders and decoders of a process; each is for one thread. */
record Codecs(BareSettings settings, ConfluentSchemaLookup registry) {

  /** The magic byte and the schema's id, before the record itself. */
  private static final int HEADER_BYTES = 5;

  <T extends SpecificRecord> RecordDecoder<T> decoder(Class<T> type) {
    return RecordDecoder.of(type, registry);
  }

  <T extends SpecificRecord> RecordEncoder<T> encoder(Class<T> type, String topic) {
    return RecordEncoder.of(type, settings.topic(topic), registry);
  }

  /**
   * Decodes a record.
   *
   * @throws IllegalStateException if it is no record of its topic
   */
  static <T extends SpecificRecord> T decode(
      RecordDecoder<T> decoder, ConsumerRecord<byte[], byte[]> record) throws Exception {
    Decoding<T> decoding = decoder.decode(record.value());
    if (decoding instanceof Decoding.Decoded<T> decoded) {
      return decoded.record();
    }
    throw new IllegalStateException(
        "%s-%d@%d is no record of its topic: %s"
            .formatted(record.topic(), record.partition(), record.offset(), decoding));
  }

  /** The record without its header, as it can be put into another record. */
  static byte[] encoded(ConsumerRecord<byte[], byte[]> record) {
    return Arrays.copyOfRange(record.value(), HEADER_BYTES, record.value().length);
  }
}
