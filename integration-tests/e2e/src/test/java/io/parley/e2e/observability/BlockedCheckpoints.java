package io.parley.e2e.observability;

import io.parley.infra.local.FlinkCluster;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A fault that makes all checkpoints of a job fail: files stand where the next checkpoints want to
 * make their directories. Old checkpoints can still be read. Closing ends the fault.
 */
final class BlockedCheckpoints implements AutoCloseable {

  private static final String PREFIX = "chk-";
  private static final int CHECKPOINTS = 2_000;

  private final List<Path> files = new ArrayList<>();

  /** Blocks the checkpoints of a job from the next one on. */
  static BlockedCheckpoints of(FlinkCluster flink, String jobId) throws IOException {
    Path newest = Path.of(URI.create(flink.newestCheckpoint(jobId).orElseThrow()));
    long next = Long.parseLong(newest.getFileName().toString().substring(PREFIX.length())) + 1;
    BlockedCheckpoints blocked = new BlockedCheckpoints();
    for (long number = next; number < next + CHECKPOINTS; number++) {
      blocked.block(newest.resolveSibling(PREFIX + number));
    }
    return blocked;
  }

  private void block(Path checkpoint) throws IOException {
    try {
      files.add(Files.createFile(checkpoint));
    } catch (FileAlreadyExistsException e) {
      // This checkpoint has begun meanwhile.
    }
  }

  @Override
  public void close() throws IOException {
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
