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
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.session.SessionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A faultless history of deliveries in memory, to be corrupted: people join and leave, their phones
 * reconnect and get their last event again, some transactions abort and are repeated.
 */
public final class RecordedDeliveries implements DeliveryHistory {

  private static final List<String> PEOPLE = List.of("ann", "bob", "cat", "dan");

  final List<Seen<ConversationEvent>> events = new ArrayList<>();
  final List<Seen<Delivery>> deliveries = new ArrayList<>();

  private final List<Seen<SessionEvent>> sessions = new ArrayList<>();
  private final Random random;
  private final TreeSet<String> members = new TreeSet<>();
  private final Map<String, Long> epochs = new TreeMap<>();
  private final Map<String, Delivery> lastOf = new TreeMap<>();

  /** A history of some steps after the first two joins. */
  public RecordedDeliveries(long seed, int length) {
    this.random = new Random(seed);
    PEOPLE.forEach(this::connect);
    happen(change("ann", MemberAction.JOIN));
    happen(change("bob", MemberAction.JOIN));
    for (int i = 0; i < length; i++) {
      step();
    }
    redeliver("ann");
    happen(change("bob", MemberAction.LEAVE));
    send();
  }

  /** A message, delivered to every member. */
  void send() {
    happen(MessageSent.newBuilder().setType(MessageType.TEXT).setText("hello").build());
  }

  private void step() {
    String someone = PEOPLE.get(random.nextInt(PEOPLE.size()));
    int dice = random.nextInt(10);
    if (dice == 0 && !members.contains(someone)) {
      happen(change(someone, MemberAction.JOIN));
    } else if (dice == 1 && members.contains(someone) && members.size() > 2) {
      happen(change(someone, MemberAction.LEAVE));
    } else if (dice == 2) {
      connect(someone);
      redeliver(someone);
    } else if (dice == 3) {
      redeliver(someone);
    } else {
      send();
    }
  }

  private void connect(String user) {
    long epoch = epochs.merge(user, 1L, Long::sum);
    SessionEvent event = new SessionEvent(user, "phone", "g", epoch, SessionState.CONNECTED);
    sessions.add(
        new Seen<>(
            new Position("chat.sessions", 0, sessions.size()),
            true,
            Snowflake.unixMillis(nextId()),
            Optional.of(user),
            0,
            Optional.of(event)));
  }

  /** An event a second. */
  private long nextId() {
    return Snowflake.of(Snowflake.EPOCH_MILLIS + 1_000L * (1 + events.size()), 0, 0, 0);
  }

  private MembersChanged change(String user, MemberAction action) {
    return new MembersChanged(
        ConversationKind.GROUP,
        List.of(new MemberChange(user, action, MemberRole.MEMBER, NotifyLevel.ALL)),
        0);
  }

  private void happen(Object payload) {
    long id = nextId();
    ConversationEvent event =
        ConversationEvent.newBuilder()
            .setEventId(id)
            .setSequence(events.size() + 1)
            .setConversationId("c")
            .setMessageId(id)
            .setSenderId("ann")
            .setDeviceId("desk")
            .setClientMessageId("m" + id)
            .setCreatedAt(0)
            .setCommandAppendedAt(0)
            .setPayload(payload)
            .build();
    events.add(seen("chat.events", events.size(), true, event));
    MemberChange change =
        payload instanceof MembersChanged changed ? changed.getChanges().get(0) : null;
    if (change != null && change.getAction() == MemberAction.JOIN) {
      members.add(change.getUserId());
    }
    boolean aborts = random.nextInt(5) == 0;
    for (String user : members) {
      Delivery delivery = delivery(user, 1, event);
      if (aborts) {
        deliveries.add(seen("chat.deliveries", deliveries.size(), false, delivery));
      }
      add(user, delivery);
    }
    if (change != null && change.getAction() == MemberAction.LEAVE) {
      members.remove(change.getUserId());
    }
  }

  private void redeliver(String user) {
    Delivery last = lastOf.get(user);
    if (last != null) {
      add(user, delivery(user, last.getAttempt() + 1, last.getEvent()));
    }
  }

  private Delivery delivery(String user, int attempt, ConversationEvent event) {
    return Delivery.newBuilder()
        .setGatewayId("g")
        .setKind(DeliveryKind.DIRECT)
        .setConversationId("c")
        .setRecipientId(user)
        .setDeviceId("phone")
        .setSessionEpoch(epochs.get(user))
        .setAttempt(attempt)
        .setEvent(event)
        .build();
  }

  private void add(String user, Delivery delivery) {
    lastOf.put(user, delivery);
    append(delivery);
  }

  void append(Delivery delivery) {
    deliveries.add(seen("chat.deliveries", deliveries.size(), true, delivery));
  }

  /** Takes away every attempt to hand one event to one device, one that got a later one too. */
  public void forget() {
    List<Delivery> toAnn =
        deliveries.stream()
            .map(seen -> seen.value().orElseThrow())
            .filter(delivery -> delivery.getRecipientId().equals("ann"))
            .toList();
    long newest = toAnn.stream().mapToLong(d -> d.getEvent().getEventId()).max().orElseThrow();
    List<Long> earlier =
        toAnn.stream()
            .map(delivery -> delivery.getEvent().getEventId())
            .filter(id -> id < newest)
            .distinct()
            .toList();
    long forgotten = earlier.get(random.nextInt(earlier.size()));
    deliveries.removeIf(
        seen ->
            seen.value().orElseThrow().getEvent().getEventId() == forgotten
                && seen.value().orElseThrow().getRecipientId().equals("ann"));
  }

  private static <T> Seen<T> seen(String topic, long offset, boolean committed, T value) {
    return new Seen<>(
        new Position(topic, 0, offset), committed, 0, Optional.of("g"), 0, Optional.of(value));
  }

  @Override
  public long endedAt() {
    return Snowflake.unixMillis(nextId());
  }

  @Override
  public void forEachEvent(Consumer<Seen<ConversationEvent>> reader) {
    events.forEach(reader);
  }

  @Override
  public void forEachSession(Consumer<Seen<SessionEvent>> reader) {
    sessions.forEach(reader);
  }

  /** Nobody acknowledges anything. */
  @Override
  public void forEachReceipt(Consumer<Seen<Receipt>> reader) {}

  @Override
  public void forEachDelivery(Consumer<Seen<Delivery>> reader) {
    deliveries.forEach(reader);
  }
}
