package io.parley.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.benchmarks.BenchmarkCommand;
import io.parley.schemas.testing.GeneratedBlock;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Tests the pages that are written from results that are there already. With {@code
 * -Dparley.regenerate=true} it writes the results in {@code BENCHMARKS.md} anew.
 *
 * <p>Seen red: a figure of the page changed by hand; the failure of a run left out; the page about
 * scale left out; no complaint where there are no results.
 */
class PagesTest {

  private static final String MODULE = "integration-tests/benchmarks";

  @TempDir private Path directory;
  private Path page;
  private Path scale;

  @BeforeEach
  void writePages() throws IOException {
    page = write("page.md", "<!-- results:begin -->old<!-- results:end -->");
    scale = write("SCALE.md", "<!-- scale:begin -->old<!-- scale:end -->");
  }

  private Path write(String name, String text) throws IOException {
    String remark = "<!-- until-next-run:begin -->remark<!-- until-next-run:end -->";
    return Files.writeString(directory.resolve(name), text + remark);
  }

  @Test
  void theResultsOnThePageAreThoseBesideIt() throws IOException {
    Path results = Path.of(System.getProperty("parley.home"), MODULE, "results");

    GeneratedBlock.assertCurrent(
        MODULE + "/BENCHMARKS.md", "results", Page.markdown(Page.reports(results)).strip());
  }

  /** What a late failure has left can be published without another run. */
  @Test
  void theCommandPutsTheResultsOfARunThatFailedIntoThePages() throws IOException {
    Results results =
        new Results(new PrintStream(OutputStream.nullOutputStream()), Map.of("a.jar", "sha256:1"));
    results.add(Finding.of("what was measured before", 7, "%.0f"));
    results.failed(new IllegalStateException("ingest refused"));
    results.write(directory, "the command of the run");

    assertThat(run()).isZero();

    assertThat(Files.readString(page))
        .contains("`the command of the run`")
        .contains("| what was measured before |  | 7 |")
        .contains("**This run failed: java.lang.IllegalStateException: ingest refused.**")
        .doesNotContain("old")
        .contains("remark");
    assertThat(Files.readString(scale)).contains("lacks figures").doesNotContain("old");
  }

  @Test
  void withoutResultsThePagesAreLeftAlone() throws IOException {
    assertThat(run()).isNotZero();
    assertThatThrownBy(() -> new Pages(page, directory).writeResults())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has no results.json");
    assertThat(Files.readString(page)).contains("old");
  }

  @Test
  void aWholeRunDeletesTheRemarksOnTheOneBeforeOnBothPages() throws IOException {
    new Pages(page, directory).dropRemarks();

    assertThat(Files.readString(page)).doesNotContain("remark").contains("old");
    assertThat(Files.readString(scale)).doesNotContain("remark").contains("old");
  }

  private int run() {
    return new CommandLine(new BenchmarkCommand())
        .setErr(new PrintWriter(OutputStream.nullOutputStream()))
        .execute("page", "--page", page.toString(), "--output", directory.toString());
  }
}
