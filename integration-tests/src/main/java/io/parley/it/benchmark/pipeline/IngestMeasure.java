package io.parley.it.benchmark.pipeline;

import io.parley.it.pipeline.JobSettings;
import io.parley.it.pipeline.Pipeline;
import io.parley.it.pipeline.PipelineJob;
import java.time.Duration;

/**
 * The ingest job alone, on a backlog: against a hand-written loop on the same commands, and with a
 * hundred times the conversations in state.
 */
final class IngestMeasure {

  private static final int CONVERSATIONS = 500;
  private static final int TIMES = 100;
  private static final int MESSAGES = 100_000;
  private static final int GATEWAYS = 4;
  private static final double LOOP_GOAL = 0.8;
  private static final double STATE_GOAL = 0.9;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Bench bench;
  private final JobSettings settings;
  private final String tag = Long.toString(System.currentTimeMillis(), 36);

  /**
   * @param settings how ingest is run, but for its topics
   */
  IngestMeasure(Bench bench, JobSettings settings) {
    this.bench = bench;
    this.settings = settings;
  }

  /** The three jobs are cancelled first. */
  void run() throws Exception {
    Pipeline pipeline = bench.stack().pipeline();
    for (PipelineJob job : PipelineJob.values()) {
      pipeline.cancel(job, PATIENCE);
    }
    bench.results().say("\nIngest alone, on a backlog");
    run("warm-up job", CONVERSATIONS, this::job);
    run("warm-up loop", CONVERSATIONS, this::loop);
    double job = run("job", CONVERSATIONS, this::job);
    double loop = run("loop", CONVERSATIONS, this::loop);
    double large = run("job with much state", CONVERSATIONS * TIMES, this::job);
    bench
        .results()
        .add(
            Finding.atLeast(
                "ingest job to hand-written loop, commands a second",
                LOOP_GOAL,
                job / loop,
                "%.2f"));
    bench
        .results()
        .add(
            Finding.atLeast(
                "ingest with " + TIMES + " times the conversations in state to without",
                STATE_GOAL,
                large / job,
                "%.2f"));
  }

  private interface Contender {
    double rate(Backlog backlog) throws Exception;
  }

  private double run(String name, int conversations, Contender contender) throws Exception {
    String prefix = tag + "-" + name.replace(' ', '-') + ".";
    int messages = (int) Math.max(2_000, MESSAGES * Math.min(1, bench.scale()));
    Backlog backlog =
        new Backlog(
            bench.stack().state(),
            prefix,
            new Chats(prefix + "b", conversations, GATEWAYS),
            messages);
    backlog.fill();
    double rate = contender.rate(backlog);
    bench.results().say("  %-20s %,8.0f commands/s".formatted(name, rate));
    return rate;
  }

  private double job(Backlog backlog) throws Exception {
    Pipeline pipeline = bench.stack().pipeline();
    pipeline.submit(
        PipelineJob.INGEST,
        settings
            .with("kafka.topic-prefix", backlog.prefix())
            .with("kafka.id-prefix", backlog.prefix().replace(".", "")));
    double rate = new Progress(backlog).awaitRate();
    pipeline.cancel(PipelineJob.INGEST, PATIENCE);
    return rate;
  }

  private double loop(Backlog backlog) throws Exception {
    LoopProcess loop =
        LoopProcess.start(LoopSettings.of(backlog.prefix(), backlog.stack()), bench.fullCompiler());
    try {
      return new Progress(backlog).awaitRate();
    } finally {
      loop.close();
    }
  }
}
