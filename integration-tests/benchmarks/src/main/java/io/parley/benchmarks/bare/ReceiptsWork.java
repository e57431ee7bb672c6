package io.parley.benchmarks.bare;

import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.RecordDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private static final long FLUSH_MILLIS = 200;
  private static final long UNREAD_MILLIS = 2_000;

  private final Codecs codecs;
  private final ReceiptsRows rows;
  private final RecordDecoder<ConversationEvent> events;
  private final RecordDecoder<Receipt> receipts;
  private final Map<String, BareLedger> ledgers = new HashMap<>();

  /** The ledgers with changes. */
  private final Set<BareLedger> pending = new LinkedHashSet<>();

  private long nextFlush = Long.MAX_VALUE;

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
    long wait = Math.max(0, Math.min(PATIENCE.toMillis(), nextFlush - System.currentTimeMillis()));
    return Duration.ofMillis(wait);
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
    if (at < Long.MAX_VALUE) {
      pending.add(ledger);
      nextFlush = Math.min(nextFlush, at);
    }
  }

  @Override
  public void goOn(boolean idle) throws Exception {
    long now = System.currentTimeMillis();
    if (now < nextFlush) {
      return;
    }
    nextFlush = Long.MAX_VALUE;
    for (BareLedger ledger : new ArrayList<>(pending)) {
      if (ledger.flushAt() <= now) {
        ledger.flush(now, rows);
        pending.remove(ledger);
      }
      schedule(ledger);
    }
  }

  @Override
  public void finish() throws Exception {
    rows.await();
  }
}
