package io.parley.faults.network;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.NotStruck;
import io.parley.faults.PromiseBroken;
import io.parley.faults.StackRequirements;
import io.parley.faults.gateways.CrowdTalk;
import io.parley.infra.local.proxy.CqlWrites;
import io.parley.pipeline.PipelineJob;
import io.parley.pipeline.run.RecoveryClock;
import io.parley.simulator.Count;
import io.parley.simulator.Fleet;
import io.parley.simulator.FleetSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * A fault in which the replicas of one token range do not answer in time: every write of forty
 * groups is answered with a timeout for a while. Nobody in these groups gets an answer. All other
 * conversations must go on, their messages, their deliveries and their ticks, and so must the
 * checkpoints of all jobs. Seen red while receipt aggregation wrote its tables by a sink that
 * waited at barriers: nobody got a tick.
 */
public final class SlowRange implements Fault {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration BEFORE = Duration.ofSeconds(3);

  /**
   * What was stored just before may still be on its way. The interval of checkpoints is 5 s, so by
   * then a barrier has also come to each task, and one that waits there for the range is found.
   */
  private static final Duration SETTLING = Duration.ofSeconds(7);

  private static final Duration LENGTH = Duration.ofSeconds(20);

  /** One conversation may hold only a few of a task's requests, so there are many. */
  private static final int GROUPS = 40;

  private static final int MEMBERS = 3;
  private static final double PER_SECOND = 20;

  @Override
  public String name() {
    return "slow-token-range";
  }

  @Override
  public String what() {
    return "For half a minute every write of 40 conversations times out; all others are well.";
  }

  @Override
  public StackRequirements requirements() {
    return StackRequirements.DEFAULT.withProxies();
  }

  @Override
  public void inflict(FaultRun run) throws Exception {
    CqlWrites writes = run.proxies().cqlWrites();
    long seed = run.chance().between(1, Integer.MAX_VALUE - 1);
    String tag = Long.toHexString(seed);
    try (Fleet group =
        new Fleet(
            run.pipeline().stack().services(),
            FleetSettings.calm(seed).with(1, 1),
            new CrowdTalk(tag, GROUPS, MEMBERS, PER_SECOND))) {
      group.open(PATIENCE);
      group.talk();
      run.talk(BEFORE);
      RecoveryClock clock = run.clock();
      long before = writes.timedOut();
      writes.timeOutAllWith("crowd-" + tag);
      run.mark("the range of %d groups is slow".formatted(GROUPS));
      try {
        run.talk(SETTLING);
        demandOthers(run, group);
      } finally {
        writes.timeOutAllWith("");
      }
      long timedOut = writes.timedOut() - before;
      run.mark(timedOut + " writes timed out; the range is well again");
      group.drain(PATIENCE);
      run.mark("everybody in the groups has everything");
      clock.awaitRunning();
      clock.awaitDelivering();
      run.recovered(clock.recovery(name()));
      if (timedOut == 0) {
        throw new NotStruck("no write of the groups timed out");
      }
    }
  }

  /**
   * Checks that the others go on: most of their commands are stored, at least as many events are
   * delivered as commands are stored, at least half as many ticks arrive, and each job completes
   * two checkpoints.
   */
  private static void demandOthers(FaultRun run, Fleet group)
      throws IOException, InterruptedException {
    Map<PipelineJob, Long> checkpoints = run.pipeline().completedCheckpoints();
    run.fleet().sendToAck().sinceLastLook();
    long groupStored = group.tally().of(Count.STORED);
    long sent = run.fleet().tally().of(Count.COMMANDS);
    long stored = run.fleet().tally().of(Count.STORED);
    long delivered = run.fleet().tally().of(Count.DELIVERED);
    long statuses = run.fleet().tally().of(Count.STATUSES);
    run.talk(LENGTH);
    long groupAcks = group.tally().of(Count.STORED) - groupStored;
    if (groupAcks > 0) {
      throw new PromiseBroken(
          groupAcks + " commands of the groups were acknowledged while nothing could be stored");
    }
    sent = run.fleet().tally().of(Count.COMMANDS) - sent;
    stored = run.fleet().tally().of(Count.STORED) - stored;
    delivered = run.fleet().tally().of(Count.DELIVERED) - delivered;
    statuses = run.fleet().tally().of(Count.STATUSES) - statuses;
    run.mark(
        "others: %d commands, %d stored, %d delivered, %d ticks; %s"
            .formatted(
                sent,
                stored,
                delivered,
                statuses,
                HotConversation.acks(run.fleet().sendToAck().sinceLastLook())));
    if (!HotConversation.goOn(sent, stored) || delivered < stored || 2 * statuses < stored) {
      throw new PromiseBroken("A slow range held up the conversations of others");
    }
    Map<PipelineJob, Long> now = run.pipeline().completedCheckpoints();
    checkpoints.forEach(
        (job, before) -> {
          if (now.get(job) < before + 2) {
            throw new PromiseBroken(
                "A slow range held up the checkpoints of " + job.directory() + ": " + now);
          }
        });
  }
}
