package io.parley.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

/**
 * Tests that a warm-up and a recovery are left out, and nothing else. Seen red with latencies
 * judged by when a message arrived, and with counts that go on after the end.
 */
class MeasuringTest {

  private final Tally tally = new Tally(new SimpleMeterRegistry());
  private final Measuring measuring = new Measuring(tally);
  private final Latency latency = new Latency(measuring);

  @Test
  void nothingIsMeasuredBeforeTheBeginning() {
    latency.record(System.nanoTime());
    tally.add(Count.DELIVERED);
    measuring.begin();
    measuring.end();

    assertThat(latency.measured().getTotalCount()).isZero();
    assertThat(latency.total().getTotalCount()).isEqualTo(1);
    assertThat(measuring.of(Count.DELIVERED)).isZero();
  }

  @Test
  void aMessageCountsByWhenItWasMeantToBeSent() {
    long before = System.nanoTime();
    measuring.begin();
    long during = System.nanoTime();
    measuring.end();
    long after = System.nanoTime();

    latency.record(before);
    latency.record(during);
    latency.record(after);

    assertThat(latency.measured().getTotalCount()).isEqualTo(1);
    assertThat(latency.total().getTotalCount()).isEqualTo(3);
  }

  @Test
  void countsOfSeveralTimesAddUp() {
    measuring.begin();
    measuring.begin();
    tally.add(Count.DELIVERED, 2);
    measuring.end();
    tally.add(Count.DELIVERED, 100);
    measuring.end();
    measuring.begin();
    tally.add(Count.DELIVERED, 3);
    measuring.end();

    assertThat(measuring.of(Count.DELIVERED)).isEqualTo(5);
  }

  @Test
  void aLatencyKnowsTheNewestMessageThatArrived() {
    long moment = System.nanoTime();
    assertThat(latency.hasReached(moment)).isFalse();

    latency.record(moment - 1);
    assertThat(latency.hasReached(moment)).isFalse();

    latency.record(moment);
    latency.record(moment - 2);
    assertThat(latency.hasReached(moment)).isTrue();
  }
}
