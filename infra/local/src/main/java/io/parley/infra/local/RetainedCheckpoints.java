package io.parley.infra.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The completed checkpoints on disk. They are all that is left of a job when the JobManager is
 * dead. Flink writes the file {@code _metadata} of a checkpoint last and in one step, so a
 * checkpoint that has this file is complete.
 */
final class RetainedCheckpoints {

  private static final String PREFIX = "chk-";

  private final Path directory;

  RetainedCheckpoints(Path directory) {
    this.directory = directory;
  }

  /** The URI of a job's newest checkpoint, from which it can be submitted again. */
  Optional<String> newest(String jobId) throws IOException {
    Path ofJob = directory.resolve(jobId);
    if (!Files.isDirectory(ofJob)) {
      return Optional.empty();
    }
    try (Stream<Path> checkpoints = Files.list(ofJob)) {
      return checkpoints
          .filter(path -> path.getFileName().toString().startsWith(PREFIX))
          .filter(path -> Files.exists(path.resolve("_metadata")))
          .max(Comparator.comparingLong(RetainedCheckpoints::number))
          .map(path -> path.toUri().toString());
    }
  }

  private static long number(Path checkpoint) {
    return Long.parseLong(checkpoint.getFileName().toString().substring(PREFIX.length()));
  }
}
