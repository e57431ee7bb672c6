package io.parley.faults.gateways;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.simulator.Count;
import io.parley.simulator.Fleet;
import io.parley.simulator.FleetSettings;
import java.io.IOException;
import java.time.Duration;

/**
 * A fault that strikes the gateways of a crowd: a second fleet beside the people who talk, with as
 * many sessions as the fault needs. In the end each of its devices must have everything.
 *
 * @param gateways how many the crowd has
 * @param groups how many groups it talks in
 * @param members of each group; each has one session
 * @param perSecond its messages per second
 */
public record Crowd(
    String name,
    String what,
    int gateways,
    int groups,
    int members,
    double perSecond,
    Strike strike)
    implements Fault {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration BEFORE = Duration.ofSeconds(3);
  private static final Duration AFTER = Duration.ofSeconds(5);

  /** What happens to the crowd's gateways. */
  public interface Strike {
    void happen(Fleet crowd, FaultRun run) throws IOException, InterruptedException;
  }

  /** Gateways die, and fifty sessions move at the same moment, three times in a row. */
  public static Crowd sessionsMove() {
    return new Crowd(
        "sessions-move",
        "Three times kill two of five gateways, and move all of 50 sessions at once.",
        5,
        5,
        10,
        10,
        (crowd, run) -> {
          for (int round = 0; round < 3; round++) {
            long connections = crowd.tally().of(Count.CONNECTIONS);
            crash(crowd, run, round);
            crash(crowd, run, round + 1);
            crowd.moveAll();
            run.mark("two gateways are dead, and all sessions move");
            run.talk(Duration.ofSeconds(4));
            awaitConnections(crowd, run, connections + 50);
          }
        });
  }

  /** The only gateway of a thousand sessions dies and comes back as the next incarnation. */
  public static Crowd gatewayDies() {
    return new Crowd(
        "gateway-dies",
        "Kill a gateway with 1,000 sessions; it comes back, and so do they.",
        1,
        10,
        100,
        2,
        (crowd, run) -> {
          long connections = crowd.tally().of(Count.CONNECTIONS);
          crash(crowd, run, 0);
          run.mark("the gateway of 1,000 sessions is dead, and its next incarnation starts");
          run.talk(Duration.ofSeconds(5));
          awaitConnections(crowd, run, connections + 1_000);
        });
  }

  /** A gateway stands still for longer than its lease, and wakes up with all its sessions. */
  public static Crowd staleGateway() {
    return new Crowd(
        "stale-gateway",
        "Freeze a gateway beyond its lease (25 s), with its sessions; it wakes up.",
        2,
        2,
        10,
        4,
        (crowd, run) -> {
          long syncs = crowd.tally().of(Count.SYNCS);
          crowd.freezeGateway(0, Duration.ofSeconds(25));
          run.mark("a gateway stands still, beyond its lease of 15 s");
          run.talk(Duration.ofSeconds(30));
          run.mark("it is awake");
          // The devices of the crowd stay connected, so only those of this gateway fall behind.
          run.awaitStrike(
              "a session that has fallen behind", () -> crowd.tally().of(Count.SYNCS) > syncs);
        });
  }

  /**
   * A gateway wakes up beside its successor. By the contract a gateway id belongs to one running
   * process. Here two processes write under one id, and they end each other's sessions: the elder
   * ends those of the successor, which it does not know, and begins an incarnation above that of
   * the successor. Neither notices. So nothing is promised for their devices until an operator ends
   * both and starts a third. From then on each device must get everything.
   */
  public static Crowd twoGatewaysOneId() {
    return new Crowd(
        "two-gateways-one-id",
        "Freeze a gateway for 35 s; it wakes up beside its successor, and both write for 10 s.",
        1,
        2,
        10,
        4,
        (crowd, run) -> {
          long connections = crowd.tally().of(Count.CONNECTIONS);
          try (SignsOfElders signs = new SignsOfElders(run, crowd.gatewayId(0))) {
            crowd.freezeGateway(0, Duration.ofSeconds(35));
            run.mark("the gateway stands still, beyond its lease of 15 s");
            run.talk(Duration.ofSeconds(18));
            crowd.succeedGateway(0);
            run.mark("its successor starts, and takes new sessions of all its devices");
            awaitConnections(crowd, run, connections + 20);
            run.awaitStrike(
                "a sign of life of the elder after one of its successor", () -> signs.count() > 0);
            run.mark("the elder is awake, and both write");
            run.talk(Duration.ofSeconds(10));
            crowd.crashElders();
            crash(crowd, run, 0);
            run.mark("both are dead, and their next incarnation starts");
            awaitConnections(crowd, run, connections + 40);
          }
        });
  }

  /** Crashes a gateway as soon as it is up: one that has crashed before may not be back yet. */
  static void crash(Fleet crowd, FaultRun run, int gateway) {
    long before = crowd.tally().of(Count.GATEWAY_DEATHS);
    run.awaitStrike(
        "the death of gateway " + gateway,
        () -> {
          if (crowd.tally().of(Count.GATEWAY_DEATHS) > before) {
            return true;
          }
          crowd.crashGateway(gateway);
          return false;
        });
  }

  private static void awaitConnections(Fleet crowd, FaultRun run, long count) {
    run.awaitStrike(
        "all sessions on new connections", () -> crowd.tally().of(Count.CONNECTIONS) >= count);
  }

  @Override
  public void inflict(FaultRun run) throws Exception {
    long seed = run.chance().between(1, Integer.MAX_VALUE - 1);
    CrowdTalk talk = new CrowdTalk(Long.toHexString(seed), groups, members, perSecond);
    FleetSettings settings = FleetSettings.calm(seed).with(gateways, 1);
    try (Fleet crowd = new Fleet(run.pipeline().stack().services(), settings, talk)) {
      crowd.open(PATIENCE);
      run.mark("a crowd of %d sessions is connected".formatted(groups * members));
      crowd.talk();
      run.talk(BEFORE);
      strike.happen(crowd, run);
      run.talk(AFTER);
      crowd.drain(PATIENCE);
      run.mark(
          "%d gateways died, %d connections; everybody in the crowd has everything: %d deliveries, %d more again, %d syncs"
              .formatted(
                  crowd.tally().of(Count.GATEWAY_DEATHS),
                  crowd.tally().of(Count.CONNECTIONS),
                  crowd.tally().of(Count.DELIVERED),
                  crowd.tally().of(Count.REPEATED_DELIVERIES)
                      + crowd.tally().of(Count.HANDED_AGAIN),
                  crowd.tally().of(Count.SYNCS)));
    }
  }
}
