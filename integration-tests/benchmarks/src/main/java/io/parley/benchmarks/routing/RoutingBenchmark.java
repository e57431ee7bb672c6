package io.parley.benchmarks.routing;

import io.parley.benchmarks.ConnectorBenchmark;
import io.parley.schemas.wire.AvroSafety;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.apache.flink.core.execution.JobClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures in rounds and prints costs, latencies and ratios. */
@Command(
    name = "routing",
    mixinStandardHelpOptions = true,
    header = "What a delivery costs, by the size of the group.")
public final class RoutingBenchmark implements Callable<Integer> {

  private static final int PEOPLE = 2_000;
  private static final int GATEWAYS = 4;
  private static final int WINDOW = 4_000;
  private static final int BROADCAST_MESSAGES = 3_000;
  private static final List<Integer> SMALL = List.of(2, 10, 100, 1_000);
  private static final List<Integer> LARGE = List.of(10_000, 100_000);
  private static final String NOTHING = "nothing";

  @Option(
      names = "--rounds",
      description = "How often each measurement is taken (default ${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(
      names = "--deliveries",
      description = "Deliveries of one measurement in small groups (default ${DEFAULT-VALUE}).")
  private int deliveries = 20_000;

  @Option(
      names = "--seconds",
      description = "Seconds of 1:1 traffic beside each group (default ${DEFAULT-VALUE}).")
  private int seconds = 10;

  @Option(
      names = "--rate",
      description = "1:1 messages a second, whatever the job does (default ${DEFAULT-VALUE}).")
  private int rate = 200;

  @Option(
      names = "--group-rate",
      description = "Messages a second into the group beside them (default ${DEFAULT-VALUE}).")
  private int groupRate = 2;

  @Option(
      names = "--checkpoint-millis",
      description = "Time between two checkpoints (default ${DEFAULT-VALUE}, the job's own).")
  private int checkpointMillis = 1000;

  private final PrintStream out = System.out;
  private Population population;

  @Override
  public Integer call() throws Exception {
    AvroSafety.apply();
    JobClient job =
        JobUnderTest.start(Files.createTempDirectory("routing-benchmark"), checkpointMillis);
    population = new Population();
    try {
      settle();
      withoutLargeGroups();
      found();
      withLargeGroups();
      moreGateways();
    } finally {
      population.end();
      end(job);
    }
    return 0;
  }

  /**
   * Waits until the tasks have closed their state. A JVM that exits while RocksDB compacts hangs:
   * its exit waits for the compaction, whose filter waits for the JVM.
   */
  private static void end(JobClient job) throws Exception {
    job.cancel().get();
    job.getJobExecutionResult().handle((result, cancelled) -> null).get();
  }

  private void withoutLargeGroups() throws Exception {
    Map<String, List<Cost>> costs = new LinkedHashMap<>();
    Map<String, List<Double>> p99 = new LinkedHashMap<>();
    for (int round = 0; round <= rounds; round++) {
      out.println(round == 0 ? "warm-up" : "round " + round);
      for (int size : SMALL) {
        keep(round, costs, "" + size, smallGroups(size));
      }
      keep(round, p99, NOTHING, beside(NOTHING));
      keep(round, p99, group(1_000, 0), beside(group(1_000, 0)));
    }
    reportCosts("a recipient, groups of", costs);
    report("p99 of 1:1 in ms beside", p99);
  }

  /** While their members, who are all away, are nudged without a break. */
  private void withLargeGroups() throws Exception {
    Map<String, List<Cost>> costs = new LinkedHashMap<>();
    Map<String, List<Double>> p99 = new LinkedHashMap<>();
    for (int round = 0; round <= rounds; round++) {
      out.println(round == 0 ? "warm-up" : "round " + round);
      for (int size : LARGE) {
        keep(round, costs, "" + size, broadcasts(size, GATEWAYS));
        keep(round, p99, group(size, 0), beside(group(size, 0)));
      }
    }
    reportCosts("a message, 4 gateways, groups of", costs);
    report("p99 of 1:1 in ms beside", p99);
  }

  private static <T> void keep(int round, Map<String, List<T>> results, String name, T result) {
    if (round > 0) {
      results.computeIfAbsent(name, first -> new ArrayList<>()).add(result);
    }
  }

  private static String group(int size, int number) {
    return "group-%d-%d".formatted(size, number);
  }

  private static List<String> people(String prefix, int from, int to) {
    return IntStream.range(from, to).mapToObj(n -> prefix + n).toList();
  }

  /** The people connect and join their groups. */
  private void settle() throws InterruptedException {
    for (int gateway = 0; gateway < GATEWAYS; gateway++) {
      population.start(gateway);
    }
    for (int n = 0; n < PEOPLE; n++) {
      population.connect("user-" + n, n % GATEWAYS, 1);
    }
    // Only who is known to be connected gets deliveries that can be counted.
    TimeUnit.SECONDS.sleep(5);
    for (int size : SMALL) {
      for (int number = 0; number < PEOPLE / size; number++) {
        population.join(group(size, number), people("user-", number * size, (number + 1) * size));
      }
    }
    Await.atLeast("Deliveries", Gateways.DELIVERIES, (long) PEOPLE * SMALL.size());
    Await.atLeast("Receipts", Gateways.RECEIPTS, (long) PEOPLE * SMALL.size());
  }

