package io.parley.benchmarks.receipts;

import io.parley.schemas.receipt.Receipt;
import java.util.Iterator;
import java.util.stream.IntStream;

/**
 * A measurement of the job. First the job takes in conversations. Then receipts are sent as fast as
 * the broker takes them, and the time is measured until all are applied.
 */
final class JobRun {

  private final Stand stand;
  private final String name;
  private final int conversations;
  private final Workload workload;

  JobRun(Stand stand, String name, int conversations, int recipients) {
    this.stand = stand;
    this.name = name;
    this.conversations = conversations;
    this.workload = new Workload(name, System.currentTimeMillis(), recipients);
  }

  /**
   * What was measured.
   *
   * @param rowsPerSecond rows acknowledged while the receipts were applied
   * @param updates by receipt
   * @param rows by message, all of its receipts together
   * @param requests by message
   */
  record Result(
      double receiptsPerSecond,
      double rowsPerSecond,
      double updates,
      double rows,
      double requests) {}

  /**
   * Runs it.
   *
   * @param inState conversations in state, of which receipts come for the first few
   */
  Result measure(int inState) throws Exception {
    try (RunningJob job = RunningJob.start(stand, name)) {
      job.takeIn(
          IntStream.range(0, inState)
              .boxed()
              .flatMap(c -> workload.events(c, c < conversations ? Workload.MESSAGES : 1)));
      return receipts(job);
    }
  }

  private Result receipts(RunningJob job) throws Exception {
    long count = workload.receiptCount(conversations);
    long rows = Meters.ROWS.sum();
    long requests = Meters.REQUESTS.sum();
    long updates = Meters.UPDATES.sum();
    long start = System.nanoTime();
    try (RunningJob.Feed<Receipt> feed = job.receipts()) {
      for (Iterator<Receipt> left = workload.receipts(conversations).iterator(); left.hasNext(); ) {
        feed.send(left.next());
      }
    }
    job.await(() -> count + " receipts to be applied", () -> Meters.RECEIPTS.sum() == count);
    double seconds = (System.nanoTime() - start) / 1e9;
    double rate = (Meters.ROWS.sum() - rows) / seconds;
    job.awaitQuiet();
    double messages = (double) conversations * Workload.MESSAGES;
    return new Result(
        count / seconds,
        rate,
        (double) (Meters.UPDATES.sum() - updates) / count,
        (Meters.ROWS.sum() - rows) / messages,
        (Meters.REQUESTS.sum() - requests) / messages);
  }
}
