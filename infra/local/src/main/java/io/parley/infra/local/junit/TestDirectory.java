package io.parley.infra.local.junit;

import io.parley.infra.local.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** {@code target/local-servers/<process number>} of the module under test. */
final class TestDirectory {

  private TestDirectory() {}

  /** Makes this run's directory and deletes those of runs that have ended. */
  static Path create() {
    Path all = Path.of(System.getProperty("basedir", ""), "target", "local-servers");
    try {
      Files.createDirectories(all);
      for (Path old : children(all)) {
        if (!isOfRunningProcess(old)) {
          FileTree.delete(old);
        }
      }
      return Files.createDirectories(all.resolve(Long.toString(ProcessHandle.current().pid())))
          .toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot prepare a directory for servers in " + all, e);
    }
  }

  private static boolean isOfRunningProcess(Path directory) {
    long pid = Long.parseLong(directory.getFileName().toString());
    return pid != ProcessHandle.current().pid() && ProcessHandle.of(pid).isPresent();
  }

  private static List<Path> children(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children.toList();
    }
  }
}
