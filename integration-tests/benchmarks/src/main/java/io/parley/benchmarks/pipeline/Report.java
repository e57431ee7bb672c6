package io.parley.benchmarks.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All results of a run as its file {@code results.json} has them, so that a page can show the runs
 * with both compilers.
 *
 * @param command what to run to have the same again
 * @param begun when the run began, as ISO 8601 in UTC
 * @param ended when these results were written
 * @param build the SHA-256 of each job's jar
 * @param machine what it ran on
 * @param checked whether the checker found that everything holds
 * @param failure why the run ended before its end; null if it did not
 * @param figures what the page about scale is computed from, by the name of a {@link
 *     io.parley.benchmarks.scale.Figure}
 * @param distributions count, percentiles and maximum of each distribution in milliseconds
 * @param cores processor time by process, in cores, by what went on
 * @param tables what explains the findings
 */
record Report(
    String command,
    String begun,
    String ended,
    Map<String, String> build,
    Map<String, String> machine,
    boolean checked,
    String failure,
    List<Finding> findings,
    Map<String, Double> figures,
    Map<String, List<String>> distributions,
    Map<String, Map<String, Double>> cores,
    List<Table> tables) {

  static final String FILE = "results.json";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  void write(Path directory) throws IOException {
    JSON.writeValue(directory.resolve(FILE).toFile(), this);
  }

  /** The report in a directory, if there is one. */
  static Optional<Report> read(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    return Files.exists(file)
        ? Optional.of(JSON.readValue(file.toFile(), Report.class))
        : Optional.empty();
  }
}
