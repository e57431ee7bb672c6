package io.parley.infra.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Directories in memory, for files that nobody needs after the process that writes them.
 *
 * <p>A directory bears the number of the launcher. A launcher that is killed leaves its directories
 * behind. The next launcher that asks for a directory deletes them.
 */
final class MemoryDirectories {

  private static final long ROOM_BYTES = 2L << 30;
  private static final Pattern OURS = Pattern.compile("parley-(\\d{1,18})-.*");

  private final Path fileSystem;

  private MemoryDirectories(Path fileSystem) {
    this.fileSystem = fileSystem;
  }

  /** The directories in Linux's file system for shared memory. */
  static MemoryDirectories shared() {
    return in(Path.of("/dev/shm"));
  }

  static MemoryDirectories in(Path fileSystem) {
    return new MemoryDirectories(fileSystem);
  }

  /** A new directory; empty if the system has no such file system, or one with less than 2 GiB. */
  Optional<Path> create() throws IOException {
    if (!Files.isWritable(fileSystem)
        || Files.getFileStore(fileSystem).getUsableSpace() < ROOM_BYTES) {
      return Optional.empty();
    }
    deleteThoseOfEndedLaunchers();
    return Optional.of(
        Files.createTempDirectory(fileSystem, "parley-" + ProcessHandle.current().pid() + "-"));
  }

  private void deleteThoseOfEndedLaunchers() throws IOException {
    try (Stream<Path> all = Files.list(fileSystem)) {
      for (Path directory : all.toList()) {
        Matcher ours = OURS.matcher(directory.getFileName().toString());
        if (ours.matches() && ProcessHandle.of(Long.parseLong(ours.group(1))).isEmpty()) {
          FileTree.deleteIfPossible(directory);
        }
      }
    }
  }
}
