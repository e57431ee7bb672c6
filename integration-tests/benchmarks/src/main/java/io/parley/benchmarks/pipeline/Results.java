package io.parley.benchmarks.pipeline;

import io.parley.benchmarks.meters.Usage;
import io.parley.benchmarks.scale.Figure;
import io.parley.pipeline.run.Machine;
import io.parley.simulator.Micros;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** The results of a run. Each is printed at once, and all are written to files at the end. */
final class Results {

  private static final double[] PERCENTILES = {50, 90, 99, 99.9};

  private final PrintStream out;
  private final Map<String, String> build;
  private final Instant begun = Instant.now();
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Double> figures = new TreeMap<>();
  private final Map<String, Map<String, Double>> cores = new LinkedHashMap<>();
  private final Map<String, Histogram> histograms = new LinkedHashMap<>();
  private final List<Table> tables = new ArrayList<>();
  private final List<Double> everythingElse = new ArrayList<>();
  private boolean checked;
  private String failure;

  /**
   * @param build what is measured, as {@link io.parley.pipeline.run.Build} has it
   */
  Results(PrintStream out, Map<String, String> build) {
    this.out = out;
    this.build = build;
  }

  void add(Finding finding) {
    findings.add(finding);
    out.printf(
        "  %-75s %-14s %-10s%s%n",
        finding.measure(), finding.measured(), finding.goal(), finding.met() ? "" : "  MISSED");
  }

  /** Remembers that the checker found that everything holds. */
  void checked() {
    checked = true;
    say("  checked: everything holds");
  }

  /** Remembers why the run ended early. */
  void failed(Exception cause) {
    failure = cause.toString();
  }

  /** A figure for the page about scale. */
  void figure(Figure figure, double value) {
    figures.put(figure.name(), value);
  }

  /** Processor time by process and by threads, in cores, during something. */
  void addUsage(String during, Usage usage) {
    cores.put(during, usage.cores());
    usage.everythingElse().ifPresent(everythingElse::add);
    out.printf("  cores, %s: %s%n", during, rounded(usage.cores()));
    addTable(new Table("Threads, " + during, Usage.header(), usage.rows()));
  }

  /** Adds how much the machine did besides, at most, while processor time was taken. */
  void addEverythingElse() {
    if (!everythingElse.isEmpty()) {
      add(
          Finding.of(
              "cores that anything else on the machine used, in the measure in which it was most",
              Collections.max(everythingElse),
              "%.2f"));
    }
  }

  /**
   * A distribution.
   *
   * @param name of its file
   * @param micros microseconds
   */
  void addHistogram(String name, Histogram micros) {
    histograms.put(name, micros);
    List<String> cells = cells(micros);
    out.printf(
        "  %-20s %9s  p50 %8s  p90 %8s  p99 %8s  p99.9 %8s  max %8s ms%n",
        name, cells.get(0), cells.get(1), cells.get(2), cells.get(3), cells.get(4), cells.get(5));
  }

  /** Figures that explain findings. */
  void addTable(Table table) {
    tables.add(table);
    out.println("  " + table.title());
    Stream.concat(Stream.of(table.header()), table.rows().stream())
        .forEach(row -> out.println("    " + String.join(" | ", row)));
  }

  /** Prints a remark. */
  void say(String what) {
    out.println(what);
  }

  List<Finding> findings() {
    return findings;
  }

  /** All results so far. */
  Report report(String command) {
    Map<String, List<String>> distributions = new LinkedHashMap<>();
    histograms.forEach((name, histogram) -> distributions.put(name, cells(histogram)));
    return new Report(
        command,
        seconds(begun),
        seconds(Instant.now()),
        build,
        Machine.facts(),
        checked,
        failure,
        findings,
        figures,
        distributions,
        cores,
        tables);
  }

  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /**
   * Writes {@code results.json}, a picture, and a file for each distribution, as HdrHistogram
   * prints it. Deletes the distributions of an earlier run.
   */
  void write(Path directory, String command) throws IOException {
    Files.createDirectories(directory);
    try (DirectoryStream<Path> earlier = Files.newDirectoryStream(directory, "*.hgrm")) {
      for (Path file : earlier) {
        Files.delete(file);
      }
    }
    report(command).write(directory);
    for (Map.Entry<String, Histogram> histogram : histograms.entrySet()) {
      try (PrintStream file =
          new PrintStream(
              directory.resolve(histogram.getKey().replace(' ', '-') + ".hgrm").toFile(),
              "UTF-8")) {
        histogram.getValue().outputPercentileDistribution(file, Micros.PER_MILLI);
      }
    }
    Files.writeString(
        directory.resolve("latencies.svg"),
        Picture.of("Times on a message's way, from when it was due", histograms));
  }

  private static List<String> cells(Histogram micros) {
    return Stream.concat(
            Stream.of(String.format(Locale.ROOT, "%,d", micros.getTotalCount())),
            DoubleStream.concat(
                    DoubleStream.of(PERCENTILES).map(micros::getValueAtPercentile),
                    DoubleStream.of((double) micros.getMaxValue()))
                .mapToObj(value -> String.format(Locale.ROOT, "%.1f", value / Micros.PER_MILLI)))
        .toList();
  }

  private static String rounded(Map<String, Double> byProcess) {
    StringBuilder text = new StringBuilder();
    byProcess.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? "" : ", ").append("%s %.2f".formatted(name, value)));
    return text.toString();
  }
}
