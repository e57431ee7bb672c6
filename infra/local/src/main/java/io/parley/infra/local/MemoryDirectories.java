package io.parley.infra.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Directories in memory, for files that nobody needs after the process that writes them.
 *
 * <p>A directory bears the number of the launcher. A launcher that is killed leaves its directories
 * behind. The next launcher that asks for a directory deletes them.
 */
final class MemoryDirectories {

  private static final Logger LOG = LoggerFactory.getLogger(MemoryDirectories.class);

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
          delete(directory);
        }
      }
    }
  }

  /**
   * Deletes a directory with everything in it. What cannot be deleted stays: it may be another
   * user's, or another launcher may be deleting it, too.
   */
  static void delete(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.info("{} stays: {}", directory, e.toString());
    }
  }
}
