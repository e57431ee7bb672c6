package io.parley.benchmarks.receipts;

import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.simulator.Micros;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * How long the statuses of many conversations take while readers of one other conversation return
 * and read {@value #PASSED} messages with one receipt each.
 *
 * <p>Receipts come at a fixed rate, each for the next message of the next conversation. Every fifth
 * of the second half a reader returns. All conversations share the partitions and tasks of the job.
 */
final class ReturningReaders {

  static final int PASSED = 10_000;

  private static final int READERS = 4;
  private static final int CONVERSATIONS = 200;
  private static final int RATE = 200;
  private static final int WARM_UP_SECONDS = 10;

  private final Stand stand;
  private final int seconds;
  private final Workload workload;
  private long firstReturn;

  /**
   * @param seconds of each half
   */
  ReturningReaders(Stand stand, int seconds) {
    this.stand = stand;
    this.seconds = seconds;
    // In the past, so that no event is from the future: a message is sent each millisecond.
    this.workload = new Workload("return", System.currentTimeMillis() - 2L * PASSED, READERS);
  }

  /**
   * What was measured, in milliseconds.
   *
   * @param aloneP50 from when a receipt was due to its status, while nobody returned, the median
   * @param aloneP99 the same, the 99th percentile
   * @param besideP50 while readers returned, the median
   * @param besideP99 the same, the 99th percentile
   * @param counted from the first reader's receipt to the status of the newest message that it
   *     passed
   */
  record Result(
      double aloneP50, double aloneP99, double besideP50, double besideP99, double counted) {}

  Result measure() throws Exception {
    try (RunningJob job = RunningJob.start(stand, "return")) {
      int messages = (WARM_UP_SECONDS + 2 * seconds) * RATE / CONVERSATIONS + 1;
      job.takeIn(
          Stream.concat(
              workload.events(0, PASSED),
              IntStream.rangeClosed(1, CONVERSATIONS)
                  .boxed()
                  .flatMap(c -> workload.events(c, messages))));
      try (RunningJob.Feed<Receipt> feed = job.receipts();
          StatusClock clock = StatusClock.start(stand, "return")) {
        int next = pace(feed, clock, 0, WARM_UP_SECONDS, 0);
        job.await(clock::owed, clock::isPaid);
        clock.reset();
        next = pace(feed, clock, next, seconds, 0);
        job.await(clock::owed, clock::isPaid);
        Histogram alone = clock.reset();
        pace(feed, clock, next, seconds, READERS);
        job.await(clock::owed, clock::isPaid);
        Histogram beside = clock.reset();
        job.await(
            () -> "the status of the newest message that the readers pass",
            () -> clock.seen(workload.conversation(0), workload.id(PASSED)).isPresent());
        job.awaitQuiet();
        long newest = clock.seen(workload.conversation(0), workload.id(PASSED)).getAsLong();
        return new Result(
            Micros.millisAt(alone, 50),
            Micros.millisAt(alone, 99),
            Micros.millisAt(beside, 50),
            Micros.millisAt(beside, 99),
            (newest - firstReturn) / 1e6);
      }
    }
  }

  /**
   * Sends receipts for some seconds.
   *
   * @param first the number of the first receipt
   * @param readers who return one after the other meanwhile
   * @return the number of the next receipt
   */
  private int pace(
      RunningJob.Feed<Receipt> feed, StatusClock clock, int first, int during, int readers)
      throws Exception {
    long start = System.nanoTime();
    int count = during * RATE;
    for (int i = 0; i < count; i++) {
      long due = start + TimeUnit.SECONDS.toNanos(1) * i / RATE;
      TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
      int number = first + i;
      int conversation = 1 + number % CONVERSATIONS;
      int message = 1 + number / CONVERSATIONS;
      clock.due(workload.conversation(conversation), workload.id(message), due);
      feed.send(workload.receipt(conversation, 1, message, ReceiptKind.READ));
      if (readers > 0 && i % (count / (readers + 1)) == 0 && i > 0) {
        returns(feed, i / (count / (readers + 1)));
      }
    }
    return first + count;
  }

  private void returns(RunningJob.Feed<Receipt> feed, int reader) throws Exception {
    if (reader <= READERS) {
      if (reader == 1) {
        firstReturn = System.nanoTime();
      }
      feed.send(workload.receipt(0, reader, PASSED, ReceiptKind.READ));
    }
  }
}
