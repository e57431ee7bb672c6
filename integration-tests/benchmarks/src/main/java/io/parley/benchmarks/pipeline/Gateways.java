package io.parley.benchmarks.pipeline;

import com.datastax.oss.driver.api.core.CqlSession;
import io.parley.cli.Provisioning;
import io.parley.cli.StackState;
import io.parley.infra.scylla.history.HistoryMessage;
import io.parley.infra.scylla.history.HistoryPage;
import io.parley.infra.scylla.history.HistoryReader;
import io.parley.schemas.ack.AckStatus;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.topic.Topics;
import io.parley.simulator.Uplink;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.IsolationLevel;

/**
 * The gateways' side of the outputs: deduplicates, takes times, and answers each delivery with a
 * DELIVERED receipt at once, a SYNC after paging the history. Each topic is read by a thread of its
 * own.
 */
final class Gateways implements AutoCloseable {

  private static final int PAGE = 100;

  private final StackState stack;
  private final Chats chats;
  private final Journal journal;
  private final Uplink receipts;
  private final Runnable onDone;
  private final List<Reader<?>> readers;
  private final BitSet delivered = new BitSet();
  private final CqlSession session;
  private final HistoryReader history;
  private final Set<String> founded = ConcurrentHashMap.newKeySet();
  private final AtomicLong deliveries = new AtomicLong();

  /**
   * Begins to read.
   *
   * @param onDone called for each message whose status has come back to its sender
   */
  Gateways(StackState stack, Chats chats, Journal journal, Uplink receipts, Runnable onDone) {
    this.stack = stack;
    this.chats = chats;
    this.journal = journal;
    this.receipts = receipts;
    this.onDone = onDone;
    this.session = stack.connectCql();
    this.history = new HistoryReader(session, Provisioning.KEYSPACE);
    this.readers =
        List.of(
            read(Topics.ACKS, CommandAck.class, IsolationLevel.READ_UNCOMMITTED, this::onAck),
            read(
                Topics.DELIVERIES,
                Delivery.class,
                IsolationLevel.READ_UNCOMMITTED,
                this::onDelivery),
            read(
                Topics.MESSAGE_STATUS,
                MessageStatus.class,
                IsolationLevel.READ_UNCOMMITTED,
                this::onStatus),
            read(
                Topics.EVENTS,
                ConversationEvent.class,
                IsolationLevel.READ_UNCOMMITTED,
                onEvent(Sight.READABLE)),
            read(
                Topics.EVENTS,
                ConversationEvent.class,
                IsolationLevel.READ_COMMITTED,
                onEvent(Sight.COMMITTED)));
  }

  private <T extends SpecificRecord> Reader<T> read(
      String topic, Class<T> type, IsolationLevel isolation, Consumer<T> handler) {
    return new Reader<>(stack, topic, type, isolation, handler);
  }

  private Consumer<ConversationEvent> onEvent(Sight sight) {
    FirstSights sights = new FirstSights();
    return event -> {
      int number = chats.number(event.getClientMessageId());
      if (number >= 0 && sights.isFirst(event.getConversationId(), event.getEventId())) {
        journal.seen(sight, number);
      }
    };
  }

  private void onAck(CommandAck ack) {
    if (ack.getStatus() != AckStatus.SENT) {
      throw new IllegalStateException("A command of the benchmark was refused: " + ack.getReason());
    }
    int number = chats.number(ack.getClientMessageId());
    if (number >= 0) {
      journal.seen(Sight.ACKED, number);
    } else {
      founded.add(ack.getConversationId());
    }
  }

  private void onDelivery(Delivery delivery) {
    long upTo =
        switch (delivery.getKind()) {
          case DIRECT -> taken(delivery.getEvent());
          case SYNC -> fetched(delivery);
          default ->
              throw new IllegalStateException("A delivery that nobody asked for: " + delivery);
        };
    receipts.send(
        new Receipt(
            delivery.getConversationId(),
            delivery.getRecipientId(),
            delivery.getDeviceId(),
            upTo,
            ReceiptKind.DELIVERED));
  }

  private long taken(ConversationEvent event) {
    arrived(event.getClientMessageId(), event.getMessageId());
    return event.getEventId();
  }

  /**
   * Pages the history of a conversation for a device, back to what it has. In the thread that reads
   * the deliveries: it is rare, and what waits behind it is to be seen.
   *
   * @return the newest event
   */
  private long fetched(Delivery sync) {
    long newest = sync.getAfterEventId();
    HistoryPage page = history.newest(sync.getConversationId(), PAGE);
    while (true) {
      for (HistoryMessage message : page.messages()) {
        if (message.newestEventId() > sync.getAfterEventId()) {
          newest = Math.max(newest, message.newestEventId());
          if (!message.deviceId().equals(sync.getDeviceId())) {
            arrived(message.clientMessageId(), message.messageId());
          }
        }
      }
      // Nobody edits here: what is older in the history came before.
      OptionalLong older = page.older();
      if (older.isEmpty() || older.getAsLong() <= sync.getAfterEventId()) {
        return newest;
      }
      page = history.before(sync.getConversationId(), older.getAsLong(), PAGE);
    }
  }

  private void arrived(String clientMessageId, long messageId) {
    int number = chats.number(clientMessageId);
    if (number >= 0 && !delivered.get(number)) {
      delivered.set(number);
      journal.seen(Sight.DELIVERED, number);
      deliveries.incrementAndGet();
      if (journal.receiptSent(number, messageId)) {
        onDone.run();
      }
    }
  }

  private void onStatus(MessageStatus status) {
    if (status.getDeliveredCount() > 0 && journal.statusSeen(status.getMessageId())) {
      onDone.run();
    }
  }

  /** Conversations whose founding was acked. */
  int founded() {
    return founded.size();
  }

  /** Messages that reached their recipients' gateways, each once. */
  long delivered() {
    return deliveries.get();
  }

  /**
   * Checks that all readers are still at it.
   *
   * @throws IllegalStateException if one failed
   */
  void check() {
    readers.forEach(Reader::check);
  }

  @Override
  public void close() {
    readers.forEach(Reader::close);
    session.close();
  }
}
