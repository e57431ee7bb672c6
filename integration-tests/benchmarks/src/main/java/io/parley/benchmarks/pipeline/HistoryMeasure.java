package io.parley.benchmarks.pipeline;

import com.datastax.oss.driver.api.core.CqlSession;
import io.parley.cli.Provisioning;
import io.parley.cli.StackState;
import io.parley.infra.scylla.history.HistoryPage;
import io.parley.infra.scylla.history.HistoryReader;
import io.parley.simulator.Micros;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** The measure of history pages: pages of one long conversation, each from a random place in it. */
final class HistoryMeasure {

  private static final int MESSAGES = 1_000_000;
  private static final double QUICK_LOOK = 0.2;
  private static final int PAGE = 50;
  private static final int PAGES_A_SECOND = 50;
  private static final int WARM_UP_SECONDS = 10;
  private static final int SECONDS = 30;
  private static final int GOAL_MILLIS = 15;
  private static final long SEED = 8;

  private final Bench bench;
  private final Random random = new Random(SEED);

  HistoryMeasure(Bench bench) {
    this.bench = bench;
  }

  void run() throws InterruptedException {
    StackState stack = bench.stack().state();
    Archive archive =
        new Archive(
            "archive",
            bench.scale() < QUICK_LOOK ? MESSAGES / 100 : MESSAGES,
            System.currentTimeMillis());
    bench.results().say("\nHistory pages of a conversation of %,d".formatted(archive.messages()));
    try (CqlSession session = stack.connectCql()) {
      archive.write(session);
      bench.awaitQuietDatabase();
      HistoryReader reader = new HistoryReader(session, Provisioning.KEYSPACE);
      read(reader, archive, bench.seconds(WARM_UP_SECONDS));
      Histogram micros = read(reader, archive, bench.seconds(SECONDS));
      bench.results().addHistogram("history", micros);
      bench
          .results()
          .add(
              Finding.atMost(
                  "history page of 50 of a conversation of %,d messages, p99"
                      .formatted(archive.messages()),
                  GOAL_MILLIS,
                  Micros.millisAt(micros, 99),
                  "%.1f ms"));
    }
  }

  /** Reads pages at a fixed rate. The time of a page runs from the moment when it was due. */
  private Histogram read(HistoryReader reader, Archive archive, Duration duration)
      throws InterruptedException {
    Histogram micros = new Histogram(3);
    long start = System.nanoTime();
    long pages = PAGES_A_SECOND * duration.toMillis() / 1_000;
    for (long n = 0; n < pages; n++) {
      long dueAt = start + n * TimeUnit.SECONDS.toNanos(1) / PAGES_A_SECOND;
      TimeUnit.NANOSECONDS.sleep(dueAt - System.nanoTime());
      int from = PAGE + random.nextInt(archive.messages() - PAGE + 1);
      HistoryPage page =
          reader.before(
              archive.conversation(),
              from == archive.messages() ? Long.MAX_VALUE : archive.id(from),
              PAGE);
      if (page.messages().size() != PAGE) {
        throw new IllegalStateException(
            "A page before message %d has %d messages, expected %d"
                .formatted(from, page.messages().size(), PAGE));
      }
      micros.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - dueAt));
    }
    return micros;
  }
}
