package io.parley.faults.gateways;

import io.parley.faults.DecodedTopic;
import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.NotStruck;
import io.parley.faults.process.StoppedJobs;
import io.parley.pipeline.JobSettings;
import io.parley.pipeline.PipelineJob;
import io.parley.pipeline.run.RecoveryClock;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.delivery.DeliveryKind;
import io.parley.schemas.topic.Topics;
import java.io.IOException;
import java.time.Duration;

/**
 * A fault in which routing is told to take groups of more than three people for large ones, as it
 * takes those of more than a thousand by default. So the groups become large with their next event,
 * while people talk, join and leave. A TaskManager is killed and a gateway crashes while their
 * events are broadcast. Then the default comes back, and the groups become small again.
 */
public final class LargeGroups implements Fault {

  private static final int THRESHOLD = 3;

  /** Before and after each stroke. */
  private static final Duration TALK = Duration.ofSeconds(10);

  /** Fewer would be those of a moment only. */
  private static final int LEAST_BROADCASTS = 20;

  @Override
  public String name() {
    return "large-groups";
  }

  @Override
  public String what() {
    return "Have groups of 4 broadcast; kill a TaskManager and a gateway; have them shrink again.";
  }

  @Override
  public boolean isLong() {
    return true;
  }

  @Override
  public void inflict(FaultRun run) throws Exception {
    JobSettings before = run.pipeline().settings(PipelineJob.DELIVERY_ROUTING);
    try (DecodedTopic<Delivery> deliveries =
        new DecodedTopic<>(run, Topics.DELIVERIES, Delivery.class)) {
      goOn(run, before.with("routing.large-group.threshold", Integer.toString(THRESHOLD)));
      run.mark("groups of more than %d become large".formatted(THRESHOLD));
      run.talk(TALK);
      run.killBusiestTaskManager();
      run.talk(TALK);
      Crowd.crash(run.fleet(), run, 0);
      run.mark("a gateway crashed, and its next incarnation starts");
      run.talk(TALK);
      demandBroadcasts(run, deliveries);
    }
    goOn(run, before);
    run.mark("large groups become small again");
    run.talk(TALK);
  }

  private static void goOn(FaultRun run, JobSettings settings) throws IOException {
    RecoveryClock clock = run.clock();
    StoppedJobs.move(run, PipelineJob.DELIVERY_ROUTING, settings);
    run.awaitRecovery(clock);
  }

  private static void demandBroadcasts(FaultRun run, DecodedTopic<Delivery> deliveries)
      throws IOException {
    long broadcasts =
        deliveries.readToEnd().stream()
            .filter(delivery -> delivery.getKind() == DeliveryKind.BROADCAST)
            .count();
    run.mark("%,d broadcasts".formatted(broadcasts));
    if (broadcasts < LEAST_BROADCASTS) {
      throw new NotStruck(
          "%d events were broadcast, and at least %d had to be: no group of this talk has more than %d members, or nobody writes to it"
              .formatted(broadcasts, LEAST_BROADCASTS, THRESHOLD));
    }
  }
}
