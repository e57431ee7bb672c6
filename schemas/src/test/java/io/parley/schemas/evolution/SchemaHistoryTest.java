package io.parley.schemas.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.TopicSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the schemas of this build with those that were released. The package comment says how to
 * release a schema.
 *
 * <p>Seen red: with a new field without a default in ReadCursor (also when told to release it), and
 * with a new symbol in ReceiptKind that nobody released.
 */
class SchemaHistoryTest {

  static List<TopicSpec> topics() {
    return TopicCatalogue.load().topics().stream()
        .filter(topic -> topic.valueSchema().isPresent())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("topics")
  void isCompatibleWithEveryReleasedVersionAndReleasedItself(TopicSpec topic) throws IOException {
    SchemaHistory history = new SchemaHistory(topic);
    Schema current = topic.valueSchema().orElseThrow();

    assertThat(SchemaEvolution.incompatibilities(history.released(), current))
        .as("%s would break readers or writers of released versions", topic.subject())
        .isEmpty();
    if (Boolean.getBoolean("parley.regenerate")
        && !SchemaEvolution.isReleased(history.released(), current)) {
      history.release(current);
    }
    assertThat(SchemaEvolution.isReleased(history.released(), current))
        .as(
            "%s has changed since its last released version. If the change is meant, release it:"
                + " see the package comment of %s",
            topic.subject(), SchemaHistoryTest.class.getPackageName())
        .isTrue();
  }

  @Test
  void everyReleasedSubjectStillHasItsTopic() throws IOException {
    try (Stream<String> subjects =
        Files.list(SchemaHistory.ROOT).map(path -> path.getFileName().toString())) {
      assertThat(subjects)
          .containsExactlyInAnyOrderElementsOf(topics().stream().map(TopicSpec::subject).toList());
    }
  }
}
