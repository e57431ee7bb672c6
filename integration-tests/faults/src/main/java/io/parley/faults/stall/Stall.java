package io.parley.faults.stall;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.NotStruck;
import io.parley.faults.StackRequirements;
import io.parley.faults.Stillness;
import io.parley.infra.local.proxy.HeldFetches;
import io.parley.pipeline.PipelineJob;
import io.parley.pipeline.run.RecoveryClock;
import io.parley.schemas.job.JobCatalogue;
import io.parley.schemas.job.JobSpec;
import io.parley.schemas.job.Jobs;
import io.parley.schemas.topic.Topics;
import io.parley.simulator.Count;
import io.parley.simulator.FleetSettings;
import java.time.Duration;

/**
 * A fault in which one part of the pipeline stands still for a while, longer than every deadline of
 * the routing job. No session may count as ended, nobody may be notified, and nothing may be sent
 * again that the input shows as acknowledged.
 *
 * @param requirements what servers and jobs must be like
 * @param standstill the damage, and the way back
 */
public record Stall(String name, String what, StackRequirements requirements, Standstill standstill)
    implements Fault {

  private static final Duration DEADLINE = Duration.ofMinutes(2);

  /** Longer than lease, ack timeout and grace together: what is falsely due then comes out. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(30);

  /** What stands still. */
  public interface Standstill {
    void happen(FaultRun run) throws Exception;
  }

  /** The database answers nothing for six leases. No command may be acknowledged as stored. */
  public static Stall frozenDatabase() {
    return frozenDatabase("cql-frozen-90", "Freeze the CQL server for 90 s.", 90);
  }

  /**
   * The database answers nothing for ten minutes. That is longer than every timeout of the jobs but
   * that of their transactions.
   */
  public static Stall longFrozenDatabase() {
    return frozenDatabase("cql-frozen-600", "Freeze the CQL server for 10 min.", 600);
  }

  private static Stall frozenDatabase(String name, String what, int seconds) {
    return new Stall(
        name,
        what,
        StackRequirements.DEFAULT,
        run ->
            run.whileFrozen(
                run.stack().stack().cql(),
                "the CQL server",
                () -> Stillness.watch(run, Duration.ofSeconds(seconds))));
  }

  /**
   * The routing job gets no receipt for a minute, while its other inputs flow. The consumer of the
   * receipts, which is named by them, reads the sessions too.
   */
  public static Stall receiptsHeldBack() {
    return new Stall(
        "topic-held-back",
        "Hold back receipts and sessions, and only them, from the routing job for 60 s.",
        StackRequirements.DEFAULT.withProxies(),
        run -> {
          HeldFetches fetches = run.proxies().heldFetches();
          long before = fetches.held();
          String group =
              JobCatalogue.load().job(Jobs.ROUTING).consumerGroup(JobSpec.DEFAULT_ID_PREFIX);
          fetches.hold(group + "-" + Topics.RECEIPTS);
          run.mark("receipts and sessions are held back from the routing job");
          try {
            run.talk(Duration.ofSeconds(60));
            run.awaitStrike("a request that is held back", () -> fetches.held() > before);
            run.mark((fetches.held() - before) + " requests wait");
          } finally {
            fetches.release();
          }
          run.mark("they flow again");
        });
  }

  /** The routing job is away for ten minutes, and then reads all that it has missed. */
  public static Stall backlog() {
    return backlog(
        "backlog-after-restart",
        "Stop the routing job for 10 min, and start it again.",
        Duration.ofMinutes(10));
  }

  /** The same for long enough that every deadline passes, for a shorter run. */
  public static Stall shortBacklog() {
    return backlog(
        "short-backlog-after-restart",
        "Stop the routing job for 40 s, and start it again.",
        Duration.ofSeconds(40));
  }

  private static Stall backlog(String name, String what, Duration away) {
    return new Stall(
        name,
        what,
        StackRequirements.DEFAULT,
        run -> {
          String savepoint =
              run.pipeline()
                  .flink()
                  .stopWithSavepoint(run.pipeline().jobId(PipelineJob.DELIVERY_ROUTING), DEADLINE);
          run.mark("the routing job is stopped");
          long stored = run.fleet().tally().of(Count.STORED);
          run.talk(away);
          long backlog = run.fleet().tally().of(Count.STORED) - stored;
          run.mark(backlog + " commands were stored meanwhile");
          run.pipeline()
              .resume(
                  PipelineJob.DELIVERY_ROUTING,
                  run.pipeline().settings(PipelineJob.DELIVERY_ROUTING),
                  savepoint);
          run.mark("it starts again with its backlog");
          if (backlog == 0) {
            throw new NotStruck("nothing was stored while the routing job was away");
          }
        });
  }

  @Override
  public FleetSettings people(long seed) {
    return FleetSettings.calm(seed);
  }

  @Override
  public boolean isLong() {
    return true;
  }

  @Override
  public void inflict(FaultRun run) throws Exception {
    try (FalseAlarms alarms = FalseAlarms.from(run)) {
      RecoveryClock clock = run.clock();
      standstill.happen(run);
      run.awaitRecovery(clock);
      run.recovered(clock.recovery(name));
      run.talk(AFTERWARDS);
      alarms.assertNone();
    }
  }
}
