package io.parley.receipts.operator;

import io.parley.common.metrics.LatencyHistogram;
import io.parley.common.metrics.ReasonCounters;
import io.parley.receipts.domain.LedgerObserver;
import io.parley.receipts.domain.Rejection;
import io.parley.receipts.domain.StatsSample;
import io.parley.schemas.conversation.ConversationKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Turns the reports of the ledger into metrics, and holds its samples until they are drained. */
final class LedgerMetrics implements LedgerObserver {

  private final Counter delivered;
  private final Counter read;
  private final Counter replayedEvents;
  private final Counter agedOut;
  private final Counter eventsLost;
  private final Counter membersLost;
  private final Counter updatesWritten;
  private final ReasonCounters<Rejection> rejected;
  private final LatencyHistogram timeToDelivered;
  private final LatencyHistogram timeToRead;
  private final LatencyHistogram receiptToStatus;
  private final List<StatsSample> samples = new ArrayList<>();

  /**
   * Conversations with changes that are not written yet. Bound: those that have changed within the
   * coalescing time. It does not know the timers of a restored state, which fire within that time.
   */
  private final Set<String> toFlush = new HashSet<>();

  private volatile int conversationsToFlush;

  LedgerMetrics(MetricGroup group) {
    delivered = group.addGroup("kind", "DELIVERED").counter("receipts");
    read = group.addGroup("kind", "READ").counter("receipts");
    replayedEvents = group.counter("replayedEvents");
    agedOut = group.counter("messagesAgedOut");
    eventsLost = group.counter("eventsLost");
    membersLost = group.counter("membersLost");
    updatesWritten = group.counter("updatesWritten");
    rejected = new ReasonCounters<>(group, "receiptsRejected", Rejection.class);
    timeToDelivered = new LatencyHistogram(group, "timeToDeliveredMs");
    timeToRead = new LatencyHistogram(group, "timeToReadMs");
    receiptToStatus = new LatencyHistogram(group, "receiptToStatusMs");
    group.gauge("updatesPerReceipt", this::updatesPerReceipt);
    group.gauge("conversationsToFlush", () -> conversationsToFlush);
  }

  /** Below 1 if coalescing saves more updates than unread counts and cursors add. */
  private double updatesPerReceipt() {
    long receipts = delivered.getCount() + read.getCount();
    return receipts == 0 ? 0 : (double) updatesWritten.getCount() / receipts;
  }

  /** A conversation has changes that a later flush will write. */
  void flushIsDue(String conversationId) {
    if (toFlush.add(conversationId)) {
      conversationsToFlush = toFlush.size();
    }
  }

  /** The changes of a conversation are being written. */
  void flushing(String conversationId) {
    if (toFlush.remove(conversationId)) {
      conversationsToFlush = toFlush.size();
    }
  }

  /** A status was handed on, so long after the broker took the newest receipt in it. */
  void statusAfter(long millis) {
    receiptToStatus.update(millis);
  }

  void written(int updates) {
    updatesWritten.inc(updates);
  }

  void drain(Consumer<StatsSample> to) {
    samples.forEach(to);
    samples.clear();
  }

  @Override
  public void accepted(boolean isRead) {
    (isRead ? read : delivered).inc();
  }

  @Override
  public void rejected(Rejection reason) {
    rejected.increment(reason);
  }

  @Override
  public void replayedEvent() {
    replayedEvents.inc();
  }

  @Override
  public void sent(ConversationKind kind, long at) {
    samples.add(new StatsSample(kind, StatsSample.Of.MESSAGE, at, 0));
  }

  @Override
  public void passed(ConversationKind kind, boolean isRead, long at, long latencyMillis) {
    (isRead ? timeToRead : timeToDelivered).update(latencyMillis);
    StatsSample.Of of = isRead ? StatsSample.Of.READ : StatsSample.Of.DELIVERY;
    samples.add(new StatsSample(kind, of, at, latencyMillis));
  }

  @Override
  public void eventsLost(long count) {
    eventsLost.inc(count);
  }

  @Override
  public void membersLost() {
    membersLost.inc();
  }

  @Override
  public void agedOut() {
    agedOut.inc();
  }
}
