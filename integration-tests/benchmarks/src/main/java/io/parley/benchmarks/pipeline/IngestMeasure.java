package io.parley.benchmarks.pipeline;

import io.parley.benchmarks.bare.BareProcess;
import io.parley.pipeline.JobSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The measure of the ingest job alone, on a backlog. It runs in turn with a hand-written loop on
 * the same commands, and again with a hundred times as many conversations in its state. What it
 * writes per message is measured by {@link RequestMeasure}.
 */
final class IngestMeasure {

  /** The parts of the measure. */
  enum Part {
    /** The rate against that of the hand-written loop, in turn. */
    LOOP,
    /** The rate with a hundred times as many conversations in state. */
    STATE,
    /** Rows and requests per message, for one conversation and for many. */
    REQUESTS
  }

  static final int CONVERSATIONS = 500;

  private static final int TIMES = 100;
  private static final int ROUNDS = 3;

  /** The messages of a backlog. Processes warm up while the first half is processed. */
  private static final int MESSAGES = 60_000;

  private static final double COUNTED_FROM = 0.5;
  private static final double COUNTED_TO = 0.95;
  private static final double LOOP_GOAL = 0.6;
  private static final double STATE_GOAL = 0.9;

  private final Bench bench;
  private final IngestRuns runs;
  private final int messages;
  private final int conversations;

  /**
   * @param settings how ingest is run, but for its topics
   * @param conversations that the messages belong to
   */
  IngestMeasure(Bench bench, JobSettings settings, int conversations) {
    this.conversations = conversations;
    this.bench = bench;
    this.runs = new IngestRuns(bench, settings);
    this.messages = (int) Math.max(2_000, MESSAGES * Math.min(1, bench.scale()));
  }

  /** Measures ingest. Stops the three jobs first. */
  void run(Set<Part> parts) throws Exception {
    bench.stopJobs();
    bench.results().say("\nIngest alone, on a backlog");
    if (parts.contains(Part.LOOP) || parts.contains(Part.STATE)) {
      job("warm-up job");
    }
    if (parts.contains(Part.LOOP)) {
      toLoop();
    }
    if (parts.contains(Part.STATE)) {
      ofMoreState("job before more state");
    }
    if (parts.contains(Part.REQUESTS)) {
      new RequestMeasure(bench, runs).run();
    }
  }

  private void toLoop() throws Exception {
    List<Double> ratios = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      ratios.add(job("job " + round) / loop("loop " + round));
    }
    ratios.sort(null);
    bench
        .results()
        .add(
            Finding.atLeast(
                "ingest job to hand-written loop, commands a second, median of " + ROUNDS,
                LOOP_GOAL,
                ratios.get(ROUNDS / 2),
                "%.2f"));
  }

  /** The rate of the job, in commands per second. */
  private double job(String name) throws Exception {
    Backlog backlog = runs.filled(name, conversations, messages);
    runs.submit(backlog);
    double rate = rate(name, backlog);
    runs.cancel();
    return rate;
  }

  private double loop(String name) throws Exception {
    Backlog backlog = runs.filled(name, conversations, messages);
    BareProcess loop = runs.loop(backlog);
    try {
      return rate(name, backlog);
    } finally {
      loop.close();
    }
  }

  /**
   * Goes on with the same job: many more conversations are founded, then messages come to all of
   * them.
   */
  private void ofMoreState(String name) throws Exception {
    Backlog backlog = runs.filled(name, conversations, messages);
    runs.submit(backlog);
    double before = rate(name, backlog);
    int all = conversations * TIMES;
    Chats chats = runs.chats(backlog, all);
    backlog.add(IntStream.range(conversations, all).mapToObj(chats::creation));
    new Progress(backlog).await(backlog.commands());
    bench.awaitQuietDatabase();
    backlog.add(IntStream.range(messages, 2 * messages).mapToObj(chats::message));
    double after = rate("the same, %,d in state".formatted(all), backlog);
    runs.cancel();
    bench
        .results()
        .add(
            Finding.atLeast(
                "ingest with " + TIMES + " times the conversations in state to before",
                STATE_GOAL,
                after / before,
                "%.2f"));
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
