package io.parley.faults.network;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.NotStruck;
import io.parley.faults.StackRequirements;
import io.parley.infra.local.proxy.TcpProxy;
import io.parley.pipeline.run.RecoveryClock;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A fault that damages the connections between the jobs and one server again and again. The server
 * itself and all other connections stay well.
 *
 * @param victim the server whose connections are damaged
 * @param strikes the number of strikes
 * @param pause between two strikes, and after the last
 */
public record BadNetwork(
    String name, String what, Victim victim, Consumer<TcpProxy> strike, int strikes, Duration pause)
    implements Fault {

  private static final int MANY = 8;
  private static final Duration OFTEN = Duration.ofSeconds(2);

  private static final Duration SILENCE = Duration.ofSeconds(20);

  /** Longer than a Kafka client waits for an answer (30 s) before it connects again. */
  private static final Duration TO_NOTICE = Duration.ofSeconds(35);

  /** The server at the other end. */
  public enum Victim {
    KAFKA("kafka", "Kafka"),
    CQL("cql", "the CQL server");

    private final String inName;
    private final String inWords;

    Victim(String inName, String inWords) {
      this.inName = inName;
      this.inWords = inWords;
    }

    TcpProxy of(FaultRun run) {
      return switch (this) {
        case KAFKA -> run.proxies().kafka();
        case CQL -> run.proxies().cql();
      };
    }
  }

  /** Connections are closed in the orderly way. */
  public static BadNetwork cut(Victim victim) {
    return new BadNetwork(
        victim.inName + "-connections-cut",
        "Close all connections to " + victim.inWords + ", 8 times in 16 s.",
        victim,
        TcpProxy::cut,
        MANY,
        OFTEN);
  }

  /** Connections are reset, in the middle of requests. */
  public static BadNetwork reset(Victim victim) {
    return new BadNetwork(
        victim.inName + "-connections-reset",
        "Reset all connections to " + victim.inWords + ", 8 times in 16 s.",
        victim,
        TcpProxy::reset,
        MANY,
        OFTEN);
  }

  /**
   * The server's side of the connections is closed, and the clients must find that out by
   * themselves.
   */
  public static BadNetwork halfOpen(Victim victim) {
    return new BadNetwork(
        victim.inName + "-connections-half-open",
        "Leave all connections to " + victim.inWords + " half open: only it knows they are gone.",
        victim,
        TcpProxy::halfOpen,
        1,
        TO_NOTICE);
  }

  /** No byte passes for a while. Then everything that was held back passes. */
  public static BadNetwork silent(Victim victim) {
    return new BadNetwork(
        victim.inName + "-black-hole",
        "Nothing passes between the jobs and " + victim.inWords + " for 20 s.",
        victim,
        TcpProxy::silence,
        1,
        SILENCE);
  }

  @Override
  public StackRequirements requirements() {
    return StackRequirements.DEFAULT.withProxies();
  }

  @Override
  public void inflict(FaultRun run) throws InterruptedException {
    TcpProxy proxy = victim.of(run);
    long before = proxy.struck();
    RecoveryClock clock = run.clock();
    try {
      for (int n = 1; n <= strikes; n++) {
        run.awaitStrike("a connection to strike", () -> proxy.connections() > 0);
        strike(run, n);
      }
    } finally {
      proxy.heal();
    }
    run.awaitRecovery(clock);
    run.recovered(clock.recovery(name));
    if (proxy.struck() == before) {
      throw new NotStruck("no connection was cut, and nothing was held back");
    }
  }

  private void strike(FaultRun run, int number) throws InterruptedException {
    TcpProxy proxy = victim.of(run);
    long before = proxy.struck();
    run.mark("strike %d at %d connections".formatted(number, proxy.connections()));
    strike.accept(proxy);
    run.talk(pause);
    run.mark("strike %d has hit %d times".formatted(number, proxy.struck() - before));
  }
}
