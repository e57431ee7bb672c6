package io.parley.faults.network;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.StackRequirements;
import io.parley.infra.local.proxy.CqlWrites;
import io.parley.pipeline.run.RecoveryClock;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A fault in which the CQL server writes badly for a while: late, or with answers that claim a
 * timeout.
 *
 * @param begins the damage; a share of 0 and a delay of zero end it
 */
public record SlowCql(String name, String what, Begins begins) implements Fault {

  private static final Duration WHILE = Duration.ofSeconds(20);
  private static final Duration HOLD = Duration.ofMillis(100);
  private static final double SHARE = 0.3;

  /** Starts the damage, and returns a counter of the affected writes. */
  public interface Begins {
    LongSupplier begin(CqlWrites writes, FaultRun run);
  }

  /** A slow server: ten writes per second on each connection. */
  public static SlowCql slow() {
    return new SlowCql(
        "slow-cql",
        "For 20 s the CQL server gets 10 writes a second on each connection.",
        (writes, run) -> {
          writes.holdBack(HOLD);
          return writes::held;
        });
  }

  /** A server that answers writes with a timeout although it did them. */
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
  public void inflict(FaultRun run) throws InterruptedException {
    CqlWrites writes = run.proxies().cqlWrites();
    RecoveryClock clock = run.clock();
    LongSupplier suffered = begins.begin(writes, run);
    long before = suffered.getAsLong();
    run.mark("the CQL server writes badly");
    try {
      run.talk(WHILE);
      run.awaitStrike("a write that suffers", () -> suffered.getAsLong() > before);
    } finally {
      writes.holdBack(Duration.ZERO).timeOut(0, 0);
    }
    run.mark((suffered.getAsLong() - before) + " writes suffered; it is well again");
    clock.awaitRunning();
    clock.awaitDelivering();
    run.recovered(clock.recovery(name));
  }
}
