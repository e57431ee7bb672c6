package io.parley.common.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.parley.schemas.signature.GatewaySignature;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;

/** Copies a consumer's record as it is. It decodes nothing, so no record can make it fail. */
final class SourceRecordDeserializer implements KafkaRecordDeserializationSchema<SourceRecord> {

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<SourceRecord> out) {
    out.collect(
        new SourceRecord(
            record.topic(),
            record.partition(),
            record.offset(),
            record.timestamp(),
            record.timestampType() == TimestampType.LOG_APPEND_TIME,
            record.key(),
            record.value(),
            Traceparent.read(record.headers()),
            signature(record.headers())));
  }

  /** The last signature among the headers, or null. One that is too long cannot be valid. */
  private static String signature(Headers headers) {
    Header header = headers.lastHeader(GatewaySignature.HEADER);
    return header == null
            || header.value() == null
            || header.value().length > GatewaySignature.MOST_BYTES
        ? null
        : new String(header.value(), US_ASCII);
  }

  @Override
  public TypeInformation<SourceRecord> getProducedType() {
    return TypeInformation.of(SourceRecord.class);
  }
}
