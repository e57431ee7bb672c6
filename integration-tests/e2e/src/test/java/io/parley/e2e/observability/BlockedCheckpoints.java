package io.parley.e2e.observability;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A fault that makes all checkpoints of a job fail: files stand where the next checkpoints want to
 * make their directories. Old checkpoints can still be read. Closing ends the fault.
 */
final class BlockedCheckpoints implements AutoCloseable {

  private static final String PREFIX = "chk-";
  private static final int CHECKPOINTS = 2_000;

  private final List<Path> files = new ArrayList<>();

  /** Blocks the checkpoints of a job from the next one on. */
  static BlockedCheckpoints of(Path stack, String jobId) throws IOException {
    Path directory = stack.toAbsolutePath().resolve("checkpoints").resolve(jobId);
    BlockedCheckpoints blocked = new BlockedCheckpoints();
    long next = newest(directory) + 1;
    for (long number = next; number < next + CHECKPOINTS; number++) {
      blocked.block(directory.resolve(PREFIX + number));
    }
    return blocked;
  }

  private void block(Path checkpoint) throws IOException {
    try {
      files.add(Files.createFile(checkpoint));
    } catch (FileAlreadyExistsException e) {
      // It has begun meanwhile.
    }
  }

  private static long newest(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.startsWith(PREFIX))
          .mapToLong(name -> Long.parseLong(name.substring(PREFIX.length())))
          .max()
          .orElse(0);
    }
  }

  @Override
  public void close() throws IOException {
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
