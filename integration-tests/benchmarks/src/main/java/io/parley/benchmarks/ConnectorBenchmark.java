package io.parley.benchmarks;

import com.datastax.oss.driver.api.core.CqlSession;
import io.parley.command.arguments.Bounds;
import io.parley.infra.local.CommitLogSync;
import io.parley.infra.local.CqlServer;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The connector suite: runs the contenders in turn, round after round, and prints rates, ratios and
 * memory.
 */
@Command(
    name = "connector",
    mixinStandardHelpOptions = true,
    header = "Rows per second of the ScyllaDB connector against a bare driver loop.")
public final class ConnectorBenchmark implements Callable<Integer> {

  @Option(
      names = "--warm-up",
      description = "Seconds of load before anything is measured (default ${DEFAULT-VALUE}).")
  @Bounds(least = 0)
  private int warmUp = 120;

  @Option(
      names = "--seconds",
      description = "Seconds of one measurement (default ${DEFAULT-VALUE}).")
  @Bounds(least = 1)
  private int seconds = 20;

  @Option(
      names = "--rounds",
      description = "How often all contenders take their turn (default ${DEFAULT-VALUE}).")
  @Bounds(least = 1)
  private int rounds = 5;

  @Option(
      names = "--in-flight",
      split = ",",
      description =
          "Windows to try with the bare loop; all contenders then use its best one"
              + " (default ${DEFAULT-VALUE}).")
  @Bounds(least = 1, most = 32_768)
  private List<Integer> inFlight = List.of(256, 512, 1024);

  @Option(
      names = "--checkpoint-millis",
      description = "Time between two checkpoints of the jobs (default ${DEFAULT-VALUE}).")
  @Bounds(least = 10)
  private int checkpointMillis = 1000;

  private final PrintStream out = System.out;

  @Override
  public Integer call() throws Exception {
    CqlServer.Settings settings =
        CqlServer.Settings.defaults().withCommitLogSync(CommitLogSync.PERIODIC).withFullCompiler();
    try (ScratchDirectory directory = ScratchDirectory.create("connector-benchmark");
        CqlServer server = new CqlServer("cql", directory.path(), settings)) {
      server.start();
      try (CqlSession session = SampleTable.session(server)) {
        SampleTable.create(session);
      }
      out.printf("Cassandra 5, not ScyllaDB. Warming up for %d s.%n", warmUp);
      Measurement.of(new BareDriverLoop(server, 512), Duration.ofSeconds(warmUp));
      int best = bestWindow(server);
      Duration checkpoints = Duration.ofMillis(checkpointMillis);
      report(
          measure(
              List.of(
                  new BareDriverLoop(server, best),
                  FlinkContender.sink(server, best, checkpoints),
                  FlinkContender.writeThrough(server, best, checkpoints))));
    }
    return 0;
  }

  private int bestWindow(CqlServer server) throws Exception {
    int best = 0;
    double bestRate = 0;
    for (int window : inFlight) {
      double rate =
          Measurement.of(new BareDriverLoop(server, window), Duration.ofSeconds(seconds))
              .rowsPerSecond();
      out.printf("bare loop, %4d in flight: %,8.0f rows/s%n", window, rate);
      if (rate > bestRate) {
        best = window;
        bestRate = rate;
      }
    }
    return best;
  }

  private Map<Contender, List<Measurement>> measure(List<Contender> contenders) throws Exception {
    Map<Contender, List<Measurement>> results = new LinkedHashMap<>();
    contenders.forEach(contender -> results.put(contender, new ArrayList<>()));
    for (int round = 1; round <= rounds; round++) {
      for (Contender contender : contenders) {
        Measurement measurement = Measurement.of(contender, Duration.ofSeconds(seconds));
        results.get(contender).add(measurement);
        out.printf(
            "round %d  %-24s %,8.0f rows/s  %4d MiB heap%n",
            round, contender.name(), measurement.rowsPerSecond(), measurement.heapMegabytes());
      }
    }
    return results;
  }

  /**
   * The median of the ratios of all rounds. A ratio is taken within one round, because the state of
   * the machine changes least there.
   */
  private void report(Map<Contender, List<Measurement>> results) {
    List<Measurement> bare = results.values().iterator().next();
    results.forEach(
        (contender, measurements) -> {
          List<Double> ratios = new ArrayList<>();
          for (int round = 0; round < measurements.size(); round++) {
            ratios.add(measurements.get(round).rowsPerSecond() / bare.get(round).rowsPerSecond());
          }
          out.printf(
              "median   %-24s %,8.0f rows/s  ratio to (a) %.2f%n",
              contender.name(),
              Median.of(measurements.stream().map(Measurement::rowsPerSecond).toList()),
              Median.of(ratios));
        });
  }
}
