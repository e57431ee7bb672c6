package io.parley.benchmarks.routing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What a message costs by the size of its group, and what a group does to the 1:1 traffic beside
 * it.
 */
final class Groups {

  private static final int WINDOW = 2_000;
  private static final int BROADCASTS = 1_000;
  private static final List<Integer> LARGE = List.of(10_000, 100_000);
  private static final String NOTHING = "nothing";

  private final Arena arena;
  private final int rounds;
  private final int deliveries;
  private final int seconds;
  private final int groupRate;

  /**
   * @param deliveries of one measurement in small groups
   * @param seconds of 1:1 traffic beside each group
   * @param groupRate messages a second into the group beside them
   */
  Groups(Arena arena, int rounds, int deliveries, int seconds, int groupRate) {
    this.arena = arena;
    this.rounds = rounds;
    this.deliveries = deliveries;
    this.seconds = seconds;
    this.groupRate = groupRate;
  }

  void small() throws Exception {
    Map<String, List<Cost>> costs = new LinkedHashMap<>();
    for (int round = 0; round <= rounds; round++) {
      arena.out.println(round == 0 ? "small groups, warm-up" : "small groups, round " + round);
      for (int size : Arena.SIZES) {
        Arena.keep(round, costs, "" + size, small(size));
      }
    }
    arena.reportCosts("a recipient, groups of", costs);
  }

  /** As many messages as make the deliveries, at most {@link #WINDOW} of these under way. */
  private Cost small(int size) throws Exception {
    int messages = deliveries / size;
    long before = arena.gateways.live.sum();
    Cost cost =
        Cost.of(
            (long) messages * size,
            () -> {
              for (int n = 0; n < messages; n++) {
                awaitLive(before + (long) n * size - WINDOW);
                arena.population.say(Arena.group(size, n % (Arena.PEOPLE / size)), "plain");
              }
              awaitLive(before + (long) messages * size);
            });
    arena.out.printf(
        "  %,7d members  %6.1f µs, %6.1f µs of processor time%n",
        size, cost.wallMicros(), cost.cpuMicros());
    return cost;
  }

  private void awaitLive(long count) throws InterruptedException {
    Await.atLeast("Deliveries", arena.gateways.live::sum, count);
  }

  /** The large groups come to be. All of their members are away. */
  void found() throws InterruptedException {
    for (int size : LARGE) {
      arena.out.printf("a group of %,d comes to be%n", size);
      arena.population.join(Arena.group(size, 0), Arena.people("away-" + size + "-", 0, size));
      long before = arena.gateways.broadcasts();
      arena.population.say(Arena.group(size, 0), "plain");
      Await.atLeast("Broadcasts", arena.gateways::broadcasts, before + arena.gateways.running());
    }
  }

  void broadcasts() throws Exception {
    Map<String, List<Cost>> costs = new LinkedHashMap<>();
    for (int round = 0; round <= rounds; round++) {
      arena.out.println(round == 0 ? "large groups, warm-up" : "large groups, round " + round);
      for (int size : LARGE) {
        Arena.keep(round, costs, size + " at 4 gateways", broadcasts(size));
      }
      arena.gateways.start(Arena.GATEWAYS);
      Arena.keep(round, costs, "100000 at 8 gateways", broadcasts(100_000));
      arena.gateways.stop(Arena.GATEWAYS);
    }
    arena.reportCosts("a message, groups of", costs);
  }

  private Cost broadcasts(int size) throws Exception {
    int gateways = arena.gateways.running();
    // A gateway that has just started or stopped is known to the job a moment later.
    awaitEachGateway(size, gateways);
    long before = arena.gateways.broadcasts();
    Cost cost =
        Cost.of(
            BROADCASTS,
            () -> {
              for (int n = 0; n < BROADCASTS; n++) {
                awaitBroadcasts(before + (long) gateways * n - WINDOW);
                arena.population.say(Arena.group(size, 0), "plain");
              }
              awaitBroadcasts(before + (long) gateways * BROADCASTS);
            });
    arena.out.printf(
        "  %,7d members, %d gateways  %6.1f µs, %6.1f µs of processor time a message%n",
        size, gateways, cost.wallMicros(), cost.cpuMicros());
    return cost;
  }

  private void awaitEachGateway(int size, int gateways) throws InterruptedException {
    long before = arena.gateways.broadcasts();
    long sent = 0;
    do {
      arena.population.say(Arena.group(size, 0), "plain");
      sent++;
      TimeUnit.MILLISECONDS.sleep(500);
    } while (arena.gateways.broadcasts() - before < gateways && sent < 20);
  }

  private void awaitBroadcasts(long count) throws InterruptedException {
    Await.atLeast("Broadcasts", arena.gateways::broadcasts, count);
  }

  /** 1:1 messages, while now and then one goes into a group. */
  void beside() throws Exception {
    Map<String, List<Double>> p99 = new LinkedHashMap<>();
    for (int round = 0; round <= rounds; round++) {
      arena.out.println(round == 0 ? "1:1 traffic, warm-up" : "1:1 traffic, round " + round);
      Arena.keep(round, p99, NOTHING, beside(NOTHING));
      Arena.keep(round, p99, "a group of 1000", beside(Arena.group(1_000, 0)));
      Arena.keep(round, p99, "a group of 100000", beside(Arena.group(100_000, 0)));
      Arena.keep(round, p99, "1000 joins at once", joins(round));
    }
    arena.report("p99 of 1:1 in ms beside", p99);
  }

  private double beside(String group) throws InterruptedException {
    int every = Math.max(1, arena.rate() / groupRate);
    Histogram latency =
        arena.talk(
            seconds,
            n -> {
              if (!group.equals(NOTHING) && n % every == 0) {
                arena.population.say(group, "plain");
              }
            });
    return arena.print(group, latency);
  }

  /** A thousand connected people join a group at once, a second after the traffic begins. */
  private double joins(int round) throws InterruptedException {
    Histogram latency =
        arena.talk(
            seconds,
            n -> {
              if (n == arena.rate()) {
                arena.population.join("joined-" + round, Arena.people("user-", 0, 1_000));
              }
            });
    return arena.print("1,000 joins at once", latency);
  }
}
