package io.parley.benchmarks.bare;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.parley.routing.RoutingOptions;
import io.parley.routing.topics.DeliveryWriter;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.session.SessionState;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.RecordDecoder;
import io.parley.schemas.wire.RecordEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * What routing does while everybody is connected, and nothing else. Each event goes to the session
 * of each member but the sender's own. Statuses and cursors go to the gateway of their user, held
 * for as long as the job holds them, and so do the rows of {@code device_cursors}.
 *
 * <p>It keeps members and sessions. An event for a user without a session waits for the session. It
 * repeats no delivery, sends no push, and does not notice that a gateway has died.
 */
final class RoutingWork implements Work {

  private static final Duration PATIENCE = Duration.ofMillis(100);
  private static final Duration TICK = RoutingOptions.TICK_INTERVAL.defaultValue();
  private static final Duration ROW = RoutingOptions.ROW_INTERVAL.defaultValue();

  private record Session(String gateway, String user, String device, long epoch) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Event(String conversation, byte[] encoded) {}

  /** A status or a cursor for one user. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Tick(String conversation, String user, byte[] encoded, boolean isStatus) {}

  private record DeviceCursor(Receipt receipt, long at) {}

  private final Output output;
  private final RowWrites rows;
  private final PreparedStatement insert;
  private final RecordDecoder<ConversationEvent> events;
  private final RecordDecoder<SessionEvent> sessionEvents;
  private final RecordDecoder<Receipt> receipts;
  private final RecordDecoder<MessageStatus> statuses;
  private final RecordDecoder<ReadCursor> cursors;
  private final RecordEncoder<Delivery> deliveries;
  private final Codecs codecs;
  private final DeliveryWriter writer = new DeliveryWriter();

  private final Map<String, List<String>> members = new HashMap<>();
  private final Map<String, Session> sessions = new HashMap<>();
  private final Map<String, List<Event>> waiting = new HashMap<>();
  private final Held<Tick> ticks = new Held<>(TICK, System::nanoTime);
  private final Held<DeviceCursor> deviceCursors = new Held<>(ROW, System::nanoTime);

  RoutingWork(Codecs codecs, Output output, RowWrites rows) throws Exception {
    this.codecs = codecs;
    this.output = output;
    this.rows = rows;
    this.insert =
        rows.insert(
            "device_cursors",
            "user_id, device_id, conversation_id, delivered_event_id, updated_at");
    this.events = codecs.decoder(ConversationEvent.class);
    this.sessionEvents = codecs.decoder(SessionEvent.class);
    this.receipts = codecs.decoder(Receipt.class);
    this.statuses = codecs.decoder(MessageStatus.class);
    this.cursors = codecs.decoder(ReadCursor.class);
    this.deliveries = codecs.encoder(Delivery.class, Topics.DELIVERIES);
    deliveries.lookUpSchema();
  }

  @Override
  public List<String> topics() {
    return List.of(
        Topics.SESSIONS,
        Topics.EVENTS,
        Topics.RECEIPTS,
        Topics.MESSAGE_STATUS,
        Topics.READ_CURSORS);
  }

  @Override
  public Duration patience() {
    long due = Math.min(ticks.dueIn(), deviceCursors.dueIn());
    return due < PATIENCE.toNanos() ? Duration.ofNanos(due) : PATIENCE;
  }

  @Override
  public void take(ConsumerRecords<byte[], byte[]> records) throws Exception {
    for (var record : of(records, Topics.SESSIONS)) {
      onSession(Codecs.decode(sessionEvents, record));
    }
    for (var record : of(records, Topics.EVENTS)) {
      onEvent(Codecs.decode(events, record), Codecs.encoded(record));
    }
    for (var record : of(records, Topics.RECEIPTS)) {
      onReceipt(Codecs.decode(receipts, record), record.timestamp());
    }
    for (var record : of(records, Topics.MESSAGE_STATUS)) {
      MessageStatus status = Codecs.decode(statuses, record);
      ticks.put(
          status.getConversationId() + "/" + status.getMessageId(),
          new Tick(status.getConversationId(), status.getSenderId(), Codecs.encoded(record), true));
    }
    for (var record : of(records, Topics.READ_CURSORS)) {
      ReadCursor cursor = Codecs.decode(cursors, record);
      ticks.put(
          cursor.getConversationId() + "/" + cursor.getUserId(),
          new Tick(cursor.getConversationId(), cursor.getUserId(), Codecs.encoded(record), false));
    }
  }

  private Iterable<ConsumerRecord<byte[], byte[]>> of(
      ConsumerRecords<byte[], byte[]> records, String topic) {
    return records.records(codecs.settings().topic(topic));
  }

  private void onSession(SessionEvent event) {
    String user = event.getUserId();
    if (event.getState() == SessionState.CONNECTED) {
      Session session =
          new Session(event.getGatewayId(), user, event.getDeviceId(), event.getSessionEpoch());
      sessions.put(user, session);
      List<Event> waited = waiting.remove(user);
      if (waited != null) {
        waited.forEach(one -> deliver(session, one));
      }
    } else if (sessions.containsKey(user)
        && sessions.get(user).epoch() == event.getSessionEpoch()) {
      sessions.remove(user);
    }
  }

  private void onEvent(ConversationEvent event, byte[] encoded) {
    String conversation = event.getConversationId();
    if (event.getPayload() instanceof MembersChanged changed) {
      List<String> joined =
          changed.getChanges().stream()
              .filter(change -> change.getAction() == MemberAction.JOIN)
              .map(MemberChange::getUserId)
              .toList();
      members.computeIfAbsent(conversation, id -> new ArrayList<>()).addAll(joined);
    }
    for (String user : members.getOrDefault(conversation, List.of())) {
      Session session = sessions.get(user);
      if (session == null) {
        waiting
            .computeIfAbsent(user, id -> new ArrayList<>())
            .add(new Event(conversation, encoded));
      } else if (!session.device().equals(event.getDeviceId())) {
        deliver(session, new Event(conversation, encoded));
      }
    }
  }

  private void deliver(Session to, Event event) {
    send(
        to.gateway(),
        writer.direct(
            to.gateway(),
            event.conversation(),
            to.user(),
            to.device(),
            to.epoch(),
            event.encoded()));
  }

  private void onReceipt(Receipt receipt, long at) {
    if (receipt.getKind() == ReceiptKind.DELIVERED) {
      deviceCursors.put(
          receipt.getDeviceId() + "/" + receipt.getConversationId(), new DeviceCursor(receipt, at));
    }
  }

  @Override
  public void goOn(boolean idle) throws Exception {
    tell(ticks.takeDue());
    write(deviceCursors.takeDue());
  }

  @Override
  public void finish() throws Exception {
    tell(ticks.take());
    write(deviceCursors.take());
    rows.await();
  }

  private void tell(List<Tick> due) {
    for (Tick tick : due) {
      Session session = sessions.get(tick.user());
      if (session != null) {
        String gateway = session.gateway();
        send(
            gateway,
            tick.isStatus()
                ? writer.status(gateway, tick.conversation(), tick.user(), tick.encoded())
                : writer.cursor(gateway, tick.conversation(), tick.user(), tick.encoded()));
      }
    }
  }

  private void write(List<DeviceCursor> due) throws Exception {
    for (DeviceCursor cursor : due) {
      Receipt receipt = cursor.receipt();
      var unused =
          rows.write(
              List.of(
                  insert.bind(
                      receipt.getUserId(),
                      receipt.getDeviceId(),
                      receipt.getConversationId(),
                      receipt.getMessageId(),
                      Instant.ofEpochMilli(cursor.at()),
                      Snowflake.writeTimestampMicros(receipt.getMessageId()))));
    }
  }

  private void send(String gateway, byte[] delivery) {
    output.send(Topics.DELIVERIES, gateway, deliveries.frame(delivery));
  }
}
