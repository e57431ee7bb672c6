package io.parley.faults.network;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.PromiseBroken;
import io.parley.faults.StackRequirements;
import io.parley.infra.kafka.TopicReader;
import io.parley.pipeline.JobSettings;
import io.parley.pipeline.PipelineJob;
import io.parley.pipeline.run.RecoveryClock;
import io.parley.schemas.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The disk for checkpoints is full for a while. Nothing is committed meanwhile, jobs go back to
 * their last checkpoint again and again, and gateways, who do not wait for commits, are served.
 */
public final class FullCheckpointDisk implements Fault {

  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final int SIZE_MEBIBYTES = 64;
  private static final int FULL_SECONDS = 15;
  private static final Duration BEFORE = Duration.ofSeconds(4);
  private static final String DIRECTORY = "execution.checkpointing.dir";

  @Override
  public String name() {
    return "full-checkpoint-disk";
  }

  @Override
  public String what() {
    return "Move the jobs' checkpoints to a disk of 64 MiB and fill it for 15 s.";
  }

  @Override
  public StackRequirements requirements() {
    return StackRequirements.DEFAULT.onOwnStack();
  }

  @Override
  public void inflict(FaultRun run) throws Exception {
    try (SmallDisk disk = mount(run)) {
      Map<PipelineJob, JobSettings> before = settings(run);
      move(run, job -> before.get(job).with(DIRECTORY, disk.root().toUri().toString()));
      run.mark("checkpoints go to the small disk");
      run.talk(BEFORE);

      RecoveryClock clock = run.clock();
      disk.fill();
      run.mark("the small disk is full");
      for (PipelineJob job : PipelineJob.values()) {
        long failed = run.pipeline().checkpoints(job).failed();
        run.awaitStrike(
            "a failed checkpoint of " + job,
            () -> {
              disk.fill();
              return run.pipeline().checkpoints(job).failed() > failed;
            });
      }
      stayFull(run, disk);
      disk.free();
      run.mark("there is space again");
      clock.awaitRunning();
      for (PipelineJob job : PipelineJob.values()) {
        long completed = run.pipeline().checkpoints(job).completed();
        clock.await(
            job.directory() + " checkpointing",
            () -> run.pipeline().checkpoints(job).completed() > completed);
      }
      clock.awaitDelivering();
      run.recovered(clock.recovery(name()));
      move(run, before::get);
      run.mark("checkpoints go to the old disk again");
    }
  }

  private static SmallDisk mount(FaultRun run) {
    try {
      return SmallDisk.mount(SIZE_MEBIBYTES);
    } catch (IOException e) {
      throw run.skip("root, to mount a tmpfs: " + e.getMessage());
    }
  }

  private static void stayFull(FaultRun run, SmallDisk disk)
      throws IOException, InterruptedException {
    try (TopicReader events = run.committedFromNow(Topics.EVENTS)) {
      for (int second = 0; second < FULL_SECONDS; second++) {
        disk.fill();
        run.talk(Duration.ofSeconds(1));
      }
      int committed = events.readToEnd().size();
      if (committed > 0) {
        throw new PromiseBroken(
            "%d records of %s were committed while no checkpoint could complete"
                .formatted(committed, Topics.EVENTS));
      }
    }
    run.mark("nothing was committed meanwhile");
  }

  private static Map<PipelineJob, JobSettings> settings(FaultRun run) {
    Map<PipelineJob, JobSettings> settings = new EnumMap<>(PipelineJob.class);
    for (PipelineJob job : PipelineJob.values()) {
      settings.put(job, run.pipeline().settings(job));
    }
    return settings;
  }

  private static void move(FaultRun run, Function<PipelineJob, JobSettings> settings)
      throws IOException {
    for (PipelineJob job : PipelineJob.values()) {
      String savepoint =
          run.pipeline().flink().stopWithSavepoint(run.pipeline().jobId(job), DEADLINE);
      run.pipeline().resume(job, settings.apply(job), savepoint);
    }
    run.pipeline().awaitRunning(DEADLINE);
  }
}
