package io.parley.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.benchmarks.meters.ThreadUse;
import io.parley.benchmarks.meters.Usage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Seen red: the columns of the two compilers exchanged; a report of the other compiler not read;
 * the last measure's "everything else" instead of the most; a failure, or that nothing was checked,
 * left out of the page; old distributions left in the directory.
 */
class PageTest {

  private final Results results =
      new Results(new PrintStream(OutputStream.nullOutputStream()), Map.of("a.jar", "sha256:1"));
  @TempDir private Path directory;

  @BeforeEach
  void measure() {
    Histogram micros = new Histogram(3);
    micros.recordValue(12_000);
    results.addHistogram("acked", micros);
    results.add(Finding.atMost("send to ack, p99", 50, 120, "%,.0f ms"));
    results.add(Finding.atLeast("ratio", 0.8, 0.9, "%.2f"));
  }

  @Test
  void newResultsReplaceTheOldOnesAndLeaveTheRest() throws IOException {
    Path page =
        Files.writeString(
            directory.resolve("page.md"),
            "before\n<!-- results:begin -->\nold\n<!-- results:end -->\nafter\n");

    Page.update(page, Map.of(Compiler.QUICK, results.report("./parley benchmark pipeline")));

    assertThat(Files.readString(page))
        .startsWith("before\n")
        .endsWith("after\n")
        .doesNotContain("old")
        .contains("C1, the quick compiler: `./parley benchmark pipeline`")
        .contains("| measure | goal | C1 | | C2 | |")
        .contains("| send to ack, p99 | ≤ 50 ms | 120 ms | **missed** | | |")
        .contains("| ratio | ≥ 0.80 | 0.90 | met | | |")
        .contains("| acked | 1 | 12.0 |");
  }

  @Test
  void aRunWithTheOtherCompilerFillsItsColumnAndLeavesTheFirst() throws IOException {
    Path page =
        Files.writeString(
            directory.resolve("page.md"), "<!-- results:begin --><!-- results:end -->");
    results.write(Compiler.QUICK.in(directory), "with C1");
    Results full =
        new Results(new PrintStream(OutputStream.nullOutputStream()), Map.of("a.jar", "sha256:1"));
    full.add(Finding.atMost("send to ack, p99", 50, 40, "%,.0f ms"));
    full.add(Finding.of("only with C2", 7, "%.0f"));
    full.write(Compiler.FULL.in(directory), "with C2");

    Page.update(page, Page.reports(directory));

    assertThat(Files.readString(page))
        .contains("`with C1`", "`with C2`")
        .contains("| send to ack, p99 | ≤ 50 ms | 120 ms | **missed** | 40 ms | met |")
        .contains("| ratio | ≥ 0.80 | 0.90 | met | | |")
        .contains("| only with C2 |  | | | 7 |  |")
        .contains("### Details with C1", "### Details with C2");
  }

  @Test
  void tablesAndProcessorTimesAreOnThePage() throws IOException {
    Path page =
        Files.writeString(
            directory.resolve("page.md"), "<!-- results:begin --><!-- results:end -->");
    results.addUsage("one thing", usage("kafka", 0.5));
    results.addUsage("another", usage("bare loops", 0.25));

    Page.update(page, Map.of(Compiler.QUICK, results.report("command")));

    assertThat(Files.readString(page))
        .contains("| | kafka | bare loops |")
        .contains("| one thing | 0.50 |  |")
        .contains("| another |  | 0.25 |")
        .contains("Threads, one thing:")
        .contains("| kafka | data-plane | 0.50 | 1,000 |");
  }

  @Test
  void thePageSaysHowMuchElseTheMachineDidAtMost() {
    results.addUsage("one thing", usage("everything else", 0.04));
    results.addUsage("another", usage("everything else", 0.31));
    results.addUsage("where nobody knows", usage("kafka", 0.5));

    results.addEverythingElse();

    Finding last = results.findings().get(results.findings().size() - 1);
    assertThat(last.measure()).contains("anything else on the machine");
    assertThat(last.measured()).isEqualTo("0.31");
  }

  @Test
  void thePageSaysWhatWasRunAndWhetherItWasChecked() throws IOException {
    assertThat(pageOf(results)).contains("a.jar: sha256:1.", "**Nothing was checked.**");

    results.checked();

    assertThat(pageOf(results))
        .contains("The checker found that everything holds.")
        .doesNotContain("**Nothing was checked.**");
  }

  @Test
  void thePageSaysThatARunFailed() throws IOException {
    results.checked();
    results.failed(new IllegalStateException("the loop did not start"));

    assertThat(pageOf(results))
        .contains("**This run failed: java.lang.IllegalStateException: the loop did not start.**")
        .doesNotContain("The checker found");
  }

  private String pageOf(Results of) throws IOException {
    Path page =
        Files.writeString(
            directory.resolve("page.md"), "<!-- results:begin --><!-- results:end -->");
    Page.update(page, Map.of(Compiler.QUICK, of.report("command")));
    return Files.readString(page);
  }

  @Test
  void aRunDeletesTheDistributionsOfTheRunBeforeIt() throws IOException {
    Files.writeString(directory.resolve("of-another-run.hgrm"), "old");

    results.write(directory, "command");

    assertThat(directory.resolve("of-another-run.hgrm")).doesNotExist();
    assertThat(directory.resolve("acked.hgrm")).exists();
  }

  private static Usage usage(String process, double cores) {
    return new Usage(
        Map.of(process, cores), Map.of(process, Map.of("data-plane", new ThreadUse(cores, 1_000))));
  }

  @Test
  void aPageWithoutMarksIsLeftAlone() throws IOException {
    Path page = Files.writeString(directory.resolve("page.md"), "nothing to replace");

    assertThatThrownBy(() -> Page.update(page, Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("results:begin");
    assertThat(Files.readString(page)).isEqualTo("nothing to replace");
  }

  @Test
  void theRunLeavesFiguresAPictureAndRawDistributions() throws IOException {
    results.write(directory, "command");

    assertThat(directory.resolve("results.json")).content().contains("\"met\" : false");
    assertThat(directory.resolve("latencies.svg")).content().contains("<polyline", ">acked<");
    assertThat(directory.resolve("acked.hgrm")).content().contains("12.00");
  }
}
