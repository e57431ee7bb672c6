package io.parley.benchmarks.bare;

import io.parley.receipts.domain.LedgerRules;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.RecordDecoder;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * What receipt aggregation does for small conversations, and nothing else. It gathers changes for
 * as long as the job gathers them, and then writes rows and records.
 *
 * <p>It keeps a {@link BareLedger} for each conversation. Changes that are gathered when a
 * transaction commits stay in memory; the job has them in its state. It knows no reads other than
 * by sending, no deletions and no statistics.
 */
final class ReceiptsWork implements Work {

  private static final Duration PATIENCE = Duration.ofMillis(100);
  private static final long FLUSH_MILLIS = LedgerRules.DEFAULTS.coalesce().toMillis();
  private static final long UNREAD_MILLIS = LedgerRules.DEFAULTS.coalesceUnread().toMillis();

  /** Flushes that are due within so many milliseconds share a wake-up. */
  private static final long STEP_MILLIS = 5;

  private record Flush(BareLedger ledger, long at) {}

  private final Codecs codecs;
  private final ReceiptsRows rows;
  private final RecordDecoder<ConversationEvent> events;
  private final RecordDecoder<Receipt> receipts;
  private final Map<String, BareLedger> ledgers = new HashMap<>();

  /**
   * The flushes to come. A ledger whose flush was put forward has an older entry, which is skipped.
   */
  private final PriorityQueue<Flush> flushes =
      new PriorityQueue<>(Comparator.comparingLong(Flush::at));

  ReceiptsWork(Codecs codecs, Output output, RowWrites rows) {
    this.codecs = codecs;
    this.rows = new ReceiptsRows(codecs, output, rows);
    this.events = codecs.decoder(ConversationEvent.class);
    this.receipts = codecs.decoder(Receipt.class);
  }

  @Override
  public List<String> topics() {
    return List.of(Topics.EVENTS, Topics.RECEIPTS);
  }

  @Override
  public Duration patience() {
    if (flushes.isEmpty()) {
      return PATIENCE;
    }
    long wait = flushes.peek().at() - System.currentTimeMillis();
    return Duration.ofMillis(Math.max(STEP_MILLIS, Math.min(PATIENCE.toMillis(), wait)));
  }

  @Override
  public void take(ConsumerRecords<byte[], byte[]> records) throws Exception {
    long now = System.currentTimeMillis();
    for (var record : records.records(codecs.settings().topic(Topics.EVENTS))) {
      onEvent(Codecs.decode(events, record), now);
    }
    for (var record : records.records(codecs.settings().topic(Topics.RECEIPTS))) {
      Receipt receipt = Codecs.decode(receipts, record);
      BareLedger ledger = ledger(receipt.getConversationId());
      ledger.delivered(receipt.getUserId(), receipt.getMessageId(), record.timestamp(), now);
      schedule(ledger);
    }
  }

  private void onEvent(ConversationEvent event, long now) {
    BareLedger ledger = ledger(event.getConversationId());
    if (event.getPayload() instanceof MessageSent) {
      ledger.sent(event.getMessageId(), event.getSenderId(), event.getCreatedAt(), now);
    } else if (event.getPayload() instanceof MembersChanged changed) {
      ledger.joined(
          event.getEventId(),
          changed.getChanges().stream()
              .filter(change -> change.getAction() == MemberAction.JOIN)
              .map(MemberChange::getUserId)
              .toList(),
          event.getCreatedAt(),
          now);
    }
    schedule(ledger);
  }

  private BareLedger ledger(String conversation) {
    return ledgers.computeIfAbsent(
        conversation, id -> new BareLedger(id, FLUSH_MILLIS, UNREAD_MILLIS));
  }

  private void schedule(BareLedger ledger) {
    long at = ledger.flushAt();
    if (at < ledger.scheduledAt) {
      ledger.scheduledAt = at;
      flushes.add(new Flush(ledger, at));
    }
  }

  @Override
  public void goOn(boolean idle) throws Exception {
    long now = System.currentTimeMillis();
    while (!flushes.isEmpty() && flushes.peek().at() <= now) {
      Flush next = flushes.remove();
      BareLedger ledger = next.ledger();
      if (next.at() == ledger.scheduledAt) {
        ledger.scheduledAt = Long.MAX_VALUE;
        ledger.flush(now, rows);
        schedule(ledger);
      }
    }
  }

  @Override
  public void finish() throws Exception {
    rows.await();
  }
}
