package io.parley.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.schemas.testing.GeneratedBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the tables of {@code SCALE.md} equal to what follows from the results beside it. With
 * {@code -Dparley.regenerate=true} it writes them anew.
 *
 * <p>Seen red: a number of the page changed by hand; a figure of the results changed; another limit
 * that is tighter.
 */
class ScalePageTest {

  private static final String MODULE = "integration-tests/benchmarks";

  @TempDir private Path directory;

  @Test
  void thePageFollowsFromTheResults() throws IOException {
    GeneratedBlock.assertCurrent(MODULE + "/SCALE.md", "scale", ScalePage.of(results()));
  }

  private static Path results() {
    return Path.of(System.getProperty("parley.home"), MODULE, "results", "results.json");
  }

  /** The section "The first wall" is about it, and says that ingest has most of the state. */
  @Test
  void theFirstWallIsTheOneThatThePageNames() throws IOException {
    Needs needs = new Needs(Figures.read(results()), Demand.MILLION);

    assertThat(needs.limits().get(0).name()).contains("restore the state of a TaskManager");
    assertThat(needs.ingestState()).isGreaterThan(needs.routingState() + needs.receiptsState());
  }

  @Test
  void aRunThatLacksFiguresIsNamedWithThem() throws IOException {
    Path results =
        Files.writeString(
            directory.resolve("results.json"),
            "{\"command\": \"run\", \"figures\": {\"ROWS\": 1}}");

    assertThat(ScalePage.of(results))
        .startsWith("The run `run` lacks figures")
        .contains(Figure.REQUESTS.title())
        .doesNotContain(Figure.ROWS.title());
  }

  @Test
  void theTablesReplaceTheOldOnesAndLeaveTheRest() throws IOException {
    String figures =
        Arrays.stream(Figure.values())
            .map(figure -> "\"%s\": 10".formatted(figure.name()))
            .collect(Collectors.joining(", "));
    Path results =
        Files.writeString(
            directory.resolve("results.json"),
            "{\"command\": \"run\", \"begun\": \"today\", \"figures\": {%s}}".formatted(figures));
    Path page =
        Files.writeString(
            directory.resolve("page.md"),
            "before\n<!-- scale:begin -->\nold\n<!-- scale:end -->\nafter\n");

    ScalePage.update(page, results);

    assertThat(Files.readString(page))
        .startsWith("before\n")
        .endsWith("<!-- scale:end -->\nafter\n")
        .doesNotContain("old")
        .contains("Measured by `run` on today")
        .contains("| requests a second to ScyllaDB | 200,000 |");
  }

  @Test
  void aPageWithoutMarksIsRefused() throws IOException {
    Path results = Files.writeString(directory.resolve("results.json"), "{}");
    Path page = Files.writeString(directory.resolve("page.md"), "nothing");

    assertThatThrownBy(() -> ScalePage.update(page, results))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there is no place for the tables");
  }
}
