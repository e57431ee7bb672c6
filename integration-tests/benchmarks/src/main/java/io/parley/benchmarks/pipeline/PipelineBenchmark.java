package io.parley.benchmarks.pipeline;

import io.parley.benchmarks.meters.Usage;
import io.parley.cli.Parley;
import io.parley.command.arguments.Bounds;
import io.parley.command.arguments.PathTo;
import io.parley.pipeline.JobSettings;
import io.parley.pipeline.PipelineStack;
import io.parley.pipeline.run.Build;
import io.parley.pipeline.run.StackHome;
import io.parley.schemas.wire.AvroSafety;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The pipeline suite: the three jobs on real servers, measured from the gateways. */
@Command(
    name = "pipeline",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "The whole pipeline on real servers: latency, throughput, recovery, history.",
    description = {
      "",
      "Starts servers of its own and the three jobs. Some 25 minutes, and a quarter of an hour"
          + " more with --full-compiler. After the measures of the jobs the checker holds all"
          + " topics and tables against the promise; if it is broken, the run fails. A run that"
          + " fails says so in its results and leaves the page as it is; benchmark page puts what"
          + " it has measured there.",
      ""
    })
public final class PipelineBenchmark implements Callable<Integer> {

  private static final int GATEWAYS = 4;

  private static final int WARM_UP_SECONDS = 120;
  private static final int LONG_WARM_UP_SECONDS = 600;
  private static final int WARM_UP_UNDER_WAY = 1_000;

  /** The devices have acknowledged by then that they joined. */
  private static final int REST_SECONDS = 4;

  /**
   * In the first two minutes receipt aggregation writes unread counts that have changed back, which
   * the floor does not. So the warm-up is longer at any scale.
   */
  private static final Duration WARM_UP_FOR_FLOOR = Duration.ofSeconds(125);

  /** The measures. */
  enum Measure {
    THROUGHPUT,
    LATENCY,
    IDLE,
    /** A tenth of what THROUGHPUT found; left out without it. */
    QUIET,
    RECOVERY,
    /** The bare loops, against what THROUGHPUT and LATENCY found. */
    FLOOR,
    INGEST,
    HISTORY
  }

  /** The measures that need people who talk. */
  private static final Set<Measure> PIPELINE =
      EnumSet.of(
          Measure.THROUGHPUT,
          Measure.LATENCY,
          Measure.IDLE,
          Measure.QUIET,
          Measure.RECOVERY,
          Measure.FLOOR);

