package io.parley.benchmarks;

import io.parley.infra.local.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory for the servers of one benchmark. Closing it deletes it with everything in it, so the
 * servers are to be closed first.
 */
record ScratchDirectory(Path path) implements AutoCloseable {

  /** A new one in the machine's directory of temporary files. */
  static ScratchDirectory create(String name) throws IOException {
    return new ScratchDirectory(Files.createTempDirectory(name));
  }

  @Override
  public void close() {
    FileTree.deleteIfPossible(path);
  }
}
