package io.parley.benchmarks.pipeline;

import io.parley.benchmarks.bare.BareProcess;
import io.parley.benchmarks.bare.BareSettings;
import io.parley.benchmarks.bare.BareSettings.Part;
import io.parley.benchmarks.meters.CheckpointMeter;
import io.parley.pipeline.PipelineJob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The measure of the jobs against the floor: bare loops that write the same rows and records for
 * the same gateways, with the same durability, on the same servers.
 *
 * <p>The measure counts what both write for a message, and the benchmark fails if it is not the
 * same: loops that write less are no floor.
 */
final class FloorMeasure {

  private static final int WARM_UP_SECONDS = 40;

  /** C2 needs longer; the servers are warm by now, and the loops have little code. */
  private static final int LONG_WARM_UP_SECONDS = 120;

  private static final double PER_CORE_GOAL = 0.45;
  private static final double P99_GOAL = 2;

  /** By how much the writes of a kind may differ for each message. */
  private static final double TOLERANCE = 0.05;

  private static final Map<Part, PipelineJob> JOBS =
      Map.of(
          Part.INGEST, PipelineJob.INGEST,
          Part.ROUTING, PipelineJob.DELIVERY_ROUTING,
          Part.RECEIPTS, PipelineJob.RECEIPT_AGGREGATION);

  private final Bench bench;
  private final String tag;
  private final int conversations;
  private final int gateways;

  /** The intervals at which the jobs commit; the loops commit at the same. */
  private final Map<Part, Long> commitMillis;

  private FloorMeasure(
      Bench bench, String tag, int conversations, int gateways, Map<Part, Long> commitMillis) {
    this.bench = bench;
    this.tag = tag;
    this.conversations = conversations;
    this.gateways = gateways;
    this.commitMillis = commitMillis;
  }

  /** Prepares the measure while the jobs run, because it asks them for their intervals. */
  static FloorMeasure of(Bench bench, String tag, int conversations, int gateways)
      throws IOException {
    CheckpointMeter meter = new CheckpointMeter(bench.stack().pipeline().flink());
    Map<Part, Long> commitMillis = new EnumMap<>(Part.class);
    for (Map.Entry<Part, PipelineJob> part : JOBS.entrySet()) {
      String id = bench.stack().pipeline().jobId(part.getValue());
      commitMillis.put(part.getKey(), meter.intervalMillis(id));
    }
    return new FloorMeasure(bench, tag, conversations, gateways, commitMillis);
  }

  /**
   * Measures. Stops the three jobs first.
   *
   * @return the kinds of writes in which the loops differ from the jobs
   * @param fast the run of the jobs as fast as it goes, if there was one
   * @param paced the run of the jobs at a fixed rate, if there was one
   * @param quiet the run of the jobs at a tenth of what they sustain, if there was one
   */
  List<String> run(Optional<Run> fast, Optional<Run> paced, Optional<Run> quiet) throws Exception {
    List<String> differences = new ArrayList<>();
    bench.results().say("\nThe floor: bare loops, commits every " + commitMillis + " ms");
    bench.stopJobs();
    try (BareProcess loops =
        BareProcess.start(
            BareSettings.pipeline(bench.stack().state(), commitMillis), bench.fullCompiler())) {
      Subject floor = new BareSubject(bench, loops);
      try (Traffic traffic = open("floor", conversations)) {
        int warmUp = bench.fullCompiler() ? LONG_WARM_UP_SECONDS : WARM_UP_SECONDS;
        traffic.closedLoop(ThroughputMeasure.UNDER_WAY, bench.seconds(warmUp));
        traffic.awaitDone();
        Runs runs = new Runs(bench, floor, traffic);
        if (paced.isPresent()) {
          differences.addAll(atTheFixedRate(runs, paced.get()));
        }
        if (quiet.isPresent()) {
          differences.addAll(atATenth(runs, quiet.get()));
        }
      }
      if (fast.isPresent()) {
        try (Traffic traffic = open("fast", ThroughputMeasure.CONVERSATIONS)) {
          traffic.firstRound(ThroughputMeasure.UNDER_WAY);
          differences.addAll(asFastAsItGoes(new Runs(bench, floor, traffic), fast.get()));
        }
      }
    }
    bench
        .results()
        .add(
            Finding.of(
                "kinds of writes per message in which the floor differs by more than %.0f %%: with"
                        .formatted(TOLERANCE * 100)
                    + " any, the ratios mean nothing",
                differences.size(),
                "%.0f"));
    return differences;
  }

