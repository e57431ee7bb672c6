package io.parley.benchmarks.routing;

import io.parley.benchmarks.meters.Usage;
import io.parley.benchmarks.meters.UsageMeter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Connections over which nothing is said: which records they cause, and how much of a processor the
 * job and the servers need. The same time with the gateways alone comes first, so the difference is
 * what the connections cost.
 *
 * <p>Timers are not measured here, because Flink has no metric of them. {@code
 * SessionsTest.anIdleUserCostsNoTimerNoReadAndNoWriteHoweverLong} in the job counts them.
 */
final class Idle {

  private static final int GATEWAYS = 10;
  private static final double LONGEST_ALONE = 0.5;

  private final Arena arena;
  private final Stand stand;
  private final int connections;

  Idle(Arena arena, Stand stand, int connections) {
    this.arena = arena;
    this.stand = stand;
    this.connections = connections;
  }

  void run(double minutes) throws Exception {
    arena.gateways.start(GATEWAYS - arena.gateways.running());
    TimeUnit.SECONDS.sleep(10);
    double alone =
        observe("%d gateways alone".formatted(GATEWAYS), Math.min(LONGEST_ALONE, minutes));
    for (int n = 0; n < connections; n++) {
      arena.gateways.connect("idle-" + n, n);
    }
    awaitStillness();
    double with = observe("with %,d idle connections".formatted(connections), minutes);
    arena.out.printf(
        "median %,d idle connections: %.2f %% of a processor for the job, %.2f %% with the gateways"
            + " alone%n",
        connections, with, alone);
    arena.out.println(
        "absent: ingest, receipt aggregation, the processes of a Flink cluster, and what this"
            + " process collects and compiles");
  }

  /** Until the job has read all sessions. */
  private void awaitStillness() throws InterruptedException {
    long before;
    do {
      before = Cost.jobNanos();
      TimeUnit.SECONDS.sleep(5);
    } while (Cost.jobNanos() - before > TimeUnit.MILLISECONDS.toNanos(2_000));
  }

  private double observe(String what, double minutes) throws Exception {
    Map<String, Long> before = stand.records();
    long start = System.nanoTime();
    long cpu = Cost.jobNanos();
    UsageMeter servers = UsageMeter.start(stand.processes());
    TimeUnit.MILLISECONDS.sleep(Math.round(minutes * 60_000));
    long used = Cost.jobNanos() - cpu;
    double percent = 100.0 * used / (System.nanoTime() - start);
    Usage usage = servers.usage();
    arena.out.printf(
        "%s, %.1f min: %.2f %% of a processor for the job; %s%n",
        what, minutes, percent, cores(percent, usage));
    stand
        .records()
        .forEach(
            (topic, records) -> {
              long more = records - before.get(topic);
              if (more > 0) {
                arena.out.printf("  %-22s %,d records%n", topic, more);
              }
            });
    return percent;
  }

  /**
   * The cores of the servers and of the job together, and of each of them.
   *
   * @param percent of a processor that the job needs
   */
  static String cores(double percent, Usage usage) {
    double job = percent / 100;
    return String.format(
        Locale.ROOT,
        "%.3f cores for the job and the servers {job=%.3f, %s",
        job + usage.servers(),
        job,
        usage.coresOfServers().entrySet().stream()
            .map(
                server -> String.format(Locale.ROOT, "%s=%.3f", server.getKey(), server.getValue()))
            .collect(Collectors.joining(", ", "", "}")));
  }
}
