package io.parley.benchmarks.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a hundred times as many conversations in the state of the ingest job cost. A job that has
 * run for a while goes on: messages come to its conversations, many more conversations are founded,
 * and as many messages come to the same conversations as before. Then messages come to
 * conversations from all over the state. Those cost more for another reason, too: messages of
 * different conversations share no request.
 */
final class IngestState {

  private static final int TIMES = 100;

  /** For so long each rate is taken, if it is that of the round before. */
  private static final int COUNTED_SECONDS = 6;

  /** A million conversations are compacted for longer than the rows of a round. */
  private static final int FOUNDING_QUIET_SECONDS = 300;

  private static final String REQUESTS = "requests";
  private static final double GOAL = 0.9;

  private final Bench bench;
  private final IngestRuns runs;
  private final Backlog backlog;
  private final Portions portions;
  private final int conversations;
  private final int all;
  private final List<List<String>> table = new ArrayList<>();

  /**
   * @param backlog on which the job runs
   * @param portions of this backlog
   * @param conversations that are founded
   */
  IngestState(Bench bench, IngestRuns runs, Backlog backlog, Portions portions, int conversations) {
    this.bench = bench;
    this.runs = runs;
    this.backlog = backlog;
    this.portions = portions;
    this.conversations = conversations;
    this.all = TIMES * conversations;
  }

  /**
   * Measures.
   *
   * @param rateOfRound what the job has reached so far, on a younger JVM
   */
  void run(double rateOfRound) throws Exception {
    int messages = Portions.lasting(bench.seconds(COUNTED_SECONDS), rateOfRound);
    Chats same = runs.chats(backlog, conversations);
    double before = rate("before", same, messages, 1);
    Chats chats = runs.chats(backlog, all);
    backlog.add(IntStream.range(conversations, all).mapToObj(chats::creation));
    portions.awaitAll();
    bench.awaitQuietDatabase(FOUNDING_QUIET_SECONDS);
    double after = rate("with more", same, messages, 1);
    double spread = rate("with more, to all of them", chats, messages, Math.max(1, all / messages));
    report(before, after, spread);
  }

  private double rate(String name, Chats to, int messages, int step) throws Exception {
    bench.awaitQuietDatabase();
    long before = runs.counter(REQUESTS);
    portions.add(to, messages, step);
    double rate = portions.rate(name, messages);
    portions.awaitAll();
    double requests = (runs.counter(REQUESTS) - before) / (double) messages;
    table.add(List.of(name, Finding.text("%,.0f", rate), Finding.text("%.2f", requests)));
    return rate;
  }

  private void report(double before, double after, double spread) {
    bench
        .results()
        .addTable(
            new Table(
                "Ingest before and with %,d conversations in state".formatted(all),
                List.of("", "commands/s", "requests to the database per command"),
                table));
    bench
        .results()
        .add(
            Finding.atLeast(
                "ingest with " + TIMES + " times the conversations in state to before",
                GOAL,
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
}
