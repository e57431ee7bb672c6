package io.parley.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {

  private final Results results = new Results(new PrintStream(OutputStream.nullOutputStream()));
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

    Page.update(page, results, "./parley benchmark pipeline");

    assertThat(Files.readString(page))
        .startsWith("before\n")
        .endsWith("after\n")
        .doesNotContain("old")
        .contains("| send to ack, p99 | ≤ 50 ms | 120 ms | **missed** |")
        .contains("| ratio | ≥ 0.80 | 0.90 | met |")
        .contains("| acked | 1 | 12.0 |");
  }

  @Test
  void aPageWithoutMarksIsLeftAlone() throws IOException {
    Path page = Files.writeString(directory.resolve("page.md"), "nothing to replace");

    assertThatThrownBy(() -> Page.update(page, results, "command"))
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
