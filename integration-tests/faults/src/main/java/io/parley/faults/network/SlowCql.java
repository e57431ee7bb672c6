package io.parley.faults.network;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.StackRequirements;
import io.parley.infra.local.proxy.CqlWrites;
import io.parley.pipeline.run.RecoveryClock;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The CQL server writes badly for a while: late, or with answers that say it did not.
 *
 * @param begins how it gets bad; 0 and no time make it well again
 */
public record SlowCql(String name, String what, Begins begins) implements Fault {

  private static final Duration WHILE = Duration.ofSeconds(20);
  private static final Duration HOLD = Duration.ofMillis(100);
  private static final double SHARE = 0.3;

  /** Makes it bad, and gives what counts the writes that suffer. */
  public interface Begins {
    LongSupplier begin(CqlWrites writes, FaultRun run);
  }

  /** Ten writes a second on each connection. */
  public static SlowCql slow() {
    return new SlowCql(
        "slow-cql",
        "For 20 s the CQL server gets 10 writes a second on each connection.",
        (writes, run) -> {
          writes.holdBack(HOLD);
          return writes::held;
        });
  }

  /** Writes that happened are said to have timed out. */
  public static SlowCql timingOut() {
    return new SlowCql(
        "cql-write-timeouts",
        "For 20 s 3 of 10 writes are answered with a timeout, though they were done.",
        (writes, run) -> {
          writes.timeOut(SHARE, run.chance().between(0, Integer.MAX_VALUE - 1));
          return writes::timedOut;
        });
  }

  @Override
  public StackRequirements requirements() {
    return StackRequirements.DEFAULT.withProxies();
  }

  @Override
  public void inflict(FaultRun run) throws Exception {
    CqlWrites writes = run.proxies().cqlWrites();
    DeadLetterCount letters = DeadLetterCount.now(run);
    RecoveryClock clock = run.clock();
    LongSupplier suffered = begins.begin(writes, run);
    long before = suffered.getAsLong();
    run.mark("the CQL server writes badly");
    run.talk(WHILE);
    run.await("a write that suffers", () -> suffered.getAsLong() > before);
    writes.holdBack(Duration.ZERO).timeOut(0, 0);
    run.mark((suffered.getAsLong() - before) + " writes suffered; it is well again");
    clock.awaitRunning();
    clock.awaitDelivering();
    run.recovered(clock.recovery(name));
    letters.assertUnchanged(run);
  }
}