  private Traffic open(String name, int count) throws IOException {
    return Traffic.open(bench.stack().state(), new Chats(tag + name, count, gateways));
  }

  private List<String> atTheFixedRate(Runs runs, Run jobs)
      throws IOException, InterruptedException {
    Run floor = runs.paced(jobs.rate(), Runs.AT_THE_FIXED_RATE);
    runs.addDistributions(floor);
    return paced(Runs.AT_THE_FIXED_RATE, jobs, floor, OptionalDouble.of(P99_GOAL));
  }

  /** There is room on the machine, so these latencies are not those of queues. */
  private List<String> atATenth(Runs runs, Run jobs) throws IOException, InterruptedException {
    Run floor = runs.paced(jobs.rate(), Runs.AT_A_TENTH);
    return paced(Runs.AT_A_TENTH, jobs, floor, OptionalDouble.empty());
  }

  private List<String> paced(String during, Run jobs, Run floor, OptionalDouble goal) {
    WindowRatios ratios = new WindowRatios(during, jobs.latencies(), floor.latencies());
    ratios.findings(goal).forEach(bench.results()::add);
    bench.results().addTable(ratios.table());
    bench.results().add(Finding.of(perCore(during), jobs.perCore() / floor.perCore(), "%.2f"));
    addWithoutUpkeep(during, jobs, floor);
    return compare(during, jobs, floor);
  }

  private static String perCore(String during) {
    return "messages per core of all servers to the floor's, " + during;
  }

  private List<String> asFastAsItGoes(Runs runs, Run jobs)
      throws IOException, InterruptedException {
    String during = Runs.AS_FAST_AS_IT_GOES;
    Run floor = runs.asFastAsItGoes(ThroughputMeasure.UNDER_WAY);
    bench
        .results()
        .add(Finding.of("messages that the floor sustains, lag flat", floor.rate(), "%,.0f/s"));
    bench
        .results()
        .add(
            Finding.of(
                "messages of the floor per core of all servers, " + during,
                floor.perCore(),
                "%,.0f/s"));
    bench
        .results()
        .add(
            Finding.atLeast(
                perCore(during), PER_CORE_GOAL, jobs.perCore() / floor.perCore(), "%.2f"));
    addWithoutUpkeep(during, jobs, floor);
    return compare(during, jobs, floor);
  }

  /** The database has more to compact in the later of two runs, whoever has written it. */
  private void addWithoutUpkeep(String during, Run jobs, Run floor) {
    bench
        .results()
        .add(
            Finding.of(
                perCore(during) + ", without what the database compacts and compiles",
                jobs.perCoreWithoutUpkeep() / floor.perCoreWithoutUpkeep(),
                "%.2f"));
  }

  private List<String> compare(String during, Run jobs, Run floor) {
    bench
        .results()
        .addTable(
            new Table(
                "Writes per message, " + during,
                List.of("kind", "jobs", "floor"),
                jobs.writes().rows(jobs.messages(), floor.writes(), floor.messages())));
    List<String> differences =
        jobs.writes().differences(jobs.messages(), floor.writes(), floor.messages(), TOLERANCE);
    if (!differences.isEmpty()) {
      bench.results().say("  jobs and floor differ: " + differences);
    }
    return differences;
  }
}
