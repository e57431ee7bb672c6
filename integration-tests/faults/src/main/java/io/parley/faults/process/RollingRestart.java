package io.parley.faults.process;

import io.parley.cli.Stack;
import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.infra.local.LocalServer;
import io.parley.infra.local.TaskManager;
import io.parley.pipeline.run.RecoveryClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A fault in which every process is restarted in the orderly way, one after the other and under
 * load, as for new versions of the operating system. Each begins when the one before is well again.
 * The JobManager comes last. It has no high availability here, so its jobs are submitted again.
 */
public final class RollingRestart implements Fault {

  @Override
  public String name() {
    return "rolling-restart";
  }

  @Override
  public String what() {
    return "An orderly restart of every process, one after the other, under load.";
  }

  @Override
  public boolean isLong() {
    return true;
  }

  @Override
  public void inflict(FaultRun run) throws IOException {
    Stack servers = run.stack().stack();
    List<LocalServer> each =
        new ArrayList<>(List.of(servers.registry(), servers.cql(), servers.kafka()));
    each.addAll(servers.flink().taskManagers().stream().filter(TaskManager::isAlive).toList());
    for (LocalServer server : each) {
      RecoveryClock clock = run.clock();
      run.restart(server);
      run.awaitRecovery(clock);
      run.recovered(clock.recovery("a restart of " + server.name()));
    }
    RecoveryClock clock = run.clock();
    run.stop(servers.flink().jobManager());
    Restoration.ofJobManager(run, clock);
    run.recovered(clock.recovery("a restart of the JobManager"));
  }
}
