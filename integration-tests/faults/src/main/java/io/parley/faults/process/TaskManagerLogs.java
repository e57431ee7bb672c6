package io.parley.faults.process;

import io.parley.faults.FaultRun;
import io.parley.infra.local.TaskManager;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The logs of the TaskManagers. */
final class TaskManagerLogs {

  private static final int MOST = 5;

  private TaskManagerLogs() {}

  /** The newest lines that contain a text, at most five. */
  static List<String> lines(FaultRun run, String text) throws IOException {
    List<String> found = new ArrayList<>();
    for (TaskManager manager : run.stack().stack().flink().taskManagers()) {
      try (Stream<String> lines = Files.lines(manager.logFile())) {
        lines.filter(line -> line.contains(text)).forEach(found::add);
      }
    }
    return List.copyOf(found.subList(Math.max(0, found.size() - MOST), found.size()));
  }
}
