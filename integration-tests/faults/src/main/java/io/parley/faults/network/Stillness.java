package io.parley.faults.network;

import io.parley.faults.FaultRun;
import io.parley.faults.PromiseBroken;
import io.parley.simulator.Count;
import java.time.Duration;

/** Nothing becomes visible while nothing can be stored. */
final class Stillness {

  /** What was stored just before may still be on its way to devices. */
  private static final Duration SETTLING = Duration.ofSeconds(3);

  private Stillness() {}

  /**
   * Lets people talk for a while.
   *
   * @throws PromiseBroken if a command of theirs is acknowledged as stored meanwhile
   */
  static void watch(FaultRun run, Duration length) throws InterruptedException {
    run.talk(SETTLING);
    long before = run.fleet().tally().of(Count.STORED);
    run.talk(length.minus(SETTLING));
    long acked = run.fleet().tally().of(Count.STORED) - before;
    if (acked > 0) {
      throw new PromiseBroken(
          "%d commands were acknowledged as stored while nothing could be stored".formatted(acked));
    }
    run.mark("no command was acknowledged meanwhile; " + run.fleet().inFlight() + " wait");
  }
}
