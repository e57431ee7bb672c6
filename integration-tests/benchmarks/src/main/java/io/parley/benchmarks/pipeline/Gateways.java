package io.parley.benchmarks.pipeline;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.cli.StackState;
import io.parley.gateway.client.ClientCommand;
import io.parley.gateway.client.ClientConnection;
import io.parley.gateway.client.ClientSession;
import io.parley.gateway.client.CloseReason;
import io.parley.gateway.client.Handover;
import io.parley.schemas.ack.AckStatus;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.topic.Topics;
import io.parley.simulator.GatewayPool;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.IsolationLevel;

/**
 * The gateways and everybody's devices: they take times, and acknowledge each message as soon as
 * they have it. What gateways do not read, events and statuses, is read by a thread for each topic.
 */
final class Gateways implements AutoCloseable {

  /**
   * As fast as it goes an ack may take longer than a gateway waits, and the floor would take a
   * command that is sent again for another one.
   */
  private static final Duration NO_RETRY = Duration.ofHours(1);

  private final StackState stack;
  private final Chats chats;
  private final Journal journal;
  private final Runnable onDone;
  private final GatewayPool pool;
  private final List<Reader<?>> readers;
  private final BitSet delivered = new BitSet();
  private final Map<String, ClientSession> sessions = new HashMap<>();
  private final Set<String> founded = ConcurrentHashMap.newKeySet();
  private final AtomicLong deliveries = new AtomicLong();
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

  /**
   * Starts the gateways.
   *
   * @param onDone called for each message whose status has come back
   */
  Gateways(StackState stack, Chats chats, Journal journal, Runnable onDone) {
    this.stack = stack;
    this.chats = chats;
    this.journal = journal;
    this.onDone = onDone;
    this.pool =
        new GatewayPool(
            stack.services(),
            chats.tag() + "-gw",
            chats.gateways(),
            new SimpleMeterRegistry(),
            this::run,
            settings -> settings.withRetry(NO_RETRY, NO_RETRY));
    this.readers =
        List.of(
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

  /** No gateway crashes here, so a task of the pool is the failure of one. */
  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    }
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

  /** Connects everybody. */
  void connect() {
    for (int chat = 0; chat < chats.count(); chat++) {
      for (int side = 0; side < 2; side++) {
        Chats.Seat seat = chats.seat(chat, side);
        Device device = new Device();
        device.session =
            pool.connect(chats.gateway(chat, side), seat.user(), seat.device(), device);
        sessions.put(seat.device(), device.session);
      }
    }
  }

  /** Sends a command from the device that it names. */
  void send(ConversationCommand command) {
    sessions
        .get(command.getDeviceId())
        .send(
            ClientCommand.of(
                command.getClientMessageId(),
                command.getConversationId(),
                command.getClientTime(),
                command.getPayload()));
  }

  /** One device. Its methods run on the thread of its gateway. */
  private final class Device implements ClientConnection {

    /** Set before the gateway has anything for the device. */
    private volatile ClientSession session;

    @Override
    public void deliver(Handover handover) {
      if (handover instanceof Handover.Answer answer) {
        onAck(answer.ack());
      } else if (handover instanceof Handover.Live live) {
        take(live.event());
      } else if (handover instanceof Handover.Stored stored) {
        take(stored.event());
      } else if (handover instanceof Handover.NotTaken refused) {
        fail("A command was not taken: " + refused.reason());
      }
    }

    private void take(ConversationEvent event) {
      if (!event.getDeviceId().equals(session.deviceId())) {
        arrived(event.getClientMessageId(), event.getMessageId());
      }
      session.acknowledge(event.getConversationId(), event.getEventId(), ReceiptKind.DELIVERED);
    }

    @Override
    public void close(CloseReason reason) {
      if (reason != CloseReason.SHUTDOWN) {
        fail("A connection was closed: " + reason);
      }
    }
  }

  private void fail(String what) {
    failure.compareAndSet(null, new IllegalStateException(what));
  }

  private void onAck(CommandAck ack) {
    if (ack.getStatus() != AckStatus.SENT) {
      fail("A command of the benchmark was refused: " + ack.getReason());
    }
    int number = chats.number(ack.getClientMessageId());
    if (number >= 0) {
      journal.seen(Sight.ACKED, number);
    } else {
      founded.add(ack.getConversationId());
    }
  }

  private void arrived(String clientMessageId, long messageId) {
    int number = chats.number(clientMessageId);
    if (number >= 0 && isFirst(number)) {
      journal.seen(Sight.DELIVERED, number);
      deliveries.incrementAndGet();
      if (journal.receiptSent(number, messageId)) {
        onDone.run();
      }
    }
  }

  private synchronized boolean isFirst(int number) {
    boolean first = !delivered.get(number);
    delivered.set(number);
    return first;
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
   * Checks that all readers and gateways are still at it.
   *
   * @throws IllegalStateException if one failed
   */
  void check() {
    RuntimeException failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("The gateways of the benchmark failed", failed);
    }
    readers.forEach(Reader::check);
  }

  @Override
  public void close() {
    readers.forEach(Reader::close);
    pool.close();
  }
}
