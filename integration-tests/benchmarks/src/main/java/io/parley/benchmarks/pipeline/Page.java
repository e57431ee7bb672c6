package io.parley.benchmarks.pipeline;

import io.parley.pipeline.run.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** A writer that puts the results of a run into the page about benchmarks. */
final class Page {

  private static final String BEGIN = "<!-- results:begin -->";
  private static final String END = "<!-- results:end -->";
  private static final double[] PERCENTILES = {50, 90, 99, 99.9};
  private static final double MICROS_PER_MILLI = 1_000;

  private Page() {}

  /**
   * Replaces the text between the marks of a page.
   *
   * @throws IOException also if the page has no marks
   */
  static void update(Path page, Results results, String command) throws IOException {
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(
          page + " has no lines " + BEGIN + " and " + END + ": there is no place for the results");
    }
    Files.writeString(
        page,
        text.substring(0, begin + BEGIN.length())
            + "\n\n"
            + markdown(results, command)
            + "\n"
            + text.substring(end));
  }

  private static String markdown(Results results, String command) {
    StringBuilder page = new StringBuilder();
    page.append("`%s` on %s. ".formatted(command, LocalDate.now(ZoneOffset.UTC)));
    Machine.facts().forEach((name, fact) -> page.append("%s: %s. ".formatted(name, fact)));
    page.append("\n\n| measure | goal | measured | |\n|---|---|---|---|\n");
    for (Finding finding : results.findings()) {
      page.append(
          "| %s | %s | %s | %s |%n"
              .formatted(
                  finding.measure(),
                  finding.goal(),
                  finding.measured(),
                  finding.goal().isEmpty() ? "" : finding.met() ? "met" : "**missed**"));
    }
    page.append("\nThe distributions, in milliseconds:\n\n");
    page.append("| | count | p50 | p90 | p99 | p99.9 | max |\n|---|---|---|---|---|---|---|\n");
    results.histograms().forEach((name, histogram) -> page.append(row(name, histogram)));
    page.append("\nProcessor time by process, in cores:\n\n");
    results
        .cores()
        .forEach(
            (during, cores) -> {
              page.append("* ").append(during).append(": ");
              String comma = "";
              for (Map.Entry<String, Double> core : cores.entrySet()) {
                page.append(
                    String.format(Locale.ROOT, "%s%s %.2f", comma, core.getKey(), core.getValue()));
                comma = ", ";
              }
              page.append('\n');
            });
    return page.toString();
  }

  private static String row(String name, Histogram histogram) {
    StringBuilder row =
        new StringBuilder(
            String.format(Locale.ROOT, "| %s | %,d |", name, histogram.getTotalCount()));
    for (double percentile : PERCENTILES) {
      row.append(millis(histogram.getValueAtPercentile(percentile)));
    }
    return row.append(millis(histogram.getMaxValue())).append('\n').toString();
  }

  private static String millis(long micros) {
    return String.format(Locale.ROOT, " %.1f |", micros / MICROS_PER_MILLI);
  }
}
