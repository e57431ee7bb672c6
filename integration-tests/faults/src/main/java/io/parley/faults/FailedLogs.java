package io.parley.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps what the servers wrote during cases that failed: the next stack has an empty directory. The
 * segments of the topics are kept, too, because they tell what each task read and wrote.
 */
final class FailedLogs {

  private final Path stack;

  FailedLogs(Path stack) {
    this.stack = stack;
  }

  /** Copies logs and topics of the stack as they are now, and says where to. */
  Path keep(CaseResult result) throws IOException {
    Path kept = stack.resolveSibling("failed").resolve(result.fault().name() + "-" + result.seed());
    copyFiles(stack.resolve("logs"), "", kept);
    Path topics = stack.resolve("kafka").resolve("data");
    if (Files.isDirectory(topics)) {
      for (Path partition : list(topics)) {
        if (partition.getFileName().toString().startsWith("chat.")) {
          copyFiles(partition, ".log", kept.resolve("topics").resolve(partition.getFileName()));
        }
      }
    }
    return kept;
  }

  private static void copyFiles(Path from, String ending, Path to) throws IOException {
    Files.createDirectories(to);
    for (Path file : list(from)) {
      if (Files.isRegularFile(file) && file.getFileName().toString().endsWith(ending)) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    }
  }
}
