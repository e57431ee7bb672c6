package io.parley.benchmarks.pipeline;

import io.parley.benchmarks.Median;
import io.parley.benchmarks.bare.BareProcess;
import io.parley.pipeline.JobSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The measure of the ingest job alone, on a backlog. It runs in turn with a hand-written loop on
 * the same commands, and again on the same conversations with a hundred times as many in its state.
 * What it writes per message is measured by {@link RequestMeasure}.
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

  /** With C2 the warm-up has so many times the messages that count. */
  private static final int FULL_COMPILER_TIMES = 3;

  /** The loop is a new process in each round, and faster, so it gets more to warm up and count. */
  private static final int LOOP_TIMES = 2;

  /** A million conversations are compacted for longer than the rows of a round. */
  private static final int FOUNDING_QUIET_SECONDS = 300;

  private static final String REQUESTS = "requests";

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
      warmUp();
      rounds(parts.contains(Part.LOOP), parts.contains(Part.STATE));
    }
    if (parts.contains(Part.REQUESTS)) {
      new RequestMeasure(bench, runs).run();
    }
  }

  /** Nothing counts, so the database need not be at rest. */
  private void warmUp() throws Exception {
    Backlog backlog = runs.filled("warm-up job", conversations, withWarmUp());
    runs.submit(backlog);
    new Progress(backlog).await((int) (COUNTED_TO * backlog.commands()));
    runs.cancel();
  }

  /** Of a backlog whose last messages count. Half of those are enough to warm up with C1. */
  private int withWarmUp() {
    return bench.fullCompiler() ? FULL_COMPILER_TIMES * messages : messages;
  }

  /**
   * Loop and job in turn. The job of the last round goes on with more state, so its rate there is
   * the one before.
   */
  private void rounds(boolean withLoop, boolean withState) throws Exception {
    List<Double> ratios = new ArrayList<>();
    List<List<String>> table = new ArrayList<>();
    int rounds = withLoop ? ROUNDS : 1;
    for (int round = 1; round <= rounds; round++) {
      double loop = withLoop ? loop("loop " + round) : 0;
      String name = "job " + round;
      Backlog backlog = runs.filledAtRest(name, conversations, messages);
      runs.submit(backlog);
      double job = rate(name, backlog);
      if (withLoop) {
        ratios.add(job / loop);
        table.add(row(round, job, loop));
      }
      if (withState && round == rounds) {
        ofMoreState(backlog, job);
      }
      runs.cancel();
    }
    if (withLoop) {
      addRatio(ratios, table);
    }
  }

  private static List<String> row(int round, double job, double loop) {
    return List.of(
        Integer.toString(round), text(job), text(loop), Finding.text("%.2f", job / loop));
  }

  private void addRatio(List<Double> ratios, List<List<String>> table) {
    bench
        .results()
        .addTable(
            new Table(
                "Ingest beside a hand-written loop, in turn",
                List.of("round", "job, commands/s", "loop, commands/s", "ratio"),
                table));
    bench
        .results()
        .add(
            Finding.atLeast(
                "ingest job to hand-written loop, commands a second, median of " + ROUNDS,
                LOOP_GOAL,
                Median.of(ratios),
                "%.2f"));
  }

  private double loop(String name) throws Exception {
    int all = Math.max(LOOP_TIMES * messages, withWarmUp());
    Backlog backlog = runs.filledAtRest(name, conversations, all);
    BareProcess loop = runs.loop(backlog);
    try {
      return rate(name, backlog, all);
    } finally {
      loop.close();
    }
  }

  /**
   * Goes on with the same job: many more conversations are founded, then messages come to the same
   * conversations as before, and then to conversations from all over the state. The last costs more
   * for another reason, too: messages of different conversations share no request.
   */
  private void ofMoreState(Backlog backlog, double before) throws Exception {
    new Progress(backlog).await(backlog.commands());
    double requestsBefore = requestsPerCommand(backlog.commands(), 0);
    int all = conversations * TIMES;
    Chats chats = runs.chats(backlog, all);
    backlog.add(IntStream.range(conversations, all).mapToObj(chats::creation));
    new Progress(backlog).await(backlog.commands());
    bench.awaitQuietDatabase(FOUNDING_QUIET_SECONDS);
    Chats same = runs.chats(backlog, conversations);
    long sent = runs.counter(REQUESTS);
    backlog.add(IntStream.range(messages, 2 * messages).mapToObj(same::message));
    double after = rate("the same, %,d in state".formatted(all), backlog);
    new Progress(backlog).await(backlog.commands());
    double requestsAfter = requestsPerCommand(messages, sent);
    bench.awaitQuietDatabase();
    sent = runs.counter(REQUESTS);
    int step = Math.max(1, all / messages);
    backlog.add(
        IntStream.range(0, messages).map(n -> 2 * messages + n * step).mapToObj(chats::message));
    double spread = rate("to all of them", backlog);
    new Progress(backlog).await(backlog.commands());
    double requestsOfSpread = requestsPerCommand(messages, sent);
    bench
        .results()
        .addTable(
            new Table(
                "Ingest before and with %,d conversations in state".formatted(all),
                List.of("", "commands/s", "requests to the database a command"),
                List.of(
                    List.of("before", text(before), Finding.text("%.2f", requestsBefore)),
                    List.of("with more", text(after), Finding.text("%.2f", requestsAfter)),
                    List.of(
                        "with more, to all of them",
                        text(spread),
                        Finding.text("%.2f", requestsOfSpread)))));
    bench
        .results()
        .add(
            Finding.atLeast(
                "ingest with " + TIMES + " times the conversations in state to before",
                STATE_GOAL,
                after / before,
                "%.2f"));
    bench
        .results()
        .add(
            Finding.of(
                "ingest with %,d conversations that are talked in to ingest with %,d"
                    .formatted(all, conversations),
                spread / before,
                "%.2f"));
  }

  private double requestsPerCommand(int commands, long before) throws IOException {
    return (runs.counter(REQUESTS) - before) / (double) commands;
  }

  private static String text(double rate) {
    return Finding.text("%,.0f", rate);
  }

  private double rate(String name, Backlog backlog) throws Exception {
    return rate(name, backlog, messages);
  }

  /**
   * Of the messages that were added last.
   *
   * @param added how many these are
   */
  private double rate(String name, Backlog backlog, int added) throws Exception {
    int before = backlog.commands() - added;
    double rate =
        new Progress(backlog)
            .awaitRate(before + (int) (COUNTED_FROM * added), before + (int) (COUNTED_TO * added));
    bench.results().say("  %-28s %,8.0f commands/s".formatted(name, rate));
    return rate;
  }
}
