package io.parley.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Seen red: the window of a message found by its number from the start of all. */
class JournalTest {

  private final Journal journal = new Journal();

  @Test
  void timeRunsFromWhenAMessageWasDueAndNotFromWhenItWasSent() {
    journal.startMeasuring(1, 10);
    int late = journal.begin(System.nanoTime() - TimeUnit.SECONDS.toNanos(2));

    journal.seen(Sight.ACKED, late);

    assertThat(journal.stopMeasuring().all(Sight.ACKED).getMinValue())
        .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toMicros(1_990));
  }

  @Test
  void whatWasSentInTheWarmUpIsNotMeasured() {
    int warmUp = journal.begin(System.nanoTime());
    journal.startMeasuring(1, 10);

    journal.seen(Sight.ACKED, warmUp);

    assertThat(journal.stopMeasuring().all(Sight.ACKED).getTotalCount()).isZero();
  }

  @Test
  void messagesFallIntoWindowsInTheOrderInWhichTheyAreDue() {
    journal.begin(System.nanoTime());
    journal.startMeasuring(2, 5);
    for (int n = 0; n < 7; n++) {
      journal.seen(Sight.ACKED, journal.begin(System.nanoTime()));
    }

    assertThat(journal.stopMeasuring().windows())
        .extracting(window -> window.get(Sight.ACKED).getTotalCount())
        .containsExactly(3L, 4L);
  }

  @Test
  void aMessageComesBackOnce() {
    int number = journal.begin(System.nanoTime());
    assertThat(journal.receiptSent(number, 42)).isFalse();

    assertThat(journal.statusSeen(42)).isTrue();
    assertThat(journal.statusSeen(42)).isFalse();
    assertThat(journal.done()).isEqualTo(1);
  }

  @Test
  void anAnswerCanBeQuickerThanTheDeliveryOfWhatItAnswers() {
    int number = journal.begin(System.nanoTime());

    assertThat(journal.statusSeen(42)).isFalse();
    assertThat(journal.done()).isZero();
    assertThat(journal.receiptSent(number, 42)).isTrue();
    assertThat(journal.statusSeen(42)).isFalse();
    assertThat(journal.done()).isEqualTo(1);
  }

  @Test
  void theLatencyOfEachMeasuredMessageCanBeAskedForWithTheTimeAtWhichItWasDue() {
    journal.seen(Sight.READABLE, journal.begin(System.nanoTime()));
    journal.startMeasuring(1, 10);
    long dueMillis = System.currentTimeMillis() - 3_000;
    int number = journal.begin(System.nanoTime() - TimeUnit.SECONDS.toNanos(3));
    journal.seen(Sight.READABLE, number);
    List<Long> due = new ArrayList<>();
    List<Long> latencies = new ArrayList<>();

    journal.forEachMeasured(
        Sight.READABLE,
        (dueAt, latency) -> {
          due.add(dueAt);
          latencies.add(latency);
        });

    assertThat(due).hasSize(1);
    assertThat(due.get(0)).isCloseTo(dueMillis, within(500L));
    assertThat(latencies.get(0)).isGreaterThanOrEqualTo(3_000_000L);
  }
}
