package io.parley.faults.network;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.infra.local.TaskManager;
import io.parley.pipeline.run.Killing;
import io.parley.pipeline.run.RecoveryClock;
import io.parley.simulator.Count;
import java.time.Duration;

/**
 * A fault in which the registry is killed while jobs run. They know their schemas and continue. A
 * task that starts anew waits for the registry.
 */
public final class RegistryDown implements Fault {

  private static final Duration OUTAGE = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "registry-down";
  }

  @Override
  public String what() {
    return "Kill the schema registry; then a TaskManager too; start the registry 10 s later.";
  }

  @Override
  public void inflict(FaultRun run) throws Exception {
    TaskManager victim;
    RecoveryClock clock;
    run.kill(run.stack().stack().registry());
    try {
      run.talk(OUTAGE);
      long stored = run.fleet().tally().of(Count.STORED);
      run.await("an ack without a registry", () -> run.fleet().tally().of(Count.STORED) > stored);
      run.mark("running jobs go on without it");

      victim = Killing.busiest(run.stack());
      long waited = RegistryWaits.count(run);
      clock = run.clock();
      run.kill(victim);
      clock.awaitNoticed();
      run.talk(OUTAGE);
      RegistryWaits.awaitMore(run, waited);
    } finally {
      run.stack().stack().registry().start();
      run.mark("the registry is back");
    }
    clock.awaitRunning();
    clock.awaitDelivering();
    run.recovered(clock.recovery("kill -9 of a TaskManager without a registry"));
    victim.start();
  }
}
