package io.parley.faults.process;

import io.parley.cli.Stack;
import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.pipeline.run.RecoveryClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * A fault in which JobManager, broker and database die at the same moment, as when a rack loses
 * power. The TaskManagers live on with nobody to talk to. Prepared transactions, rows and
 * checkpoints must fit together when everything is back.
 */
public final class CrashedEverything implements Fault {

  private static final Duration DEAD = Duration.ofSeconds(3);

  @Override
  public String name() {
    return "crash-everything";
  }

  @Override
  public String what() {
    return "kill -9 of JobManager, Kafka and the CQL server at once; all start again.";
  }

  @Override
  public void inflict(FaultRun run) throws IOException, InterruptedException {
    Stack servers = run.stack().stack();
    RecoveryClock clock = run.clock();
    run.kill(List.of(servers.flink().jobManager(), servers.kafka(), servers.cql()));
    run.talk(DEAD);
    servers.kafka().start();
    run.mark("Kafka is back");
    servers.cql().start();
    run.mark("the CQL server is back");
    Restoration.ofJobManager(run, clock);
    run.recovered(clock.recovery("kill -9 of JobManager, Kafka and the CQL server"));
  }
}