  @Spec private CommandSpec spec;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "MEASURE",
      description = "Some of ${COMPLETION-CANDIDATES}; all if not given.")
  private Set<Measure> only = EnumSet.allOf(Measure.class);

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = {
        "Messages a second where the rate is fixed. If not given, "
            + FixedRate.GOAL
            + " if that is at most "
            + FixedRate.SUSTAINED_SHARE
            + " of what THROUGHPUT found, and else half of what it found:"
            + " what falls behind has no latency."
      })
  @Bounds(least = 1, most = 1_000_000)
  private Integer rate;

  @Option(
      names = "--conversations",
      paramLabel = "N",
      description = {
        "Direct conversations of the warm-up, and the fewest that are talked in where the rate is"
            + " fixed (default: ${DEFAULT-VALUE}). There are at least three times as many as"
            + " messages a second, so that each message costs all its rows and records."
      })
  @Bounds(least = 1, most = 1_000_000)
  private int conversations = 1_500;

  @Option(
      names = "--scale",
      paramLabel = "FACTOR",
      description = "Of all durations: 0.1 for a quick look (default: ${DEFAULT-VALUE}).")
  @Bounds(least = 0.001, most = 1_000)
  private double scale = 1;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = {
        "Subtasks of each operator of the three jobs (default: ${DEFAULT-VALUE}). Each one with"
            + " state or a transaction costs the same at every checkpoint, however little flows."
            + " INGEST has as many as the loop beside it has threads."
      })
  @Bounds(least = 1, most = 32_768)
  private int parallelism = 1;

  @Option(
      names = "--full-compiler",
      description = {
        "Have the JVMs of Kafka and Flink compile with C2 too, as the CQL server's does, not with"
            + " C1 alone, and warm up for ten minutes. The results go into the directory c2 below"
            + " the output, and into the page's column for C2."
      })
  private boolean fullCompiler;

  @Option(
      names = "--job-option",
      paramLabel = "KEY=VALUE",
      description = "An option of all three jobs, to see what it changes.")
  private Map<String, String> jobOptions = Map.of();

  @Option(
      names = "--flink-option",
      paramLabel = "KEY=VALUE",
      description = "A setting of Flink's processes, to see what it changes.")
  private Map<String, String> flinkOptions = Map.of();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where results, distributions and picture go.")
  @PathTo(PathTo.Use.WRITE_DIRECTORY)
  private Path output;

  @Option(
      names = "--page",
      paramLabel = "FILE",
      description = {
        "A Markdown page into which to put the results, between its marks: those of this run and"
            + " those that --output has of the other compiler. With the quick compiler the tables"
            + " of a page "
            + Pages.SCALE
            + " beside it are computed anew, and a whole run deletes what is marked"
            + " until-next-run on both pages."
      })
  @PathTo(PathTo.Use.CHANGE_FILE)
  private Path page;

  private final PrintStream out = System.out;

  @Override
  public Integer call() throws Exception {
    AvroSafety.apply();
    Path root = ((Parley) spec.root().userObject()).stack().root();
    Results results = new Results(out, Build.facts());
    try (StackHome home = BenchmarkServers.claim(root)) {
      PipelineStack stack =
          home.open(
              BenchmarkServers.settings(fullCompiler, flinkOptions),
              jobs(parallelism),
              spec.commandLine().getOut(),
              false);
      try {
        measure(new Bench(stack, results, scale, fullCompiler));
      } catch (Exception e) {
        results.failed(e);
        keep(results);
        throw e;
      }
      // Before the servers take their time to stop.
      keep(results);
      updatePages();
    }
    return 0;
  }

  /** Writes the results so far: whoever kills the run later has them. */
  private void keep(Results results) throws IOException {
    String command =
        "./parley " + String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
    results.write(Compiler.of(fullCompiler).in(outputs()), command);
  }

  private Path outputs() {
    return output == null
        ? ((Parley) spec.root().userObject()).stack().root().resolve("benchmark-results")
        : output;
  }

  private void updatePages() throws IOException {
    if (page == null) {
      return;
    }
    Pages pages = new Pages(page, outputs());
    pages.writeResults();
    // The page about scale, and what people have remarked, are about the quick compiler.
    if (!fullCompiler) {
      pages.writeScale();
      if (isWhole()) {
        pages.dropRemarks();
      }
    }
  }

  private boolean isWhole() {
    return only.equals(EnumSet.allOf(Measure.class)) && scale >= 1;
  }

  private JobSettings jobs(int subtasks) {
    JobSettings jobs = JobSettings.defaults(subtasks);
    for (Map.Entry<String, String> option : jobOptions.entrySet()) {
      jobs = jobs.with(option.getKey(), option.getValue());
    }
    return jobs;
  }

  private void measure(Bench bench) throws Exception {
    List<String> differences = List.of();
    if (only.stream().anyMatch(PIPELINE::contains)) {
      differences = measurePipeline(bench);
    }
    Optional<Exception> ofIngest = Optional.empty();
    if (only.contains(Measure.INGEST)) {
      ofIngest = ingest(bench);
      keep(bench.results());
    }
    if (only.contains(Measure.HISTORY)) {
      new HistoryMeasure(bench).run();
    }
    bench.results().addEverythingElse();
    if (ofIngest.isPresent()) {
      throw ofIngest.get();
    }
    if (!differences.isEmpty() && scale >= 1) {
      throw new IllegalStateException(
          "The bare loops do not write what the jobs write, so the ratios to the floor mean"
              + " nothing. Per message, jobs and loops: "
              + differences);
    }
  }

  /** Measures ingest alone. Returns why that failed: what comes after it does not need it. */
  private Optional<Exception> ingest(Bench bench) throws InterruptedException {
    try {
      new IngestMeasure(bench, jobs(IngestRuns.THREADS), IngestMeasure.CONVERSATIONS)
          .run(EnumSet.of(IngestMeasure.Part.LOOP, IngestMeasure.Part.STATE));
      return Optional.empty();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      bench.results().say("  failed: " + e);
      return Optional.of(e);
    }
  }

  /** Returns the kinds of writes in which the floor differs from the jobs. */
  private List<String> measurePipeline(Bench bench) throws Exception {
    String tag = "b" + Long.toString(System.currentTimeMillis(), 36);
    Subject jobs = new JobsSubject(bench);
    warmUp(bench, tag);
    Optional<Run> fast = Optional.empty();
    if (only.contains(Measure.THROUGHPUT)) {
      fast = Optional.of(asFastAsItGoes(bench, tag, jobs));
      keep(bench.results());
    }
    Optional<Run> paced = Optional.empty();
    Optional<Run> quiet = Optional.empty();
    FixedRate steady = FixedRate.of(Optional.ofNullable(rate), fast.map(Run::rate), conversations);
    try (Traffic traffic = open(bench, tag, steady.conversations())) {
      traffic.firstRound(WARM_UP_UNDER_WAY);
      Runs runs = new Runs(bench, jobs, traffic);
      if (only.contains(Measure.LATENCY)) {
        paced = Optional.of(new LatencyMeasure(bench, runs, traffic, steady).run());
        keep(bench.results());
      }
      if (fast.isPresent() && paced.isPresent()) {
        bench.results().add(share(paced.get(), fast.get()));
      }
      int connected = 2 * steady.conversations();
      quiet = measureRest(bench, new RestMeasure(bench, runs), connected, jobs, fast);
      bench.checkCommits();
      if (only.contains(Measure.RECOVERY)) {
        new RecoveryMeasure(bench, traffic, steady.messagesPerSecond()).run();
      }
      bench.check();
      keep(bench.results());
    }
    if (!only.contains(Measure.FLOOR)) {
      return List.of();
    }
    List<String> differences =
        FloorMeasure.of(bench, tag, steady.conversations(), GATEWAYS).run(fast, paced, quiet);
    keep(bench.results());
    return differences;
  }

  /** Whether the cost follows the traffic. */
  private static Finding share(Run paced, Run fast) {
    return new Finding(
        "processor time of all servers, at the fixed rate / as fast as it goes",
        "",
        "%s at %s of the rate"
            .formatted(
                Finding.text("%.2f", paced.usage().servers() / fast.usage().servers()),
                Finding.text("%.2f", paced.rate() / fast.rate())),
        true);
  }

  private Run asFastAsItGoes(Bench bench, String tag, Subject jobs) throws Exception {
    StateGrowth growth = StateGrowth.start(bench);
    try (Traffic many = open(bench, tag + "many", ThroughputMeasure.CONVERSATIONS)) {
      TimeUnit.SECONDS.sleep(REST_SECONDS);
      growth.report("conversation", ThroughputMeasure.CONVERSATIONS, StateGrowth.OF_CONVERSATION);
      many.firstRound(ThroughputMeasure.UNDER_WAY);
      // Checkpoints upload and brokers write what the first round has left, too.
      bench.awaitQuietDatabase();
      return new ThroughputMeasure(bench, new Runs(bench, jobs, many)).run();
    }
  }

  private void warmUp(Bench bench, String tag) throws Exception {
    bench.results().say("\nWarm-up, as fast as it goes");
    try (Traffic traffic = open(bench, tag + "warm", conversations)) {
      traffic.closedLoop(WARM_UP_UNDER_WAY, durationOfWarmUp(bench));
      traffic.awaitDone();
    }
  }

  private static Traffic open(Bench bench, String tag, int count) throws IOException {
    return Traffic.open(bench.stack().state(), new Chats(tag, count, GATEWAYS));
  }

  private Duration durationOfWarmUp(Bench bench) {
    Duration warmUp = bench.seconds(fullCompiler ? LONG_WARM_UP_SECONDS : WARM_UP_SECONDS);
    boolean longer = only.contains(Measure.FLOOR) && warmUp.compareTo(WARM_UP_FOR_FLOOR) < 0;
    return longer ? WARM_UP_FOR_FLOOR : warmUp;
  }

  /** Returns the run of a quiet machine, if there was one. */
  private Optional<Run> measureRest(
      Bench bench, RestMeasure rest, int connected, Subject jobs, Optional<Run> fast)
      throws Exception {
    Optional<Usage> idle = Optional.empty();
    if (only.contains(Measure.IDLE)) {
      bench.awaitQuietDatabase();
      idle = Optional.of(rest.idle(connected, jobs, fast));
    }
    if (only.contains(Measure.QUIET) && fast.isPresent()) {
      Run quiet = rest.quiet(fast.get(), idle);
      keep(bench.results());
      return Optional.of(quiet);
    }
    return Optional.empty();
  }
}
