package io.parley.faults;

import io.parley.simulator.Count;
import java.time.Duration;

/**
 * A watch over people who talk while a server stands still that every ack needs. No command of
 * theirs may be acknowledged as stored meanwhile. With the CQL server away nothing can be stored.
 * With Kafka away no ack can be read.
 */
public final class Stillness {

  private Stillness() {}

  /**
   * Lets people talk for a while. The time of {@link FaultRun#SETTLING} does not count, because an
   * ack from before the damage may be on its way.
   *
   * @throws PromiseBroken if a command of theirs is acknowledged as stored meanwhile
   * @throws NotStruck if no command waited for an ack meanwhile
   */
  public static void watch(FaultRun run, Duration length) throws InterruptedException {
    run.talk(FaultRun.SETTLING);
    long before = run.fleet().tally().of(Count.STORED);
    int waiting = run.mostWaiting(length.minus(FaultRun.SETTLING));
    demand(run.fleet().tally().of(Count.STORED) - before, waiting);
    run.mark("no command was acknowledged meanwhile; up to " + waiting + " wait");
  }

  /**
   * Checks that nothing was acknowledged, and that somebody felt the damage.
   *
   * @param acked how many commands were acknowledged as stored
   * @param waiting the most commands that waited for an ack at one time
   */
  static void demand(long acked, int waiting) {
    if (acked > 0) {
      throw new PromiseBroken(
          "%d commands were acknowledged as stored while a server stood still that every ack needs"
              .formatted(acked));
    }
    FaultRun.demandWaiting(waiting);
  }
}
