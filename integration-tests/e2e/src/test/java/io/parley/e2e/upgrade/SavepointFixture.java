package io.parley.e2e.upgrade;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.parley.pipeline.PipelineJob;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The savepoints of all jobs that one release took, with the facts that a test needs to go on. */
final class SavepointFixture {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * Facts about the state.
   *
   * @param messageId the id of the message of {@link Hello}
   * @param ends the ends of the partitions of each input topic. The state has consumed all inputs
   *     up to these ends.
   */
  record Facts(long messageId, Map<String, List<Long>> ends) {}

  private final Path directory;

  SavepointFixture(Path directory) {
    this.directory = directory;
  }

  /** Where the fixtures of all releases are. */
  static Path all() {
    return Path.of(
        System.getProperty("parley.home"), "integration-tests/e2e/src/test/resources/savepoints");
  }

  static List<Path> releases() throws IOException {
    try (Stream<Path> releases = Files.list(all())) {
      return releases.sorted().toList();
    }
  }

  Facts facts() throws IOException {
    return JSON.readValue(directory.resolve("facts.json").toFile(), Facts.class);
  }

  void write(Facts facts) throws IOException {
    JSON.writeValue(directory.resolve("facts.json").toFile(), facts);
  }

  /** The URI to restore a job from. */
  String of(PipelineJob job) {
    return directory.resolve(job.directory()).toUri().toString();
  }

  /**
   * Takes over a savepoint that the cluster has just written. Small state lies in the only file of
   * the savepoint, under the name of a file that was never written. Nothing reads that name. The
   * part of the name that tells of the machine is overwritten.
   */
  void take(PipelineJob job, String savepoint) throws IOException {
    Path target = Files.createDirectories(directory.resolve(job.directory()));
    try (Stream<Path> files = Files.list(Path.of(URI.create(savepoint)))) {
      for (Path file : files.toList()) {
        String home = System.getProperty("parley.home");
        String bytes = Files.readString(file, ISO_8859_1);
        String anywhere = "/" + "_".repeat(home.length() - 1);
        Files.writeString(
            target.resolve(file.getFileName()), bytes.replace(home, anywhere), ISO_8859_1);
      }
    }
  }
}
