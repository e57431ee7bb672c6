package io.parley.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Holds the topic table of the README equal to the catalogue. With {@code -Dparley.regenerate} it
 * writes the table instead of complaining.
 */
class TopicTableTest {

  private static final TopicCatalogue CATALOGUE = TopicCatalogue.load();

  @Test
  void theReadmeHasTheTableOfTheCatalogue() throws IOException {
    Path readme = Path.of(System.getProperty("parley.home"), "README.md");
    String document = Files.readString(readme);
    String expected = TopicTable.intoDocument(document, CATALOGUE);
    if (Boolean.getBoolean("parley.regenerate")) {
      Files.writeString(readme, expected);
      return;
    }

    assertThat(document)
        .as(
            "README.md's topic table differs from topics.yaml. Write it anew with: mvn -pl schemas"
                + " -am test -Dtest=TopicTableTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dparley.regenerate=true")
        .isEqualTo(expected);
  }

  @Test
  void replacesTheBlockAndNothingElse() {
    String document = "before\n" + TopicTable.BEGIN + "\nold\n" + TopicTable.END + "\nafter\n";

    assertThat(TopicTable.intoDocument(document, CATALOGUE))
        .isEqualTo(
            "before\n"
                + TopicTable.BEGIN
                + "\n"
                + TopicTable.markdown(CATALOGUE)
                + TopicTable.END
                + "\nafter\n");
  }

  @Test
  void aDocumentWithoutTheBlockIsRefused() {
    assertThatThrownBy(() -> TopicTable.intoDocument("no block", CATALOGUE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(TopicTable.BEGIN);
  }
}
