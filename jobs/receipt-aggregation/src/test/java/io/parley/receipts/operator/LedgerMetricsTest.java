package io.parley.receipts.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.receipts.domain.Rejection;
import io.parley.schemas.conversation.ConversationKind;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.testutils.MetricListener;
import org.junit.jupiter.api.Test;

/** The names are those of the README; dashboards depend on them. */
class LedgerMetricsTest {

  private final MetricListener metrics = new MetricListener();
  private final LedgerMetrics ledger = new LedgerMetrics(metrics.getMetricGroup());

  @Test
  void receiptsAreCountedByKindAndWhatIsRejectedByReason() {
    ledger.accepted(true);
    ledger.accepted(false);
    ledger.accepted(false);
    ledger.rejected(Rejection.OWN_MESSAGE);

    assertThat(count("kind", "READ", "receipts")).isEqualTo(1);
    assertThat(count("kind", "DELIVERED", "receipts")).isEqualTo(2);
    for (Rejection reason : Rejection.values()) {
      assertThat(count("reason", reason.name(), "receiptsRejected"))
          .as(reason.name())
          .isEqualTo(reason == Rejection.OWN_MESSAGE ? 1 : 0);
    }
  }

  @Test
  void theCoalescingRatioIsUpdatesWrittenPerReceiptApplied() {
    assertThat(ratio()).isZero();
    ledger.written(3);
    assertThat(ratio()).as("no receipt yet").isZero();
    for (int i = 0; i < 12; i++) {
      ledger.accepted(i % 2 == 0);
    }
    assertThat(ratio()).isEqualTo(0.25);
    assertThat(count("updatesWritten")).isEqualTo(3);
  }

  @Test
  void latenciesAreMeasuredApart() {
    ledger.passed(ConversationKind.GROUP, false, 10, 40);
    ledger.passed(ConversationKind.GROUP, true, 20, 70);

    assertThat(longest("timeToDeliveredMs")).isEqualTo(40);
    assertThat(longest("timeToReadMs")).isEqualTo(70);
  }

  @Test
  void whatIsDroppedAndWhatAgesOutIsCounted() {
    ledger.replayedEvent();
    ledger.agedOut();
    ledger.agedOut();
    ledger.eventsLost(7);
    ledger.membersLost();

    assertThat(count("replayedEvents")).isEqualTo(1);
    assertThat(count("messagesAgedOut")).isEqualTo(2);
    assertThat(count("eventsLost")).isEqualTo(7);
    assertThat(count("membersLost")).isEqualTo(1);
  }

  /**
   * Committed offsets say that the input was read, and this gauge that its changes were written.
   * Seen red with a flush that is not taken out.
   */
  @Test
  void conversationsThatHaveUnwrittenChangesAreCounted() {
    ledger.flushIsDue("a");
    ledger.flushIsDue("b");
    ledger.flushIsDue("a");
    assertThat(conversationsToFlush()).isEqualTo(2);
    ledger.flushing("a");
    ledger.flushing("of a restored state");
    assertThat(conversationsToFlush()).isEqualTo(1);
    ledger.flushing("b");
    ledger.flushIsDue("b"); // the next step of a long way
    assertThat(conversationsToFlush()).isEqualTo(1);
    ledger.flushing("b");
    assertThat(conversationsToFlush()).isZero();
  }

  private int conversationsToFlush() {
    return metrics.<Integer>getGauge("conversationsToFlush").orElseThrow().getValue();
  }

  private long count(String... name) {
    return metrics.getCounter(name).orElseThrow().getCount();
  }

  private long longest(String name) {
    return metrics.getHistogram(name).orElseThrow().getStatistics().getMax();
  }

  private double ratio() {
    Gauge<Double> gauge = metrics.<Double>getGauge("updatesPerReceipt").orElseThrow();
    return gauge.getValue();
  }
}
