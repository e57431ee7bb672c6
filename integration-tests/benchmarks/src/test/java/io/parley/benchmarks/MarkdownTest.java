package io.parley.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seen red: everything from the first mark to the last one deleted. */
class MarkdownTest {

  @TempDir private Path directory;

  @Test
  void remarksOnFiguresThatAreReplacedAreDeletedWithTheirMarks() throws IOException {
    Path page =
        Files.writeString(
            directory.resolve("page.md"),
            "one\n\n"
                + "<!-- until-next-run:begin -->\nold\n\nolder\n\n<!-- until-next-run:end -->\n"
                + "two\n"
                + "<!-- until-next-run:begin -->old<!-- until-next-run:end -->\n"
                + "three\n");

    Markdown.dropRemarks(page);

    assertThat(page).hasContent("one\n\ntwo\nthree\n");
  }

  @Test
  void aPageWithoutRemarksStaysAsItIs() throws IOException {
    Path page = Files.writeString(directory.resolve("page.md"), "one\n\ntwo\n");

    Markdown.dropRemarks(page);

    assertThat(page).hasContent("one\n\ntwo\n");
  }
}
