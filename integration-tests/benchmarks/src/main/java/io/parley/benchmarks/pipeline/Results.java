package io.parley.benchmarks.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.pipeline.run.Machine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The results of a run. Each is printed at once, and all are written to files at the end. */
final class Results {

  private static final double MICROS_PER_MILLI = 1_000;

  private final PrintStream out;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Map<String, Double>> cores = new LinkedHashMap<>();
  private final Map<String, Histogram> histograms = new LinkedHashMap<>();

  Results(PrintStream out) {
    this.out = out;
  }

  void add(Finding finding) {
    findings.add(finding);
    out.printf(
        "  %-75s %-14s %-10s%s%n",
        finding.measure(), finding.measured(), finding.goal(), finding.met() ? "" : "  MISSED");
  }

  /** Processor time by process, in cores, during something. */
  void addCores(String during, Map<String, Double> byProcess) {
    cores.put(during, byProcess);
    out.printf("  cores while %s: %s%n", during, rounded(byProcess));
  }

  /**
   * A distribution.
   *
   * @param name of its file
   * @param micros microseconds
   */
  void addHistogram(String name, Histogram micros) {
    histograms.put(name, micros);
    out.printf(
        "  %-12s %,9d  p50 %8.1f  p90 %8.1f  p99 %8.1f  p99.9 %8.1f  max %8.1f ms%n",
        name,
        micros.getTotalCount(),
        micros.getValueAtPercentile(50) / MICROS_PER_MILLI,
        micros.getValueAtPercentile(90) / MICROS_PER_MILLI,
        micros.getValueAtPercentile(99) / MICROS_PER_MILLI,
        micros.getValueAtPercentile(99.9) / MICROS_PER_MILLI,
        micros.getMaxValue() / MICROS_PER_MILLI);
  }

  /** Prints a remark. */
  void say(String what) {
    out.println(what);
  }

  List<Finding> findings() {
    return findings;
  }

  Map<String, Histogram> histograms() {
    return histograms;
  }

  Map<String, Map<String, Double>> cores() {
    return cores;
  }

  /**
   * Writes {@code results.json}, a picture, and a file for each distribution, as HdrHistogram
   * prints it.
   */
  void write(Path directory, String command) throws IOException {
    Files.createDirectories(directory);
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode json = mapper.createObjectNode();
    json.put("command", command);
    json.set("machine", mapper.valueToTree(Machine.facts()));
    json.set("findings", mapper.valueToTree(findings));
    json.set("cores", mapper.valueToTree(cores));
    mapper.writeValue(directory.resolve("results.json").toFile(), json);
    for (Map.Entry<String, Histogram> histogram : histograms.entrySet()) {
      try (PrintStream file =
          new PrintStream(directory.resolve(histogram.getKey() + ".hgrm").toFile(), "UTF-8")) {
        histogram.getValue().outputPercentileDistribution(file, MICROS_PER_MILLI);
      }
    }
    Files.writeString(
        directory.resolve("latencies.svg"),
        Picture.of("Times on a message's way, from when it was due", histograms));
  }

  private static String rounded(Map<String, Double> byProcess) {
    StringBuilder text = new StringBuilder();
    byProcess.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? "" : ", ").append("%s %.2f".formatted(name, value)));
    return text.toString();
  }
}
