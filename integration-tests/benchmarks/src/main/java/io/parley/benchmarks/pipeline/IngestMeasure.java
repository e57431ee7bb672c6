package io.parley.benchmarks.pipeline;

import io.parley.pipeline.JobSettings;
import io.parley.pipeline.Pipeline;
import io.parley.pipeline.PipelineJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The measure of the ingest job alone, on a backlog. It runs in turn with a hand-written loop on
 * the same commands, and again with a hundred times as many conversations in its state.
 */
final class IngestMeasure {

  private static final int CONVERSATIONS = 500;
  private static final int TIMES = 100;
  private static final int ROUNDS = 3;

  /** The messages of a backlog. Processes warm up while the first half is processed. */
  private static final int MESSAGES = 80_000;

  private static final double COUNTED_FROM = 0.5;
  private static final double COUNTED_TO = 0.95;
  private static final double QUIET_CORES = 0.08;
  private static final int GATEWAYS = 4;
  private static final double LOOP_GOAL = 0.8;
  private static final double STATE_GOAL = 0.9;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Bench bench;
  private final JobSettings settings;
  private final int messages;
  private final String tag = Long.toString(System.currentTimeMillis(), 36);

  /**
   * @param settings how ingest is run, but for its topics
   */
  IngestMeasure(Bench bench, JobSettings settings) {
    this.bench = bench;
    this.settings = settings;
    this.messages = (int) Math.max(2_000, MESSAGES * Math.min(1, bench.scale()));
  }

  /** Measures ingest. Cancels the three jobs first. */
  void run() throws Exception {
    Pipeline pipeline = bench.stack().pipeline();
    for (PipelineJob job : PipelineJob.values()) {
      pipeline.cancel(job, PATIENCE);
    }
    bench.results().say("\nIngest alone, on a backlog");
    job("warm-up job");
    List<Double> toLoop = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      toLoop.add(job("job " + round) / loop("loop " + round));
    }
    toLoop.sort(null);
    double ofState = ofMoreState("job before more state");
    bench
        .results()
        .add(
            Finding.atLeast(
                "ingest job to hand-written loop, commands a second, median of " + ROUNDS,
                LOOP_GOAL,
                toLoop.get(ROUNDS / 2),
                "%.2f"));
    bench
        .results()
        .add(
            Finding.atLeast(
                "ingest with " + TIMES + " times the conversations in state to before",
                STATE_GOAL,
                ofState,
                "%.2f"));
  }

  /** The rate of the job, in commands per second. */
  private double job(String name) throws Exception {
    double rate = rate(name, submitted(name));
    cancel();
    return rate;
  }

  /** The ratio of the rate with more state to the rate before. */
  private double ofMoreState(String name) throws Exception {
    Backlog backlog = submitted(name);
    double before = rate(name, backlog);
    double after = afterMore(backlog);
    cancel();
    return after / before;
  }

  private Backlog submitted(String name) throws Exception {
    Backlog backlog = filled(name);
    bench
        .stack()
        .pipeline()
        .submit(
            PipelineJob.INGEST,
            settings
                .with("kafka.topic-prefix", backlog.prefix())
                .with("kafka.id-prefix", backlog.prefix().replace(".", "")));
    return backlog;
  }

  private void cancel() throws Exception {
    bench.stack().pipeline().cancel(PipelineJob.INGEST, PATIENCE);
  }

  private double loop(String name) throws Exception {
    Backlog backlog = filled(name);
    LoopProcess loop =
        LoopProcess.start(LoopSettings.of(backlog.prefix(), backlog.stack()), bench.fullCompiler());
    try {
      return rate(name, backlog);
    } finally {
      loop.close();
    }
  }

  private Backlog filled(String name) throws Exception {
    String prefix = tag + "-" + name.replace(' ', '-') + ".";
    Backlog backlog = Backlog.create(bench.stack().state(), prefix);
    Chats chats = new Chats(prefix + "b", CONVERSATIONS, GATEWAYS);
    backlog.add(IntStream.range(0, CONVERSATIONS).mapToObj(chats::creation));
    backlog.add(IntStream.range(0, messages).mapToObj(chats::message));
    awaitQuietDatabase();
    return backlog;
  }

  /**
   * Waits until the database has compacted. It compacts for a while after a load, here with a
   * quarter of a core, and that must not count for the next measurement.
   */
  private void awaitQuietDatabase() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    double cores;
    do {
      CpuMeter cpu = CpuMeter.start(bench.stack().state());
      TimeUnit.SECONDS.sleep(2);
      cores = cpu.cores().get("cql");
    } while (cores > QUIET_CORES && System.nanoTime() < end);
    if (cores > QUIET_CORES) {
      bench.results().say("  the database still uses %.2f cores".formatted(cores));
    }
  }

  /**
   * Continues with the same job: many more conversations are created, then messages come to all of
   * them.
   */
  private double afterMore(Backlog backlog) throws Exception {
    int all = CONVERSATIONS * TIMES;
    Chats chats = new Chats(backlog.prefix() + "b", all, GATEWAYS);
    backlog.add(IntStream.range(CONVERSATIONS, all).mapToObj(chats::creation));
    new Progress(backlog).await(backlog.commands());
    awaitQuietDatabase();
    backlog.add(IntStream.range(messages, 2 * messages).mapToObj(chats::message));
    return rate("the same, %,d in state".formatted(all), backlog);
  }

  /** Of the messages that were added last. */
  private double rate(String name, Backlog backlog) throws Exception {
    int before = backlog.commands() - messages;
    double rate =
        new Progress(backlog)
            .awaitRate(
                before + (int) (COUNTED_FROM * messages), before + (int) (COUNTED_TO * messages));
    bench.results().say("  %-28s %,8.0f commands/s".formatted(name, rate));
    return rate;
  }
}
