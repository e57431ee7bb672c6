package io.parley.benchmarks.pipeline;

import java.util.stream.IntStream;

/**
 * What messages cost the database: rows and requests per message, for messages that all come in one
 * conversation, in many, and each in a conversation of its own. Each is measured twice: as the job
 * is, and with groups of one row, where every row is a request. The latter is what each message
 * cost before rows of a conversation shared requests.
 *
 * <p>The conversations are founded before anything counts.
 */
final class RequestMeasure {

  private static final int MESSAGES = 40_000;
  private static final int MANY = 500;

  private static final String GROUP = "scylladb.write-through.group-max-rows";

  private final Bench bench;
  private final IngestRuns runs;
  private final int messages;

  RequestMeasure(Bench bench, IngestRuns runs) {
    this.bench = bench;
    this.runs = runs;
    this.messages = (int) Math.max(1_000, MESSAGES * Math.min(1, bench.scale()));
  }

  /** Measures all six, and adds the findings. */
  void run() throws Exception {
    for (int conversations : new int[] {1, MANY, messages}) {
      measure(conversations, "one request a row", GROUP, "1");
      measure(conversations, "one group a conversation");
    }
  }

  private void measure(int conversations, String name, String... option) throws Exception {
    String title =
        "%,d messages in %,d conversation%s, %s"
            .formatted(messages, conversations, conversations == 1 ? "" : "s", name);
    Backlog backlog = runs.filledAtRest(conversations + " " + name, conversations, 0);
    runs.submit(backlog, option);
    Restarts restarts = Restarts.watch(runs::failures);
    Progress progress = new Progress(backlog);
    progress.await(conversations);
    long rows = runs.counter("rowsWritten");
    long requests = runs.counter("requests");
    Chats chats = runs.chats(backlog, conversations);
    backlog.add(IntStream.range(0, messages).mapToObj(chats::message));
    double rate =
        progress.awaitRate(conversations + messages / 4, conversations + (int) (0.95 * messages));
    progress.await(conversations + messages);
    restarts.check("in the measure of " + title);
    double byMessage = 1.0 / messages;
    bench
        .results()
        .add(
            Finding.of(
                title + ": rows per message",
                (runs.counter("rowsWritten") - rows) * byMessage,
                "%.2f"));
    bench
        .results()
        .add(
            Finding.of(
                title + ": requests per message",
                (runs.counter("requests") - requests) * byMessage,
                "%.3f"));
    bench.results().add(Finding.of(title + ": messages a second", rate, "%,.0f"));
    runs.cancel();
  }
}
