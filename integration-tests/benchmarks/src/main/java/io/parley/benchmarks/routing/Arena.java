package io.parley.benchmarks.routing;

import io.parley.benchmarks.Median;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * The place of all measures: people who are connected, groups of several sizes in which they are,
 * and 1:1 traffic at a fixed rate beside whatever is measured. For one thread.
 */
final class Arena {

  static final int PEOPLE = 2_000;
  static final int GATEWAYS = 4;
  static final List<Integer> SIZES = List.of(2, 10, 100, 1_000);
  private static final double MILLIS = 1e6;

  final Population population;
  final BenchGateways gateways;
  final PrintStream out;
  private final int rate;

  Arena(Population population, BenchGateways gateways, int rate, PrintStream out) {
    this.population = population;
    this.gateways = gateways;
    this.rate = rate;
    this.out = out;
  }

  static String group(int size, int number) {
    return "group-%d-%d".formatted(size, number);
  }

  static List<String> people(String prefix, int from, int to) {
    return IntStream.range(from, to).mapToObj(n -> prefix + n).toList();
  }

  /** The people connect and join their groups. */
  void settle() throws InterruptedException {
    gateways.start(GATEWAYS);
    for (int n = 0; n < PEOPLE; n++) {
      gateways.connect("user-" + n, n);
    }
    // Only who is known to be connected gets deliveries that can be counted.
    TimeUnit.SECONDS.sleep(5);
    for (int size : SIZES) {
      for (int number = 0; number < PEOPLE / size; number++) {
        population.join(group(size, number), people("user-", number * size, (number + 1) * size));
      }
    }
    Await.atLeast("Deliveries", this::arrived, (long) PEOPLE * SIZES.size());
  }

  private long arrived() {
    return gateways.live.sum() + gateways.stored.sum();
  }

  /** Something that goes on beside 1:1 traffic. */
  @FunctionalInterface
  interface Beside {
    /** Called before each 1:1 message with its number. */
    void before(int message);
  }

  /**
   * Sends 1:1 messages at the fixed rate. Latency is taken from the moment at which a message was
   * due, so a stall counts for every message that it delays.
   *
   * @return the latencies in nanoseconds, of each message to each of its two members
   */
  Histogram talk(int seconds, Beside beside) throws InterruptedException {
    gateways.latencies();
    long gap = TimeUnit.SECONDS.toNanos(1) / rate;
    long start = System.nanoTime();
    int messages = seconds * rate;
    long before = gateways.measured.sum();
    for (int n = 0; n < messages; n++) {
      long due = start + n * gap;
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      beside.before(n);
      population.say(group(2, n % (PEOPLE / 2)), BenchGateways.due(due));
    }
    Await.atLeast("Latencies", gateways.measured::sum, before + 2L * messages);
    return gateways.latencies();
  }

  int rate() {
    return rate;
  }

  double print(String what, Histogram latency) {
    out.printf(
        "  1:1 beside %-28s p50 %6.1f  p99 %7.1f  max %7.1f ms%n",
        what,
        latency.getValueAtPercentile(50) / MILLIS,
        latency.getValueAtPercentile(99) / MILLIS,
        latency.getMaxValue() / MILLIS);
    return latency.getValueAtPercentile(99) / MILLIS;
  }

  static <T> void keep(int round, Map<String, List<T>> results, String name, T result) {
    if (round > 0) {
      results.computeIfAbsent(name, first -> new ArrayList<>()).add(result);
    }
  }

  void reportCosts(String what, Map<String, List<Cost>> results) {
    Map<String, List<Double>> wall = new LinkedHashMap<>();
    Map<String, List<Double>> cpu = new LinkedHashMap<>();
    results.forEach(
        (size, costs) -> {
          wall.put(size, costs.stream().map(Cost::wallMicros).toList());
          cpu.put(size, costs.stream().map(Cost::cpuMicros).toList());
        });
    report("µs for " + what, wall);
    report("µs of processor time for " + what, cpu);
  }

  /** A ratio is taken within a round, where the machine was most alike, and then the median. */
  void report(String what, Map<String, List<Double>> results) {
    List<Double> first = results.values().iterator().next();
    results.forEach(
        (name, values) -> {
          List<Double> ratios = new ArrayList<>();
          for (int round = 0; round < values.size(); round++) {
            ratios.add(values.get(round) / first.get(round));
          }
          out.printf(
              "median %s %-22s %8.1f  ratio %.2f%n",
              what, name, Median.of(values), Median.of(ratios));
        });
  }
}
