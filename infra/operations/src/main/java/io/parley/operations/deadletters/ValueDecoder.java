package io.parley.operations.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.parley.command.AvroJson;
import io.parley.schemas.topic.TopicSpec;
import io.parley.schemas.wire.AvroSafety;
import io.parley.schemas.wire.Decoding;
import io.parley.schemas.wire.RecordDecoder;
import io.parley.schemas.wire.RegistryUnavailableException;
import io.parley.schemas.wire.SchemaLookup;
import java.util.Optional;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * A decoder of the value of a dead letter, as a job would decode it today. A value that the job
 * could not decode for want of a schema may be decodable now.
 */
final class ValueDecoder {

  private final SchemaLookup registry;

  ValueDecoder(SchemaLookup registry) {
    AvroSafety.apply();
    this.registry = registry;
  }

  /**
   * The value as JSON, or a text that says why it cannot be decoded.
   *
   * @param topic entry of the original's topic, if the catalogue has it
   */
  JsonNode decode(Optional<TopicSpec> topic, byte[] value) {
    if (topic.isEmpty() || topic.get().valueSchema().isEmpty()) {
      return text("not decoded: the catalogue has no schema for the topic");
    }
    @SuppressWarnings("unchecked")
    Class<SpecificRecord> type =
        (Class<SpecificRecord>) SpecificData.get().getClass(topic.get().valueSchema().get());
    try {
      Decoding<SpecificRecord> decoding = RecordDecoder.of(type, registry).decode(value);
      if (decoding instanceof Decoding.Decoded<SpecificRecord> decoded) {
        return AvroJson.of(decoded.record());
      }
      Decoding.Undecodable<SpecificRecord> undecodable =
          (Decoding.Undecodable<SpecificRecord>) decoding;
      return text("not decodable: " + undecodable.reason() + ", " + undecodable.detail());
    } catch (RegistryUnavailableException e) {
      return text("not decoded: " + e.getMessage());
    }
  }

  private static JsonNode text(String why) {
    return JsonNodeFactory.instance.textNode(why);
  }
}
