package io.parley.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.command.AvroJson;
import io.parley.command.Printable;
import io.parley.schemas.topic.TopicSpec;
import io.parley.schemas.wire.Decoding;
import io.parley.schemas.wire.RecordDecoder;
import io.parley.schemas.wire.RegistryUnavailableException;
import io.parley.schemas.wire.SchemaLookup;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A printer of Kafka records, each as one line of JSON, decoded as the jobs decode it. */
final class RecordPrinter {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Empty for a topic whose values have no schema. */
  private final Optional<RecordDecoder<SpecificRecord>> decoder;

  RecordPrinter(TopicSpec topic, SchemaLookup registry) {
    decoder = topic.valueSchema().map(schema -> RecordDecoder.of(classOf(schema), registry));
  }

  private static Class<SpecificRecord> classOf(Schema schema) {
    @SuppressWarnings("unchecked")
    Class<SpecificRecord> type = (Class<SpecificRecord>) SpecificData.get().getClass(schema);
    return type;
  }

  String print(ConsumerRecord<byte[], byte[]> record) throws RegistryUnavailableException {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("partition", record.partition());
    json.put("offset", record.offset());
    json.put("time", Instant.ofEpochMilli(record.timestamp()).toString());
    json.put("key", text(record.key()));
    if (record.headers().iterator().hasNext()) {
      ObjectNode headers = json.putObject("headers");
      record.headers().forEach(header -> headers.put(header.key(), text(header.value())));
    }
    json.set("value", value(record.value()));
    return Printable.of(json.toString());
  }

  private JsonNode value(byte[] value) throws RegistryUnavailableException {
    if (value == null || decoder.isEmpty()) {
      return MAPPER.getNodeFactory().textNode(text(value));
    }
    Decoding<SpecificRecord> decoding = decoder.get().decode(value);
    if (decoding instanceof Decoding.Decoded<SpecificRecord> decoded) {
      return AvroJson.of(decoded.record());
    }
    Decoding.Undecodable<SpecificRecord> undecodable =
        (Decoding.Undecodable<SpecificRecord>) decoding;
    return MAPPER
        .createObjectNode()
        .put("undecodable", undecodable.reason().name())
        .put("detail", undecodable.detail())
        .put("bytes", value);
  }

  private static String text(byte[] bytes) {
    return bytes == null ? null : new String(bytes, UTF_8);
  }
}
