package io.parley.faults.process;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.Stillness;
import io.parley.infra.local.KafkaBroker;
import io.parley.pipeline.run.RecoveryClock;
import java.time.Duration;

/**
 * A fault in which the only Kafka broker does not serve for a while.
 *
 * @param outage the damage, and the way back until the broker serves again
 */
public record BrokerOutage(String name, String what, Outage outage) implements Fault {

  private static final Duration FROZEN = Duration.ofSeconds(20);
  private static final Duration DEAD = Duration.ofSeconds(5);

  /** What happens to the broker. */
  public interface Outage {
    void happen(KafkaBroker broker, FaultRun run) throws InterruptedException;
  }

  /** A frozen broker: connections stay open, but no answer comes, so no ack reaches a device. */
  public static BrokerOutage paused() {
    return new BrokerOutage(
        "pause-kafka",
        "Freeze the Kafka broker for 20 s.",
        (broker, run) -> run.whileFrozen(broker, "Kafka", () -> Stillness.watch(run, FROZEN)));
  }

  /** A killed broker: connections break, and the broker recovers its logs when it starts. */
  public static BrokerOutage killed() {
    return new BrokerOutage(
        "kill-kafka",
        "kill -9 of the Kafka broker, and its start 5 s later.",
        (broker, run) -> {
          run.kill(broker);
          run.talk(DEAD);
          broker.start();
          run.mark("Kafka is back");
        });
  }

  /** A restarted broker, as for an upgrade. */
  public static BrokerOutage restarted() {
    return new BrokerOutage(
        "restart-kafka",
        "An orderly restart of the Kafka broker.",
        (broker, run) -> run.restart(broker));
  }

  @Override
  public void inflict(FaultRun run) throws InterruptedException {
    RecoveryClock clock = run.clock();
    outage.happen(run.stack().stack().kafka(), run);
    run.awaitRecovery(clock);
    run.recovered(clock.recovery(name));
  }
}
