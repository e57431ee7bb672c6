package io.parley.checker.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.checker.Checker;
import io.parley.checker.Verdict;
import io.parley.checker.Violation;
import io.parley.checker.history.DeliveryHistory;
import io.parley.checker.history.DeviceCursorHistory;
import io.parley.checker.history.Position;
import io.parley.checker.history.Seen;
import io.parley.checker.sort.Scratch;
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
import io.parley.schemas.event.MessageDeleted;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.gateway.GatewayState;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.push.PushKind;
import io.parley.schemas.push.PushRequest;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.session.SessionState;
import io.parley.schemas.status.DeliveryStatus;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A history of one conversation in memory, told record by record. A device is named {@code
 * user/device}; each record is a second after the one before. The gateways g1 and g2 run from the
 * beginning and give a sign of life every second.
 */
class RoutingStory implements DeliveryHistory, DeviceCursorHistory {

  static final String CONVERSATION = "c";

  final List<Seen<ConversationEvent>> events = new ArrayList<>();
  final List<Seen<GatewayEvent>> gateways = new ArrayList<>();
  final List<Seen<SessionEvent>> sessions = new ArrayList<>();
  final List<Seen<Delivery>> deliveries = new ArrayList<>();
  final List<Seen<Receipt>> receipts = new ArrayList<>();
  final List<Seen<MessageStatus>> statuses = new ArrayList<>();
  final List<Seen<ReadCursor>> cursors = new ArrayList<>();
  final List<Seen<PushRequest>> pushes = new ArrayList<>();

  /** By device, the row of its highest receipt. */
  final Map<String, DeviceCursorRow> deviceCursors = new TreeMap<>();

  private final Map<String, Long> incarnations = new TreeMap<>();
  private final Map<String, SessionEvent> connections = new HashMap<>();
  private long now = Snowflake.EPOCH_MILLIS + 86_400_000;
  private boolean atOnce;
  private long idsAhead;
  private int inThisMillisecond;

  RoutingStory() {
    start("g1");
    start("g2");
  }

  /** What the checker makes of it. */
  Verdict judged() {
    try (Scratch scratch = Scratch.in(Path.of("target", "scratch"), 10)) {
      return new Checker(scratch).deliveries(this).verdict();
    }
  }

  void holds() {
    judged().assertHolds();
  }

  /** The first violation, in words; fails unless violations of this kind are all there is. */
  String finds(Violation violation) {
    Verdict verdict = judged();
    assertThat(verdict.violations()).as(verdict.table()).containsExactly(violation);
    return verdict.checks().get(violation).samples().get(0).what();
  }

  long now() {
    return now;
  }

  /** Lets time pass. */
  final RoutingStory seconds(int seconds) {
    for (int i = 0; i < seconds; i++) {
      tick();
    }
    return this;
  }

  final RoutingStory minutes(int minutes) {
    return seconds(60 * minutes);
  }

  /** A new incarnation of a gateway. */
  final RoutingStory start(String gateway) {
    incarnations.put(gateway, now);
    return sign(gateway, GatewayState.UP);
  }

  /** A gateway ends in an orderly way. */
  final RoutingStory stop(String gateway) {
    sign(gateway, GatewayState.DOWN);
    return crash(gateway);
  }

  /** A gateway gives no sign of life any more. */
  final RoutingStory crash(String gateway) {
    incarnations.remove(gateway);
    return this;
  }

  private RoutingStory sign(String gateway, GatewayState state) {
    GatewayEvent event = new GatewayEvent(gateway, incarnations.get(gateway), state);
    gateways.add(seen("chat.gateways", gateways.size(), true, gateway, event));
    return this;
  }

  /** Ann's desk makes people members. */
  final ConversationEvent join(String... users) {
    return change(MemberAction.JOIN, NotifyLevel.ALL, users);
  }

  final ConversationEvent leave(String user) {
    return change(MemberAction.LEAVE, NotifyLevel.ALL, user);
  }

