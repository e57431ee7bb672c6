package io.parley.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.schemas.testing.GeneratedBlock;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.TopicSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the generated parts of the contract page equal to the catalogue, the schemas and the jobs'
 * options. With {@code -Dparley.regenerate=true} it writes them anew.
 *
 * <p>Seen red: an option renamed in a job's README; the rule for ids without the names that end in
 * up_to.
 */
class ContractPageTest {

  private static final TopicCatalogue CATALOGUE = TopicCatalogue.load();
  private static final String PAGE = "schemas/CONTRACT.md";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path HOME = Path.of(System.getProperty("parley.home"));

  @Test
  void theReferenceOfTheTopicsIsUpToDate() throws IOException {
    GeneratedBlock.assertCurrent(PAGE, "topic-reference", TopicReference.markdown(CATALOGUE));
  }

  @Test
  void theReferenceOfSharedTypesIsUpToDate() throws IOException {
    GeneratedBlock.assertCurrent(PAGE, "shared-types", TypeReference.markdown(CATALOGUE));
  }

  @Test
  void theTableOfLimitsIsUpToDate() throws IOException {
    GeneratedBlock.assertCurrent(PAGE, "limits", LimitsTable.markdown(JobOptions.defaults(HOME)));
  }

  @ParameterizedTest
  @MethodSource("topicsWithSchemas")
  void theExampleOfATopicIsARecordOfItsSchema(TopicSpec topic) {
    Schema schema = topic.valueSchema().orElseThrow();

    assertThat(JsonRecords.faults(ExampleRecords.of(schema), schema)).isEmpty();
  }

  static Stream<TopicSpec> topicsWithSchemas() {
    return CATALOGUE.topics().stream().filter(topic -> topic.valueSchema().isPresent());
  }

  @Test
  void everyFaultOfAnExampleIsNamed() throws IOException {
    Schema ack = CATALOGUE.topic("chat.acks").valueSchema().orElseThrow();
    JsonNode json =
        JSON.readTree(
            """
            {"client_message_id": "m-1", "conversation_id": "lobby", "sender_id": "ann",
             "device_id": 7, "status": "LOST", "message_id": 42, "colour": "red"}\
            """);

    assertThat(JsonRecords.faults(json, ack))
        .containsExactlyInAnyOrder(
            "CommandAck.colour: no such field in CommandAck",
            "CommandAck.device_id: 7 is not a value of string",
            "CommandAck.gateway_id: missing, and the field has no default",
            "CommandAck.status: \"LOST\" is not a value of AckStatus",
            "CommandAck.message_id: 42 is not a value of long");
  }

  @Test
  void aLimitNamesAnOptionThatExists() {
    assertThatThrownBy(() -> LimitsTable.markdown(Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("which is in no job's README");
  }
}
