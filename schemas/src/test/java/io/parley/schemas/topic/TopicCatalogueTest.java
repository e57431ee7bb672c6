package io.parley.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.topic.TopicSpec.Timestamps;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicCatalogueTest {

  private static final String ONE_TOPIC =
      """
      topics:
        - name: chat.commands
          key: conversation_id
          value: io.parley.schemas.command.ConversationCommand
          partitions: 60
          cleanup: delete
          retention: P7D
          timestamps: log-append-time
          max-bytes: 1048588
          ordering: By conversation.
          written-by: [gateways]
          read-by: [ingest]
          doc: What people want to happen.
      """;

  @Test
  void theConstantsNameExactlyTheTopicsOfTheCatalogue() throws IllegalAccessException {
    List<Object> constants = new ArrayList<>();
    for (Field field : Topics.class.getFields()) {
      constants.add(field.get(null));
    }

    assertThat(TopicCatalogue.load().topics())
        .extracting(TopicSpec::name)
        .containsExactlyInAnyOrderElementsOf(constants.stream().map(String.class::cast).toList());
  }

  @Test
  void theBrokerDatesWhatGatewaysWrite() {
    assertThat(TopicCatalogue.load().topics())
        .filteredOn(topic -> topic.writtenBy().contains("gateways"))
        .extracting(TopicSpec::name, TopicSpec::timestamps)
        .containsExactlyInAnyOrder(
            tuple(Topics.COMMANDS, Timestamps.LOG_APPEND_TIME),
            tuple(Topics.GATEWAYS, Timestamps.LOG_APPEND_TIME),
            tuple(Topics.SESSIONS, Timestamps.LOG_APPEND_TIME),
            tuple(Topics.RECEIPTS, Timestamps.LOG_APPEND_TIME));
  }

  @Test
  void whateverComesInFitsThroughEveryTopicItCanGoOutBy() {
    List<TopicSpec> topics = TopicCatalogue.load().topics();
    int largestInput =
        topics.stream()
            .filter(topic -> topic.writtenBy().contains("gateways"))
            .mapToInt(TopicSpec::maxBytes)
            .max()
            .orElseThrow();

    assertThat(topics)
        .filteredOn(topic -> !topic.writtenBy().contains("gateways"))
        .allSatisfy(topic -> assertThat(topic.maxBytes()).isGreaterThan(largestInput));
  }

  @Test
  void readsEveryPropertyOfATopic() {
    TopicSpec topic = TopicCatalogue.parse(ONE_TOPIC, "test").topic(Topics.COMMANDS);

    assertThat(topic.key()).isEqualTo("conversation_id");
    assertThat(topic.valueSchema()).contains(ConversationCommand.getClassSchema());
    assertThat(topic.partitions()).isEqualTo(60);
    assertThat(topic.retention()).contains(Duration.ofDays(7));
    assertThat(topic.compacted()).isFalse();
    assertThat(topic.timestamps()).isEqualTo(Timestamps.LOG_APPEND_TIME);
    assertThat(topic.maxBytes()).isEqualTo(1048588);
    assertThat(topic.ordering()).isEqualTo("By conversation.");
    assertThat(topic.writtenBy()).containsExactly("gateways");
    assertThat(topic.readBy()).containsExactly("ingest");
    assertThat(topic.doc()).isEqualTo("What people want to happen.");
    assertThat(topic.subject()).isEqualTo("chat.commands-value");
  }

  @Test
  void namesEverythingWrongAtOnce() {
    String faulty =
        """
        topics:
          - name: Commands
            key: conversation_id
            value: io.parley.schemas.NoSuchRecord
            partitions: 513
            cleanup: shred
            timestamps: create-time
            max-bytes: 1
            ordering: By conversation.
            written-by: [gateways]
            read-by: []
            doc: " "
            colour: red
          - key: user_id
            value: bytes
            partitions: many
            cleanup: compact
            retention: P7D
            timestamps: sundial
            max-bytes: 1048588
            ordering: None.
            written-by: [ingest]
            read-by: [operators]
            doc: No name.
        """;

    assertThat(faultsOf(faulty))
        .containsExactlyInAnyOrder(
            "Commands: unknown key 'colour'; known are [cleanup, doc, key, max-bytes, name,"
                + " ordering, partitions, read-by, retention, timestamps, value, when-lost,"
                + " written-by]",
            "Commands: name is not of the form domain.topic in lower case, such as chat.events",
            "Commands: value 'io.parley.schemas.NoSuchRecord' is neither a record of this module"
                + " nor 'bytes'",
            "Commands: partitions '513' is not a whole number from 1 to 512",
            "Commands: cleanup 'shred' is neither delete nor compact",
            "Commands: timestamps is create-time although gateways write it: input topics need"
                + " log-append-time, or a phone's clock would date messages",
            "Commands: max-bytes '1' is not a whole number from 65536 to 2147483647",
            "Commands: read-by is missing; expected a non-empty list",
            "Commands: doc is missing; expected a text",
            "topic number 2: name is missing; expected a text",
            "topic number 2: partitions 'many' is not a whole number from 1 to 512",
            "topic number 2: retention is given although cleanup is compact: the last record of a"
                + " key stays",
            "topic number 2: timestamps 'sundial' is neither log-append-time nor create-time");
  }

  @Test
  void refusesARetentionThatIsNoDurationOrTooShort() {
    assertThat(faultsOf(ONE_TOPIC.replace("P7D", "a week")))
        .containsExactly(
            "chat.commands: retention 'a week' is not an ISO-8601 duration such as P7D or PT12H");
    assertThat(faultsOf(ONE_TOPIC.replace("P7D", "PT1S")))
        .containsExactly(
            "chat.commands: retention 'PT1S' is less than a minute: readers would lose records");
  }

  @Test
  void refusesATopicThatIsListedTwice() {
    String twice = ONE_TOPIC + ONE_TOPIC.substring(ONE_TOPIC.indexOf("  - name"));

    assertThat(faultsOf(twice))
        .containsExactly("chat.commands: listed twice; each topic has one entry");
  }

  @Test
  void refusesWhatIsNoCatalogue() {
    assertThat(faultsOf("topics: []"))
        .containsExactly("expected a non-empty list under the key 'topics'");
    assertThat(faultsOf("topics: [")).singleElement().asString().startsWith("not valid YAML");
  }

  @Test
  void anUnknownTopicIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> TopicCatalogue.load().topic("chat.comands"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'chat.comands'")
        .hasMessageContaining("chat.commands");
  }

  private static List<String> faultsOf(String yaml) {
    TopicCatalogueException refusal =
        catchThrowableOfType(
            TopicCatalogueException.class, () -> TopicCatalogue.parse(yaml, "test"));
    assertThat(refusal).as("the catalogue should be refused").isNotNull();
    return refusal.faults();
  }
}
