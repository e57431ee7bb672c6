package io.parley.operations.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.TopicSpec;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.RecordEncoder;
import io.parley.schemas.wire.RegistryUnavailableException;
import io.parley.schemas.wire.SchemaLookup;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/**
 * Tests how the value of a dead letter is shown.
 *
 * <p>Seen red: with bytes that cannot be decoded shown as null.
 */
class ValueDecoderTest {

  private static final Optional<TopicSpec> RECEIPTS =
      Optional.of(TopicCatalogue.load().topic(Topics.RECEIPTS));

  /** A registry that has one schema, or gives no answer. */
  private record OneSchema(Schema schema, boolean silent) implements SchemaLookup {

    private static final int ID = 7;

    @Override
    public Optional<RegisteredSchema> schemaById(int id) throws RegistryUnavailableException {
      if (silent) {
        throw new RegistryUnavailableException("The registry gave no answer", null);
      }
      return id == ID
          ? Optional.of(new RegisteredSchema("AVRO", schema.toString()))
          : Optional.empty();
    }

    @Override
    public OptionalInt idOf(String subject, Schema wanted) {
      return OptionalInt.of(ID);
    }

    @Override
    public Map<Integer, RegisteredSchema> schemasOf(String subject) {
      return Map.of();
    }
  }

  private static JsonNode decode(boolean silent, Optional<TopicSpec> topic, byte[] value) {
    return new ValueDecoder(new OneSchema(Receipt.getClassSchema(), silent)).decode(topic, value);
  }

  private static byte[] receipt() throws RegistryUnavailableException {
    return RecordEncoder.of(
            Receipt.class, Topics.RECEIPTS, new OneSchema(Receipt.getClassSchema(), false))
        .encode(new Receipt("c", "ann", "phone", 384858899611650049L, ReceiptKind.READ));
  }

  @Test
  void aRecordThatCanBeDecodedTodayIsShownAsJson() throws Exception {
    JsonNode json = decode(false, RECEIPTS, receipt());

    assertThat(json.get("user_id").asText()).isEqualTo("ann");
    assertThat(json.get("message_id").asText()).isEqualTo("384858899611650049");
  }

  @Test
  void bytesThatCannotBeDecodedSayWhy() {
    assertThat(decode(false, RECEIPTS, new byte[] {1, 2, 3, 4, 5, 6}).asText())
        .startsWith("not decodable: WRONG_MAGIC");
    assertThat(decode(false, RECEIPTS, null).asText()).startsWith("not decodable: EMPTY");
  }

  @Test
  void aSilentRegistryDoesNotHideTheRest() throws Exception {
    assertThat(decode(true, RECEIPTS, receipt()).asText())
        .isEqualTo("not decoded: The registry gave no answer");
  }

  @Test
  void aTopicWithoutASchemaIsNotDecoded() {
    assertThat(decode(false, Optional.empty(), new byte[] {0}).asText())
        .contains("the catalogue has no schema");
  }
}
