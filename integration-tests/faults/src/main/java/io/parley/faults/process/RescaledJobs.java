package io.parley.faults.process;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.NotStruck;
import io.parley.faults.StackRequirements;
import io.parley.pipeline.JobSettings;
import io.parley.pipeline.PipelineJob;
import io.parley.pipeline.run.RecoveryClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * A fault in which jobs are rescaled under load. Key groups, partitions of the sources and
 * transactional ids of the sinks get new owners. The largest parallelism of a job is fixed with its
 * first state, by {@code pipeline.max-parallelism}. Flink refuses a savepoint under another value.
 */
public final class RescaledJobs implements Fault {

  private static final int[] PARALLELISMS = {2, 4, 3};
  private static final Duration BETWEEN = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "rescale";
  }

  @Override
  public String what() {
    return "Rescale all jobs 1 -> 2 -> 4 -> 3 under load, by savepoints.";
  }

  @Override
  public StackRequirements requirements() {
    return StackRequirements.DEFAULT.withParallelism(1).onOwnStack();
  }

  @Override
  public void inflict(FaultRun run) throws IOException, InterruptedException {
    for (int parallelism : PARALLELISMS) {
      RecoveryClock clock = run.clock();
      for (PipelineJob job : PipelineJob.values()) {
        JobSettings before = run.pipeline().settings(job);
        StoppedJobs.move(run, job, new JobSettings(parallelism, before.options()));
      }
      run.awaitRecovery(clock);
      demandParallelism(run, parallelism);
      run.recovered(clock.recovery("rescaling to " + parallelism));
      run.talk(BETWEEN);
    }
  }

  private static void demandParallelism(FaultRun run, int parallelism) throws IOException {
    for (PipelineJob job : PipelineJob.values()) {
      JsonNode vertices =
          run.pipeline().flink().get("/jobs/" + run.pipeline().jobId(job)).path("vertices");
      List<String> found = vertices.findValuesAsText("parallelism");
      if (!found.contains(Integer.toString(parallelism))) {
        throw new NotStruck(
            "%s was to run at parallelism %d, and its operators run at %s"
                .formatted(job.directory(), parallelism, found));
      }
    }
  }
}
