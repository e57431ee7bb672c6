package io.parley.benchmarks.pipeline;

import io.parley.benchmarks.Median;
import io.parley.benchmarks.bare.BareProcess;
import java.util.ArrayList;
import java.util.List;

/**
 * The ingest job and the hand-written loop in turn. The processes of both stay through all rounds:
 * the job, which is submitted anew in each round, has the TaskManagers. The job of the last round
 * goes on with more state.
 */
final class IngestRounds {

  private static final int ROUNDS = 3;

  /** The messages of a round of the job: five seconds count at 10,000 a second. */
  private static final int MESSAGES = 120_000;

  private static final int LEAST_MESSAGES = 2_000;

  /** The loop is about twice as fast, so it gets more for as long a time. */
  private static final int LOOP_TIMES = 2;

  /** The loop runs while they come, and must not have finished them when the last one is there. */
  private static final int LEAST_LOOP_MESSAGES = 40_000;

  /** So many rounds are worked off before anything counts. C2 compiles for a minute and more. */
  private static final int WARM_UP_TIMES = 1;

  private static final int FULL_COMPILER_WARM_UP_TIMES = 6;
  private static final double GOAL = 0.6;

  private final Bench bench;
  private final IngestRuns runs;
  private final int conversations;
  private final int messages;
  private final int messagesOfLoop;
  private final List<Double> ratios = new ArrayList<>();
  private final List<List<String>> table = new ArrayList<>();

  IngestRounds(Bench bench, IngestRuns runs, int conversations) {
    this.bench = bench;
    this.runs = runs;
    this.conversations = conversations;
    this.messages = (int) Math.max(LEAST_MESSAGES, MESSAGES * Math.min(1, bench.scale()));
    this.messagesOfLoop = Math.max(LEAST_LOOP_MESSAGES, LOOP_TIMES * messages);
  }

  void run(boolean withLoop, boolean withState) throws Exception {
    warmUpJob();
    if (!withLoop) {
      job("job", withState);
      return;
    }
    int warmUp = messagesOfLoop * warmUpTimes();
    Backlog ofLoop = runs.filled("loop", conversations, warmUp);
    BareProcess loop = runs.loop(ofLoop);
    try {
      Portions portions = new Portions(bench, ofLoop, warmUp);
      portions.awaitAll();
      Chats chats = runs.chats(ofLoop, conversations);
      for (int round = 1; round <= ROUNDS; round++) {
        round(round, portions, chats, withState && round == ROUNDS);
      }
    } finally {
      loop.close();
    }
    addRatio();
  }

  /** Nothing counts, so the database need not be at rest. */
  private void warmUpJob() throws Exception {
    Backlog backlog = runs.filled("warm-up job", conversations, messages * warmUpTimes());
    runs.submit(backlog);
    new Progress(backlog).await(backlog.commands());
    runs.cancel();
  }

  private int warmUpTimes() {
    return bench.fullCompiler() ? FULL_COMPILER_WARM_UP_TIMES : WARM_UP_TIMES;
  }

  private void round(int round, Portions ofLoop, Chats chats, boolean withState) throws Exception {
    bench.awaitQuietDatabase();
    ofLoop.add(chats, messagesOfLoop, 1);
    double loop = ofLoop.rate("loop " + round, messagesOfLoop);
    ofLoop.awaitAll();
    double job = job("job " + round, withState);
    ratios.add(job / loop);
    table.add(
        List.of(
            Integer.toString(round),
            Finding.text("%,.0f", job),
            Finding.text("%,.0f", loop),
            Finding.text("%.2f", job / loop)));
  }

  /** Runs the job on a backlog that is there before it begins. */
  private double job(String name, boolean withState) throws Exception {
    Backlog backlog = runs.filledAtRest(name, conversations, messages);
    runs.submit(backlog);
    Restarts restarts = Restarts.watch(runs::failures);
    Portions portions = new Portions(bench, backlog, messages);
    double rate = portions.rate(name, messages);
    if (withState) {
      portions.awaitAll();
      new IngestState(bench, runs, backlog, portions, conversations).run(rate);
    }
    restarts.check("in the measure of ingest, " + name);
    runs.cancel();
    return rate;
  }

  private void addRatio() {
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
                GOAL,
                Median.of(ratios),
                "%.2f"));
  }
}
