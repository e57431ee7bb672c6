package io.parley.faults.network;

import io.parley.faults.FaultRun;
import io.parley.faults.PromiseBroken;
import io.parley.simulator.Count;
import java.time.Duration;

/** Nothing becomes visible while nothing can be stored. */
final class Stillness {

  private Stillness() {}

  /**
   * Lets people talk for a while.
   *
   * @throws PromiseBroken if a command of theirs is acknowledged as stored meanwhile
   * @throws io.parley.faults.NotStruck if no command waited for an ack meanwhile
   */
  static void watch(FaultRun run, Duration length) throws InterruptedException {
    run.talk(FaultRun.SETTLING);
    long before = run.fleet().tally().of(Count.STORED);
    int waiting = run.mostWaiting(length.minus(FaultRun.SETTLING));
    long acked = run.fleet().tally().of(Count.STORED) - before;
    if (acked > 0) {
      throw new PromiseBroken(
          "%d commands were acknowledged as stored while nothing could be stored".formatted(acked));
    }
    FaultRun.demandWaiting(waiting);
    run.mark("no command was acknowledged meanwhile; up to " + waiting + " wait");
  }
}
