package io.parley.common.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.common.deadletter.DeadLetterReason;
import org.apache.flink.metrics.testutils.MetricListener;
import org.junit.jupiter.api.Test;

class ReasonCountersTest {

  private final MetricListener metrics = new MetricListener();

  @Test
  void eachReasonIsCountedByItselfAndTheOthersShowZero() {
    ReasonCounters<DeadLetterReason> counters =
        new ReasonCounters<>(metrics.getMetricGroup(), "deadLetters", DeadLetterReason.class);

    counters.increment(DeadLetterReason.EMPTY);
    counters.increment(DeadLetterReason.EMPTY);

    assertThat(count(DeadLetterReason.EMPTY)).isEqualTo(2);
    assertThat(count(DeadLetterReason.MALFORMED)).isZero();
  }

  private long count(DeadLetterReason reason) {
    return metrics.getCounter("reason", reason.name(), "deadLetters").orElseThrow().getCount();
  }
}
