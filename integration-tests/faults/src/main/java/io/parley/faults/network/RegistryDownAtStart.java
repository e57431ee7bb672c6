package io.parley.faults.network;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.Stillness;
import io.parley.pipeline.PipelineJob;
import io.parley.pipeline.run.RecoveryClock;
import java.time.Duration;

/**
 * A fault in which jobs start while the schema registry is down. They wait, and no record becomes a
 * dead letter.
 */
public final class RegistryDownAtStart implements Fault {

  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final Duration OUTAGE = Duration.ofSeconds(20);

  @Override
  public String name() {
    return "registry-down-at-start";
  }

  @Override
  public String what() {
    return "Start all jobs while the schema registry is down, and the registry 20 s later.";
  }

  @Override
  public void inflict(FaultRun run) throws Exception {
    RecoveryClock clock;
    // First: if it has ended already, the jobs run on.
    run.kill(run.stack().stack().registry());
    try {
      for (PipelineJob job : PipelineJob.values()) {
        run.pipeline().cancel(job, DEADLINE);
      }
      run.mark("the jobs are cancelled");
      long waited = RegistryWaits.count(run);
      clock = run.clock();
      for (PipelineJob job : PipelineJob.values()) {
        run.stack().resume(job);
      }
      run.mark("the jobs are submitted from their last checkpoints");
      Stillness.watch(run, OUTAGE);
      RegistryWaits.awaitMore(run, waited);
    } finally {
      run.stack().stack().registry().start();
      run.mark("the registry is back");
    }
    clock.awaitRunning();
    clock.awaitDelivering();
    run.recovered(clock.recovery(name()));
  }
}
