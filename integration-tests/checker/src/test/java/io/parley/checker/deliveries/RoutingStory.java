package io.parley.checker.deliveries;

import io.parley.checker.history.DeliveryHistory;
import io.parley.checker.history.Position;
import io.parley.checker.history.Seen;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.conversation.NotifyLevel;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.delivery.DeliveryKind;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.session.SessionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A history of one conversation in memory, told record by record. A device is named {@code
 * user/device}; each record is a second after the one before.
 */
final class RoutingStory implements DeliveryHistory {

  private static final String CONVERSATION = "c";

  private final List<Seen<ConversationEvent>> events = new ArrayList<>();
  private final List<Seen<SessionEvent>> sessions = new ArrayList<>();
  private final List<Seen<Delivery>> deliveries = new ArrayList<>();
  private final List<Seen<Receipt>> receipts = new ArrayList<>();
  private long now = Snowflake.EPOCH_MILLIS + 86_400_000;

  /** Lets time pass. */
  RoutingStory minutes(int minutes) {
    now += minutes * 60_000L;
    return this;
  }

  /** Ann's desk makes people members. */
  ConversationEvent join(String... users) {
    return change(MemberAction.JOIN, users);
  }

  ConversationEvent leave(String user) {
    return change(MemberAction.LEAVE, user);
  }

  private ConversationEvent change(MemberAction action, String... users) {
    List<MemberChange> changes =
        List.of(users).stream()
            .map(user -> new MemberChange(user, action, MemberRole.MEMBER, NotifyLevel.ALL))
            .toList();
    return event("ann/desk", new MembersChanged(ConversationKind.GROUP, changes, 0));
  }

  ConversationEvent say(String device) {
    return event(device, MessageSent.newBuilder().setType(MessageType.TEXT).setText("hi").build());
  }

  private ConversationEvent event(String device, Object payload) {
    long id = Snowflake.of(tick(), 0, 0, 0);
    ConversationEvent event =
        ConversationEvent.newBuilder()
            .setEventId(id)
            .setSequence(events.size() + 1)
            .setConversationId(CONVERSATION)
            .setMessageId(id)
            .setSenderId(user(device))
            .setDeviceId(name(device))
            .setClientMessageId("m" + id)
            .setCreatedAt(now)
            .setCommandAppendedAt(now)
            .setPayload(payload)
            .build();
    events.add(seen("chat.events", events.size(), true, CONVERSATION, event));
    return event;
  }

  RoutingStory connect(String device, long epoch, String gateway) {
    return session(device, epoch, gateway, SessionState.CONNECTED);
  }

  RoutingStory heartbeat(String device, long epoch, String gateway) {
    return session(device, epoch, gateway, SessionState.HEARTBEAT);
  }

  RoutingStory disconnect(String device, long epoch, String gateway) {
    return session(device, epoch, gateway, SessionState.DISCONNECTED);
  }

  private RoutingStory session(String device, long epoch, String gateway, SessionState state) {
    tick();
    SessionEvent event = new SessionEvent(user(device), name(device), gateway, epoch, state);
    sessions.add(seen("chat.sessions", sessions.size(), true, user(device), event));
    return this;
  }

  RoutingStory direct(String device, long epoch, ConversationEvent... handed) {
    for (ConversationEvent event : handed) {
      deliver(true, toDevice(device, epoch, DeliveryKind.DIRECT).setAttempt(1).setEvent(event));
    }
    return this;
  }

  RoutingStory redelivered(String device, long epoch, ConversationEvent event, int attempt) {
    return deliver(
        true, toDevice(device, epoch, DeliveryKind.DIRECT).setAttempt(attempt).setEvent(event));
  }

  /** In a transaction that is aborted. */
  RoutingStory triedDirect(String device, long epoch, ConversationEvent event) {
    return deliver(
        false, toDevice(device, epoch, DeliveryKind.DIRECT).setAttempt(1).setEvent(event));
  }

  RoutingStory sync(String device, long epoch, long after) {
    return deliver(true, toDevice(device, epoch, DeliveryKind.SYNC).setAfterEventId(after));
  }

  RoutingStory broadcast(String gateway, ConversationEvent event) {
    return deliver(
        true,
        Delivery.newBuilder()
            .setGatewayId(gateway)
            .setKind(DeliveryKind.BROADCAST)
            .setConversationId(CONVERSATION)
            .setEvent(event));
  }

  private static Delivery.Builder toDevice(String device, long epoch, DeliveryKind kind) {
    return Delivery.newBuilder()
        .setGatewayId("g1")
        .setKind(kind)
        .setConversationId(CONVERSATION)
        .setRecipientId(user(device))
        .setDeviceId(name(device))
        .setSessionEpoch(epoch);
  }

  private RoutingStory deliver(boolean committed, Delivery.Builder delivery) {
    tick();
    deliveries.add(seen("chat.deliveries", deliveries.size(), committed, "g", delivery.build()));
    return this;
  }

  RoutingStory receipt(String device, ConversationEvent upTo) {
    tick();
    Receipt receipt =
        new Receipt(
            CONVERSATION, user(device), name(device), upTo.getEventId(), ReceiptKind.DELIVERED);
    receipts.add(seen("chat.receipts", receipts.size(), true, CONVERSATION, receipt));
    return this;
  }

  private long tick() {
    now += 1_000;
    return now;
  }

  private static String user(String device) {
    return device.substring(0, device.indexOf('/'));
  }

  private static String name(String device) {
    return device.substring(device.indexOf('/') + 1);
  }

  private <T> Seen<T> seen(String topic, long offset, boolean committed, String key, T value) {
    return new Seen<>(
        new Position(topic, 0, offset), committed, now, Optional.of(key), 0, Optional.of(value));
  }

  @Override
  public long endedAt() {
    return now;
  }

  @Override
  public void forEachEvent(Consumer<Seen<ConversationEvent>> reader) {
    events.forEach(reader);
  }

  @Override
  public void forEachSession(Consumer<Seen<SessionEvent>> reader) {
    sessions.forEach(reader);
  }

  @Override
  public void forEachDelivery(Consumer<Seen<Delivery>> reader) {
    deliveries.forEach(reader);
  }

  @Override
  public void forEachReceipt(Consumer<Seen<Receipt>> reader) {
    receipts.forEach(reader);
  }
}
