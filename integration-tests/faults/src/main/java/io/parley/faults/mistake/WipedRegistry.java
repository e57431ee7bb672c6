package io.parley.faults.mistake;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.infra.local.SchemaRegistryServer;
import io.parley.pipeline.PipelineJob;
import io.parley.pipeline.run.RecoveryClock;
import io.parley.simulator.Count;
import io.parley.simulator.FleetSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A fault in which the registry comes back without its content. Every record bears an id that the
 * registry does not know. No record is at fault, so none may become a dead letter. Running tasks
 * know their schemas and go on. A job that starts must refuse, and say that the registry's storage
 * is to be restored. The operator does that, and everything goes on.
 *
 * <p>The people stay connected to gateways that do not crash, because a gateway that starts needs
 * the registry.
 */
public final class WipedRegistry implements Fault {

  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final Duration WITHOUT = Duration.ofSeconds(5);
  private static final Pattern WORDS =
      Pattern.compile(
          "The schema registry no longer has the schema .*? Restore its storage, ids included");

  @Override
  public String name() {
    return "registry-wiped";
  }

  @Override
  public String what() {
    return "Restart the registry without its content and each job; then restore the content.";
  }

  @Override
  public FleetSettings people(long seed) {
    return FleetSettings.calm(seed);
  }

  @Override
  public void inflict(FaultRun run) throws IOException, InterruptedException {
    SchemaRegistryServer registry = run.stack().stack().registry();
    Path backup = registry.storage().resolveSibling("backup.mv.db");
    registry.stop();
    Files.move(registry.storage(), backup);
    registry.start();
    run.mark("the registry is back, and empty");
    run.talk(WITHOUT);
    long stored = run.fleet().tally().of(Count.STORED);
    run.await("an ack", () -> run.fleet().tally().of(Count.STORED) > stored);
    run.mark("running jobs go on");

    RefusedStart start = new RefusedStart(run);
    RecoveryClock clock = run.clock();
    for (PipelineJob job : PipelineJob.values()) {
      run.pipeline().cancel(job, DEADLINE);
      String id = run.pipeline().jobId(job);
      start.demand(job, run.stack().stack().flink().newestCheckpoint(id), WORDS);
    }
    registry.stop();
    Files.deleteIfExists(registry.storage());
    Files.move(backup, registry.storage());
    registry.start();
    run.mark("the registry is back with its content");
    for (PipelineJob job : PipelineJob.values()) {
      run.stack().resume(job);
    }
    run.awaitRecovery(clock);
    run.recovered(clock.recovery(name()));
  }
}
