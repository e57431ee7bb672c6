package io.parley.faults.network;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.Stillness;
import io.parley.infra.local.CqlServer;
import io.parley.pipeline.run.RecoveryClock;
import java.time.Duration;

/**
 * A fault in which the only CQL server does not serve for a while. Jobs wait, and no event is
 * delivered meanwhile, because an event is visible only after it is stored.
 */
public record CqlOutage(String name, String what, Outage outage) implements Fault {

  private static final Duration FROZEN = Duration.ofSeconds(20);
  private static final Duration DEAD = Duration.ofSeconds(10);

  /** What happens to the server. */
  public interface Outage {
    void happen(CqlServer server, FaultRun run) throws InterruptedException;
  }

  /** A frozen server: connections stay open, but no answer comes. */
  public static CqlOutage paused() {
    return new CqlOutage(
        "pause-cql",
        "Freeze the CQL server for 20 s.",
        (server, run) ->
            run.whileFrozen(server, "the CQL server", () -> Stillness.watch(run, FROZEN)));
  }

  /**
   * A killed server: connections break, and come back when the server has replayed its commit log.
   */
  public static CqlOutage killed() {
    return new CqlOutage(
        "kill-cql",
        "kill -9 of the CQL server, and its start 10 s later.",
        (server, run) -> {
          run.kill(server);
          try {
            Stillness.watch(run, DEAD);
          } finally {
            server.start();
            run.mark("the CQL server is back");
          }
        });
  }

  @Override
  public void inflict(FaultRun run) throws InterruptedException {
    RecoveryClock clock = run.clock();
    outage.happen(run.stack().stack().cql(), run);
    clock.awaitRunning();
    clock.awaitDelivering();
    run.recovered(clock.recovery(name));
  }
}