  /** The large groups come to be. */
  private void found() throws InterruptedException {
    long broadcasts = Gateways.BROADCASTS.sum();
    for (int size : LARGE) {
      population.join(group(size, 0), people("away-" + size + "-", 0, size));
      // All but the first join make or find the group large.
      broadcasts += GATEWAYS * (size / 1_000L - 1);
      Await.atLeast("Broadcasts", Gateways.BROADCASTS, broadcasts);
    }
    // What the members got directly lies before this one in the same channel.
    long deliveriesBefore = Gateways.DELIVERIES.sum();
    population.say(group(2, 0), "plain");
    Await.atLeast("Deliveries", Gateways.DELIVERIES, deliveriesBefore + 2);
  }

  /** As many messages as make the deliveries, at most {@link #WINDOW} of these under way. */
  private Cost smallGroups(int size) throws Exception {
    int messages = deliveries / size;
    long before = Gateways.RECEIPTS.sum();
    Cost cost =
        Cost.of(
            (long) messages * size,
            () -> {
              for (int n = 0; n < messages; n++) {
                Await.atLeast("Receipts", Gateways.RECEIPTS, before + (long) n * size - WINDOW);
                population.say(group(size, n % (PEOPLE / size)), "plain");
              }
              Await.atLeast("Receipts", Gateways.RECEIPTS, before + (long) messages * size);
            });
    out.printf(
        "  %,7d members  %6.1f µs, %6.1f µs CPU%n", size, cost.wallMicros(), cost.cpuMicros());
    return cost;
  }

  private Cost broadcasts(int size, int gateways) throws Exception {
    long before = Gateways.BROADCASTS.sum();
    Cost cost =
        Cost.of(
            BROADCAST_MESSAGES,
            () -> {
              for (int n = 0; n < BROADCAST_MESSAGES; n++) {
                Await.atLeast(
                    "Broadcasts", Gateways.BROADCASTS, before + (long) gateways * (n - WINDOW / 4));
                population.say(group(size, 0), "plain");
              }
              Await.atLeast(
                  "Broadcasts", Gateways.BROADCASTS, before + (long) gateways * BROADCAST_MESSAGES);
            });
    out.printf(
        "  %,7d members, %d gateways  %6.1f µs, %6.1f µs CPU a message%n",
        size, gateways, cost.wallMicros(), cost.cpuMicros());
    return cost;
  }

  /** 1:1 messages at a fixed rate, while now and then one goes into a group. */
  private double beside(String group) throws InterruptedException {
    Gateways.LATENCY.reset();
    long pushes = Gateways.PUSHES.sum();
    long deliveriesBefore = Gateways.DELIVERIES.sum();
    long gap = TimeUnit.SECONDS.toNanos(1) / rate;
    long start = System.nanoTime();
    int groupMessages = 0;
    int messages = seconds * rate;
    for (int n = 0; n < messages; n++) {
      long due = start + n * gap;
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      population.say(group(2, n % (PEOPLE / 2)), Gateways.due(due));
      if (!group.equals(NOTHING) && n % (rate / groupRate) == 0) {
        population.say(group, "plain");
        groupMessages++;
      }
    }
    long expected = 2L * messages;
    if (group.equals(group(1_000, 0))) {
      expected += 1_000L * groupMessages;
    }
    Await.atLeast("Deliveries", Gateways.DELIVERIES, deliveriesBefore + expected);
    Histogram latency = Gateways.LATENCY.copy();
    out.printf(
        "  1:1 beside %-14s p50 %6.1f  p99 %6.1f  max %6.1f ms; %,d pushes%n",
        group,
        latency.getValueAtPercentile(50) / 1e6,
        latency.getValueAtPercentile(99) / 1e6,
        latency.getMaxValue() / 1e6,
        Gateways.PUSHES.sum() - pushes);
    return latency.getValueAtPercentile(99) / 1e6;
  }

  /** Last, because a gateway that was heard of stays live for the lease. */
  private void moreGateways() throws Exception {
    for (int gateway = GATEWAYS; gateway < 2 * GATEWAYS; gateway++) {
      population.start(gateway);
      population.connect("user-" + gateway, gateway, 2);
    }
    TimeUnit.SECONDS.sleep(2);
    List<Cost> costs = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      costs.add(broadcasts(100_000, 2 * GATEWAYS));
    }
    reportCosts("a message, 8 gateways, groups of", Map.of("100000", costs));
  }

  private void reportCosts(String what, Map<String, List<Cost>> results) {
    Map<String, List<Double>> wall = new LinkedHashMap<>();
    Map<String, List<Double>> cpu = new LinkedHashMap<>();
    results.forEach(
        (size, costs) -> {
          wall.put(size, costs.stream().map(Cost::wallMicros).toList());
          cpu.put(size, costs.stream().map(Cost::cpuMicros).toList());
        });
    report("µs for " + what, wall);
    report("µs CPU for " + what, cpu);
  }

  /** A ratio is taken within a round, where the machine was most alike, and then the median. */
  private void report(String what, Map<String, List<Double>> results) {
    List<Double> first = results.values().iterator().next();
    results.forEach(
        (name, values) -> {
          List<Double> ratios = new ArrayList<>();
          for (int round = 0; round < values.size(); round++) {
            ratios.add(values.get(round) / first.get(round));
          }
          out.printf(
              "median %s %-14s %8.1f  ratio %.2f%n",
              what, name, ConnectorBenchmark.median(values), ConnectorBenchmark.median(ratios));
        });
  }
}
