package io.parley.faults.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.parley.faults.FaultRun;
import io.parley.infra.local.TaskManager;
import io.parley.pipeline.PipelineJob;
import io.parley.schemas.job.JobSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The logs of the TaskManagers. */
public final class TaskManagerLogs {

  private static final int MOST = 5;

  /** How Flink begins to say that a transaction that was prepared could not be committed. */
  private static final String FAILED_COMMIT = "Unable to commit transaction";

  private TaskManagerLogs() {}

  /** The last lines that say that a transaction of a job was not committed, at most five. */
  static List<String> failedCommits(FaultRun run, PipelineJob job) throws IOException {
    List<String> found = new ArrayList<>();
    for (TaskManager manager : run.stack().stack().flink().taskManagers()) {
      found.addAll(
          lines(
              manager.logFile(),
              line -> line.contains(FAILED_COMMIT) && namesTransactionOf(job, line)));
    }
    return List.copyOf(found.subList(Math.max(0, found.size() - MOST), found.size()));
  }

  /** Whether a line has a transactional id of a job. Flink puts the id in quotation marks. */
  static boolean namesTransactionOf(PipelineJob job, String line) {
    return line.contains("'" + job.spec().transactionalIds(JobSpec.DEFAULT_ID_PREFIX));
  }

  /** How many lines contain a text, over all restarts of the processes. */
  public static long count(FaultRun run, String text) throws IOException {
    long count = 0;
    for (TaskManager manager : run.stack().stack().flink().taskManagers()) {
      count += lines(manager.logFile(), line -> line.contains(text)).size();
    }
    return count;
  }

  /** How many lines of one log have a match of a pattern, over all restarts of its process. */
  static long count(Path log, Pattern words) throws IOException {
    return lines(log, words.asPredicate()).size();
  }

  /** A line that was cut in the middle of a character by a kill does no harm. */
  private static List<String> lines(Path log, Predicate<String> which) throws IOException {
    try (Stream<String> lines = Files.lines(log, ISO_8859_1)) {
      return lines.filter(which).toList();
    }
  }
}
