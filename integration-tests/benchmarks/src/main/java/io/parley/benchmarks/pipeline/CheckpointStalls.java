package io.parley.benchmarks.pipeline;

import io.parley.benchmarks.Median;
import io.parley.benchmarks.meters.CheckpointMeter;
import io.parley.benchmarks.meters.Fold;
import io.parley.pipeline.PipelineJob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What checkpoints cost while messages came at a fixed rate: how long they blocked each task, and
 * which latencies follow them.
 */
final class CheckpointStalls {

  private static final int TASKS_SHOWN_OF_A_JOB = 4;
  private static final double GOAL_MILLIS = 40;

  /** How long the checkpoints of a run blocked a task. */
  private record Blocked(String job, String task, List<Long> millis) {
    long most() {
      return Collections.max(millis);
    }
  }

  private final Bench bench;
  private final CheckpointMeter meter;

  CheckpointStalls(Bench bench) {
    this.bench = bench;
    this.meter = new CheckpointMeter(bench.stack().pipeline().flink());
  }

  /** Adds the findings about the measured time of a run. */
  void report(Run run, Journal journal) throws IOException {
    List<Blocked> tasks = new ArrayList<>();
    List<List<String>> folds = new ArrayList<>();
    for (PipelineJob job : PipelineJob.values()) {
      String id = bench.stack().pipeline().jobId(job);
      for (Map.Entry<String, List<Long>> task :
          meter.blocked(id, run.from(), run.to()).entrySet()) {
        tasks.add(new Blocked(job.directory(), task.getKey(), task.getValue()));
      }
      List<Long> checkpoints = meter.triggered(id, run.from(), run.to());
      for (Sight sight : List.of(Sight.READABLE, Sight.DELIVERED)) {
        Fold fold = new Fold(checkpoints);
        journal.forEachMeasured(sight, fold::add);
        folds.add(
            fold.row("%s, %s".formatted(job.directory(), sight.name().toLowerCase(Locale.ROOT))));
      }
    }
    bench
        .results()
        .addTable(
            new Table(
                "p99 in milliseconds by the time since the last checkpoint of a job",
                Fold.header("checkpoint of, latency until"),
                folds));
    blocked(tasks);
  }

  private void blocked(List<Blocked> tasks) {
    if (tasks.isEmpty()) {
      bench.results().say("  no checkpoint completed in this time");
      return;
    }
    tasks.sort(Comparator.comparingLong(Blocked::most).reversed());
    Map<String, Integer> shown = new HashMap<>();
    bench
        .results()
        .addTable(
            new Table(
                "Milliseconds for which a checkpoint blocked a task, the worst tasks of each job",
                List.of("job", "task", "checkpoints", "median", "most"),
                tasks.stream()
                    .filter(
                        task -> shown.merge(task.job(), 1, Integer::sum) <= TASKS_SHOWN_OF_A_JOB)
                    .map(
                        task ->
                            List.of(
                                task.job(),
                                task.task(),
                                Integer.toString(task.millis().size()),
                                Finding.text("%.0f", Median.of(task.millis())),
                                Long.toString(task.most())))
                    .toList()));
    bench
        .results()
        .add(
            Finding.atMost(
                "longest synchronous part of a checkpoint in a task",
                GOAL_MILLIS,
                (double) tasks.get(0).most(),
                "%.0f ms"));
  }
}
