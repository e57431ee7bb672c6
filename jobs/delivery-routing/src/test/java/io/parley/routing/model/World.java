package io.parley.routing.model;

import io.parley.routing.Events;
import io.parley.routing.conversation.LargeGroupPolicy;
import io.parley.routing.device.RoutingPolicy;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.delivery.DeliveryKind;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.session.SessionState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The topics, the phones, the job, and the time. */
final class World {

  static final List<String> CONVERSATIONS = List.of("c1", "c2");
  static final List<String> USERS = List.of("ann", "bob", "cid");

  final List<ConversationEvent> events = new ArrayList<>();
  final List<SessionEvent> sessions = new ArrayList<>();
  final List<Receipt> receipts = new ArrayList<>();
  final List<Phone> phones;
  ModelJob job;
  long now = Events.START;

  /** What each user has a right to: by user and conversation the events, as the model sees them. */
  final Map<String, Set<Long>> owed = new HashMap<>();

  private final Map<String, Set<String>> members = new HashMap<>();
  private final List<SessionEvent> late = new ArrayList<>();
  private ModelJob checkpoint;
  private int sequence;

  World(RoutingPolicy policy, LargeGroupPolicy large) {
    phones =
        List.of(
            new Phone("ann", "phone"),
            new Phone("ann", "laptop"),
            new Phone("bob", "phone"),
            new Phone("cid", "phone"));
    job = new ModelJob(policy, large, this::toPhone);
    checkpoint = job.copy(now);
  }

  private void toPhone(Delivery delivery) {
    if (delivery.getKind() == DeliveryKind.BROADCAST) {
      ConversationEvent event = delivery.getEvent();
      phones.stream()
          .filter(phone -> owed(phone.user, event.getConversationId()).contains(event.getEventId()))
          .forEach(phone -> phone.hear(event));
      return;
    }
    phones.stream()
        .filter(phone -> phone.user.equals(delivery.getRecipientId()))
        .filter(phone -> phone.device.equals(delivery.getDeviceId()))
        .forEach(phone -> phone.take(delivery, events));
  }

  void join(String user, String conversation) {
    if (members(conversation).add(user)) {
      publish(Events.join(conversation, nextId(), user), members(conversation));
    }
  }

  void leave(String user, String conversation) {
    Set<String> before = new TreeSet<>(members(conversation));
    if (members(conversation).remove(user)) {
      publish(Events.leave(conversation, nextId(), user), before);
    }
  }

  void say(Phone phone, String conversation) {
    if (members(conversation).contains(phone.user)) {
      long id = nextId();
      phone.has.computeIfAbsent(conversation, c -> new TreeSet<>()).add(id);
      publish(Events.message(conversation, id, phone.user, phone.device), members(conversation));
    }
  }

  private void publish(ConversationEvent event, Set<String> audience) {
    events.add(event);
    for (String user : audience) {
      owed(user, event.getConversationId()).add(event.getEventId());
    }
  }

  /** Ingest fell back to its checkpoint: the newest events stand in the topic once more. */
  void repeatEvents(int count) {
    events.addAll(List.copyOf(events.subList(Math.max(0, events.size() - count), events.size())));
  }

  /** What the old gateway says of the old connection may come late. */
  void connect(Phone phone) {
    if (phone.connected) {
      late.add(sessionEvent(SessionState.HEARTBEAT, phone));
      late.add(sessionEvent(SessionState.DISCONNECTED, phone));
    }
    phone.epoch++;
    phone.connected = true;
    phone.reachable = true;
    session(SessionState.CONNECTED, phone);
  }

  void disconnect(Phone phone) {
    if (phone.connected) {
      phone.connected = false;
      session(SessionState.DISCONNECTED, phone);
    }
  }

  void heartbeats() {
    phones.stream()
        .filter(phone -> phone.connected)
        .forEach(phone -> session(SessionState.HEARTBEAT, phone));
  }

  void lateSessions() {
    sessions.addAll(late);
    late.clear();
  }

  private void session(SessionState state, Phone phone) {
    sessions.add(sessionEvent(state, phone));
  }

  private static SessionEvent sessionEvent(SessionState state, Phone phone) {
    String gateway = "gateway-" + phone.epoch % 2;
    return Events.session(state, phone.user, phone.device, gateway, phone.epoch);
  }

  /** The phone acknowledges up to where nothing that is owed to it is missing. */
  void acknowledge(Phone phone) {
    for (String conversation : CONVERSATIONS) {
      TreeSet<Long> has = phone.has.getOrDefault(conversation, new TreeSet<>());
      long upTo = 0;
      for (long id : owed(phone.user, conversation)) {
        if (!has.contains(id)) {
          break;
        }
        upTo = id;
      }
      if (upTo > 0 && phone.reachable) {
        receipts.add(Events.delivered(conversation, phone.user, phone.device, upTo));
      }
    }
  }

  /** The job reads its topics to the end, in one of the possible orders. */
  void read(int order) {
    List<Runnable> topics =
        List.of(
            () -> job.readEvents(events, now),
            () -> job.readSessions(sessions, now),
            () -> job.readReceipts(receipts, now));
    for (int i = 0; i < 3; i++) {
      topics.get((order % 2 == 0 ? order + i : order + 3 - i) % 3).run();
    }
  }

  void pass(long millis) {
    now += millis;
    job.fireTimers(now);
  }

  void checkpoint() {
    checkpoint = job.copy(now);
  }

  void crash() {
    job = checkpoint.copy(now);
  }

  Set<Long> owed(String user, String conversation) {
    return owed.computeIfAbsent(user + "/" + conversation, key -> new TreeSet<>());
  }

  private Set<String> members(String conversation) {
    return members.computeIfAbsent(conversation, key -> new TreeSet<>());
  }

  private long nextId() {
    return Snowflake.of(now, 0, 0, sequence++ % 1000);
  }
}