  final ConversationEvent mute(String user, NotifyLevel level) {
    return change(MemberAction.SET_NOTIFY, level, user);
  }

  private ConversationEvent change(MemberAction action, NotifyLevel level, String... users) {
    List<MemberChange> changes =
        List.of(users).stream()
            .map(user -> new MemberChange(user, action, MemberRole.MEMBER, level))
            .toList();
    return event("ann/desk", null, new MembersChanged(ConversationKind.GROUP, changes, 0));
  }

  final ConversationEvent say(String device, String... mentions) {
    return event(
        device,
        null,
        MessageSent.newBuilder()
            .setType(MessageType.TEXT)
            .setText("hi")
            .setMentions(List.of(mentions))
            .build());
  }

  final ConversationEvent delete(String device, ConversationEvent message) {
    return event(device, message, new MessageDeleted(message.getSenderId()));
  }

  /** The next event comes in the millisecond of the one before. */
  final RoutingStory atOnce() {
    atOnce = true;
    return this;
  }

  /** Ids are ahead of the append times from now on: a broker's clock has gone back. */
  final RoutingStory idsAhead(long millis) {
    idsAhead = millis;
    return this;
  }

  private ConversationEvent event(String device, ConversationEvent message, Object payload) {
    inThisMillisecond = atOnce ? inThisMillisecond + 1 : 0;
    long id = Snowflake.of((atOnce ? now : tick()) + idsAhead, 0, 0, inThisMillisecond);
    atOnce = false;
    ConversationEvent event =
        ConversationEvent.newBuilder()
            .setEventId(id)
            .setSequence(events.size() + 1)
            .setConversationId(CONVERSATION)
            .setMessageId(message == null ? id : message.getMessageId())
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

  final RoutingStory connect(String device, long epoch, String gateway) {
    SessionEvent event =
        new SessionEvent(
            user(device),
            name(device),
            gateway,
            incarnations.getOrDefault(gateway, 1L),
            epoch,
            SessionState.CONNECTED);
    connections.put(device + epoch, event);
    return session(event);
  }

  final RoutingStory disconnect(String device, long epoch) {
    return end(device, epoch, SessionState.DISCONNECTED);
  }

  /** Another gateway than the one that holds the session says so. */
  final RoutingStory disconnectBy(String gateway, String device, long epoch) {
    return session(
        SessionEvent.newBuilder(connections.get(device + epoch))
            .setGatewayId(gateway)
            .setState(SessionState.DISCONNECTED)
            .build());
  }

  final RoutingStory logOut(String device, long epoch) {
    return end(device, epoch, SessionState.LOGGED_OUT);
  }

  private RoutingStory end(String device, long epoch, SessionState state) {
    return session(
        SessionEvent.newBuilder(connections.get(device + epoch)).setState(state).build());
  }

  private RoutingStory session(SessionEvent event) {
    tick();
    sessions.add(seen("chat.sessions", sessions.size(), true, event.getUserId(), event));
    return this;
  }

  final RoutingStory direct(String device, long epoch, ConversationEvent... handed) {
    for (ConversationEvent event : handed) {
      deliver(true, toDevice(device, epoch, DeliveryKind.DIRECT).setEvent(event).build());
    }
    return this;
  }

  /** In a transaction that is aborted. */
  final RoutingStory triedDirect(String device, long epoch, ConversationEvent event) {
    return deliver(false, toDevice(device, epoch, DeliveryKind.DIRECT).setEvent(event).build());
  }

  final RoutingStory sync(
      String device, long epoch, ConversationEvent after, ConversationEvent upTo, int attempt) {
    return deliver(
        true,
        toDevice(device, epoch, DeliveryKind.SYNC)
            .setAfterEventId(after == null ? 0 : after.getEventId())
            .setUpToEventId(upTo == null ? null : upTo.getEventId())
            .setAttempt(attempt)
            .build());
  }

  /** A SYNC without an upper end, as in large conversations. */
  final RoutingStory subscribe(String device, long epoch, ConversationEvent after) {
    return sync(device, epoch, after, null, 1);
  }

  final RoutingStory broadcast(String gateway, ConversationEvent event) {
    return deliver(
        true,
        Delivery.newBuilder()
            .setGatewayId(gateway)
            .setKind(DeliveryKind.BROADCAST)
            .setConversationId(CONVERSATION)
            .setEvent(event)
            .build());
  }

  private Delivery.Builder toDevice(String device, long epoch, DeliveryKind kind) {
    SessionEvent connection = connections.get(device + epoch);
    return Delivery.newBuilder()
        .setGatewayId(connection == null ? "g1" : connection.getGatewayId())
        .setKind(kind)
        .setConversationId(CONVERSATION)
        .setRecipientId(user(device))
        .setDeviceId(name(device))
        .setSessionEpoch(epoch);
  }

  final RoutingStory deliver(boolean committed, Delivery delivery) {
    tick();
    deliveries.add(
        seen("chat.deliveries", deliveries.size(), committed, delivery.getGatewayId(), delivery));
    return this;
  }

  final RoutingStory receipt(String device, ConversationEvent upTo) {
    return acknowledge(device, upTo.getEventId(), ReceiptKind.DELIVERED);
  }

  /** A receipt that came later than it is dated. */
  final RoutingStory undatedReceipt(String device, ConversationEvent upTo) {
    receipt(device, upTo);
    Seen<Receipt> last = receipts.remove(receipts.size() - 1);
    receipts.add(new Seen<>(last.at(), true, last.timestamp(), false, last.key(), 0, last.value()));
    return this;
  }

  final RoutingStory read(String device, ConversationEvent upTo) {
    return acknowledge(device, upTo.getEventId(), ReceiptKind.READ);
  }

  final RoutingStory acknowledge(String device, long upTo, ReceiptKind kind) {
    tick();
    Receipt receipt = new Receipt(CONVERSATION, user(device), name(device), upTo, kind);
    receipts.add(seen("chat.receipts", receipts.size(), true, CONVERSATION, receipt));
    deviceCursors.merge(
        device,
        deviceCursor(device, upTo),
        (before, now) -> now.deliveredEventId() > before.deliveredEventId() ? now : before);
    return this;
  }

  /** The row that the router writes for a receipt of an event. */
  static DeviceCursorRow deviceCursor(String device, long upTo) {
    boolean isOfEvent = Snowflake.sequence(upTo) <= Snowflake.MAX_NUMBERED_SEQUENCE;
    return new DeviceCursorRow(
        user(device),
        name(device),
        CONVERSATION,
        upTo,
        isOfEvent ? Snowflake.writeTimestampMicros(upTo) : 0);
  }

  /** The row of a device gets the write timestamp of a clock, and not that of its event. */
  final void redateDeviceCursor(String device) {
    deviceCursors.computeIfPresent(
        device,
        (key, row) ->
            new DeviceCursorRow(
                row.userId(),
                row.deviceId(),
                row.conversationId(),
                row.deliveredEventId(),
                row.writeTimeMicros() + 1));
  }

  /** The receipts job publishes a status. */
  final MessageStatus status(ConversationEvent message, long version) {
    MessageStatus status =
        new MessageStatus(
            CONVERSATION,
            message.getMessageId(),
            message.getSenderId(),
            DeliveryStatus.SENT,
            9,
            (int) version,
            0,
            version,
            tick());
    statuses.add(seen("chat.message-status", statuses.size(), true, CONVERSATION, status));
    return status;
  }

  /** The receipts job publishes a cursor. */
  final ReadCursor cursor(String user, ConversationEvent upTo, long version) {
    long id = upTo.getEventId();
    ReadCursor cursor = new ReadCursor(CONVERSATION, user, id, id, 0, version, tick());
    cursors.add(seen("chat.read-cursors", cursors.size(), true, CONVERSATION + "/" + user, cursor));
    return cursor;
  }

  final RoutingStory deliver(String gateway, MessageStatus status) {
    return deliver(
        true,
        Delivery.newBuilder()
            .setGatewayId(gateway)
            .setKind(DeliveryKind.STATUS)
            .setConversationId(CONVERSATION)
            .setRecipientId(status.getSenderId())
            .setStatus(status)
            .build());
  }

  final RoutingStory deliver(String gateway, ReadCursor cursor) {
    return deliver(
        true,
        Delivery.newBuilder()
            .setGatewayId(gateway)
            .setKind(DeliveryKind.CURSOR)
            .setConversationId(CONVERSATION)
            .setRecipientId(cursor.getUserId())
            .setCursor(cursor)
            .build());
  }

  final RoutingStory notified(String user, ConversationEvent message) {
    return push(
        true,
        request(user, message, PushKind.NOTIFY)
            .setSenderId(message.getSenderId())
            .setType(MessageType.TEXT)
            .setUnreadCount(1)
            .build());
  }

  final RoutingStory cleared(String user, ConversationEvent message) {
    return push(true, request(user, message, PushKind.CLEAR).setUnreadCount(0).build());
  }

  private static PushRequest.Builder request(
      String user, ConversationEvent message, PushKind kind) {
    return PushRequest.newBuilder()
        .setKind(kind)
        .setUserId(user)
        .setConversationId(CONVERSATION)
        .setMessageId(message.getMessageId())
        .setCollapseKey(CONVERSATION)
        .setRequestId("%s/%s/%d/%s".formatted(user, CONVERSATION, message.getMessageId(), kind))
        .setCreatedAt(Snowflake.unixMillis(message.getMessageId()));
  }

  final RoutingStory push(boolean committed, PushRequest request) {
    tick();
    pushes.add(seen("chat.push", pushes.size(), committed, request.getUserId(), request));
    return this;
  }

  private long tick() {
    now += 1_000;
    incarnations.keySet().forEach(gateway -> sign(gateway, GatewayState.ALIVE));
    return now;
  }

  static String user(String device) {
    return device.substring(0, device.indexOf('/'));
  }

  private static String name(String device) {
    return device.substring(device.indexOf('/') + 1);
  }

  /** The last of the records of a topic that are wanted. */
  static <T> T newest(List<Seen<T>> records, Predicate<T> wanted) {
    return records.stream()
        .map(seen -> seen.value().orElseThrow())
        .filter(wanted)
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  private <T> Seen<T> seen(String topic, long offset, boolean committed, String key, T value) {
    return new Seen<>(
        new Position(topic, 0, offset), committed, now, Optional.of(key), 0, Optional.of(value));
  }

  @Override
  public final long endedAt() {
    return now;
  }

  @Override
  public final int partitions(String topic) {
    return 1;
  }

  @Override
  public final void forEachDeviceCursorRow(Consumer<DeviceCursorRow> reader) {
    deviceCursors.values().forEach(reader);
  }

  @Override
  public final void forEachEvent(Consumer<Seen<ConversationEvent>> reader) {
    events.forEach(reader);
  }

  @Override
  public final void forEachGateway(Consumer<Seen<GatewayEvent>> reader) {
    gateways.forEach(reader);
  }

  @Override
  public final void forEachSession(Consumer<Seen<SessionEvent>> reader) {
    sessions.forEach(reader);
  }

  @Override
  public final void forEachDelivery(Consumer<Seen<Delivery>> reader) {
    deliveries.forEach(reader);
  }

  @Override
  public final void forEachReceipt(Consumer<Seen<Receipt>> reader) {
    receipts.forEach(reader);
  }

  @Override
  public final void forEachStatus(Consumer<Seen<MessageStatus>> reader) {
    statuses.forEach(reader);
  }

  @Override
  public final void forEachCursor(Consumer<Seen<ReadCursor>> reader) {
    cursors.forEach(reader);
  }

  @Override
  public final void forEachPush(Consumer<Seen<PushRequest>> reader) {
    pushes.forEach(reader);
  }
}
