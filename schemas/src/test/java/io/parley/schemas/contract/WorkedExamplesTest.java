package io.parley.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.topic.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds every JSON example of the contract page to the schema of its topic. An example begins with
 * a line such as {@code ```json chat.events}.
 *
 * <p>Seen red: an event whose created_at is not the time in its id; a field that the schema does
 * not have.
 */
class WorkedExamplesTest {

  private static final TopicCatalogue CATALOGUE = TopicCatalogue.load();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern EXAMPLE =
      Pattern.compile("^```json (\\S+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  /**
   * One example.
   *
   * @param topic the topic to whose schema it is held
   */
  record Example(String topic, String json) {}

  static Stream<Example> examples() throws IOException {
    String page =
        Files.readString(Path.of(System.getProperty("parley.home"), "schemas/CONTRACT.md"));
    return EXAMPLE
        .matcher(page)
        .results()
        .map((MatchResult found) -> new Example(found.group(1), found.group(2)));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleIsARecordOfItsTopic(Example example) throws IOException {
    JsonNode json = JSON.readTree(example.json());

    assertThat(
            JsonRecords.faults(json, CATALOGUE.topic(example.topic()).valueSchema().orElseThrow()))
        .as(example.json())
        .isEmpty();
  }

  @Test
  void anEventHappenedAtTheTimeInItsId() throws IOException {
    List<JsonNode> events =
        examples()
            .map(WorkedExamplesTest::parse)
            .flatMap(json -> Stream.concat(Stream.of(json), Stream.of(json.path("event"))))
            .filter(json -> json.has("created_at") && json.has("event_id"))
            .toList();

    assertThat(events).hasSizeGreaterThan(4);
    assertThat(events)
        .allSatisfy(
            event ->
                assertThat(event.get("created_at").asLong())
                    .isEqualTo(
                        Snowflake.unixMillis(Long.parseLong(event.get("event_id").asText()))));
  }

  private static JsonNode parse(Example example) {
    try {
      return JSON.readTree(example.json());
    } catch (IOException e) {
      throw new AssertionError("Not JSON: " + example.json(), e);
    }
  }
}
