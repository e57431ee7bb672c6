package io.parley.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Keeps what the servers wrote during cases that failed: the next stack has an empty directory. */
final class FailedLogs {

  private final Path stack;

  FailedLogs(Path stack) {
    this.stack = stack;
  }

  /** Copies the logs of the stack as they are now, and says where to. */
  Path keep(CaseResult result) throws IOException {
    Path kept = stack.resolveSibling("failed").resolve(result.fault().name() + "-" + result.seed());
    Files.createDirectories(kept);
    try (Stream<Path> logs = Files.list(stack.resolve("logs"))) {
      List<Path> files = logs.filter(Files::isRegularFile).toList();
      for (Path file : files) {
        Files.copy(file, kept.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return kept;
  }
}
