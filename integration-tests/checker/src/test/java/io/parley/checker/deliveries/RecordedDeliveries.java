package io.parley.checker.deliveries;

import io.parley.checker.history.Position;
import io.parley.checker.history.Seen;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.NotifyLevel;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.delivery.DeliveryKind;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.gateway.GatewayState;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A faultless history of deliveries in memory, which a test can corrupt. People join, leave, mute,
 * write and delete. Their phones connect, disconnect, lose deliveries and log out. Gateways
 * restart, and some transactions abort and are repeated. In the end every device has every event.
 *
 * <p>One step is done before the next begins. A lost delivery is sent again at once, and an offline
 * member is notified a little later.
 */
public final class RecordedDeliveries extends RoutingStory {

  private static final List<String> PEOPLE = List.of("ann", "bob", "cat", "dan");

  /** It sends everything and is always there, so it is owed nothing. */
  private static final String DESK = "ann/desk";

  private static final class Person {
    private final String phone;
    private final String gateway;
    private long epoch;
    private boolean connected;
    private boolean muted;
    private ConversationEvent acknowledged;
    private ConversationEvent newest;
    private ConversationEvent notified;

    Person(String name, String gateway) {
      this.phone = name + "/phone";
      this.gateway = gateway;
    }

    boolean hasAll() {
      return newest == acknowledged;
    }
  }

  private final Random random;
  private final Map<String, Person> people = new TreeMap<>();
  private final TreeSet<String> members = new TreeSet<>();
  private final Map<Long, Long> versions = new TreeMap<>();
  private ConversationEvent lastMessage;
  private ConversationEvent seenByBob;

  /** A history of some steps after the first two joins. */
  public RecordedDeliveries(long seed, int length) {
    this.random = new Random(seed);
    PEOPLE.forEach(name -> people.put(name, new Person(name, random.nextBoolean() ? "g1" : "g2")));
    PEOPLE.forEach(this::arrive);
    connect(DESK, 1, "g1");
    happen(join("ann", "bob"));
    happen(say(DESK));
    for (int i = 0; i < length; i++) {
      minutes(2);
      step();
    }
    oneOfEach();
    PEOPLE.forEach(this::arrive);
    members.forEach(this::readAll);
    minutes(4);
    stop("g1");
    stop("g2");
    minutes(1);
  }

  /** So that each history has something of everything, and something to corrupt. */
  private void oneOfEach() {
    for (String name : members) {
      arrive(name);
      readAll(name);
    }
    if (people.get("bob").muted) {
      setMuted("bob", false);
    }
    depart("bob");
    happen(say(DESK));
    minutes(4);
    arrive("bob", 3);
    seenByBob = say(DESK);
    happen(seenByBob);
    readAll("bob");
    minutes(4);
    depart("bob");
    happen(say(DESK));
    minutes(4);
    happen(say(DESK));
    minutes(4);
    arrive("bob");
    readAll("bob");
    minutes(4);
  }

  private void step() {
    String someone = PEOPLE.get(random.nextInt(PEOPLE.size()));
    Person person = people.get(someone);
    boolean isMember = members.contains(someone);
    switch (random.nextInt(12)) {
      case 0 -> {
        if (!isMember) {
          happen(join(someone));
        }
      }
      case 1 -> {
        if (isMember && members.size() > 2 && !someone.equals("ann") && !someone.equals("bob")) {
          happen(leave(someone));
        }
      }
      case 2, 3 -> arrive(someone);
      case 4, 5 -> depart(someone);
      case 6 -> {
        if (isMember) {
          readAll(someone);
        }
      }
      case 7 -> {
        if (isMember) {
          setMuted(someone, !person.muted);
        }
      }
      case 8 -> restart(person.gateway);
      case 9 -> remove();
      default -> happen(say(DESK));
    }
  }

  private void setMuted(String name, boolean muted) {
    people.get(name).muted = muted;
    happen(mute(name, muted ? NotifyLevel.NONE : NotifyLevel.ALL));
  }

  /** An event and all that follows from it. */
  private void happen(ConversationEvent event) {
    if (event.getPayload() instanceof MembersChanged changed) {
      changed
          .getChanges()
          .forEach(
              change -> {
                if (event.getSequence() == 1 || !members.contains(change.getUserId())) {
                  enter(change.getUserId());
                }
              });
    }
    boolean isMessage = event.getPayload() instanceof MessageSent;
    for (String name : members) {
      Person person = people.get(name);
      person.newest = event;
      if (person.connected) {
        hand(name, event);
      }
    }
    if (isMessage) {
      lastMessage = event;
      seconds(6);
      for (String name : members) {
        Person person = people.get(name);
        if (!person.connected && !name.equals(event.getSenderId()) && !person.muted) {
          notified(name, event);
          person.notified = event;
        }
      }
    }
    if (event.getPayload() instanceof MembersChanged changed) {
      changed.getChanges().stream()
          .filter(change -> change.getAction() == MemberAction.LEAVE)
          .forEach(change -> exit(change.getUserId()));
    }
  }

  /** Membership begins with the event before it as if it were acknowledged. */
  private void enter(String name) {
    Person person = people.get(name);
    members.add(name);
    person.muted = false;
    person.acknowledged =
        events.size() < 2 ? null : events.get(events.size() - 2).value().orElseThrow();
    person.newest = person.acknowledged;
  }

  /**
   * What waits for somebody who leaves is handed over first: the story has no such corner. A
   * notification is taken back.
   */
  private void exit(String name) {
    Person person = people.get(name);
    if (!person.hasAll()) {
      arrive(name);
    }
    if (person.notified != null) {
      cleared(name, person.notified);
      person.notified = null;
    }
    members.remove(name);
  }

  private void hand(String name, ConversationEvent event) {
    Person person = people.get(name);
    if (random.nextInt(5) == 0) {
      triedDirect(person.phone, person.epoch, event);
    }
    direct(person.phone, person.epoch, event);
    if (random.nextInt(4) == 0) {
      lose(name, 1 + random.nextInt(3));
    } else {
      acknowledge(person, event);
    }
  }

  /** The newest event is not acknowledged in time, so the device is made to fetch it. */
  private void lose(String name, int attempts) {
    Person person = people.get(name);
    for (int attempt = 1; attempt <= attempts; attempt++) {
      seconds(5);
      sync(person.phone, person.epoch, person.acknowledged, person.newest, attempt);
    }
    acknowledge(person, person.newest);
  }

  private void acknowledge(Person person, ConversationEvent event) {
    receipt(person.phone, event);
    person.acknowledged = event;
  }

  private void arrive(String name) {
    arrive(name, 1 + random.nextInt(3));
  }

  private void arrive(String name, int attempts) {
    Person person = people.get(name);
    if (person.connected) {
      return;
    }
    person.connected = true;
    connect(person.phone, ++person.epoch, person.gateway);
    if (members.contains(name) && !person.hasAll()) {
      lose(name, attempts);
    }
  }

  private void depart(String name) {
    Person person = people.get(name);
    if (person.connected) {
      disconnect(person.phone, person.epoch);
      person.connected = false;
    }
  }

  private void restart(String gateway) {
    stop(gateway);
    start(gateway);
    List<String> there = new ArrayList<>();
    people.forEach(
        (name, person) -> {
          if (person.gateway.equals(gateway) && person.connected) {
            person.connected = false;
            there.add(name);
          }
        });
    there.forEach(this::arrive);
  }

  /** Somebody reads everything: notifications are taken back, sender and reader are told. */
  private void readAll(String name) {
    Person person = people.get(name);
    if (!person.connected || lastMessage == null || person.newest == null) {
      return;
    }
    read(person.phone, person.newest);
    person.acknowledged = person.newest;
    if (person.notified != null) {
      cleared(name, person.notified);
      person.notified = null;
    }
    ReadCursor cursor =
        cursor(name, person.newest, versions.merge((long) name.hashCode(), 1L, Long::sum));
    deliver(person.gateway, cursor);
    MessageStatus status =
        status(lastMessage, versions.merge(lastMessage.getMessageId(), 1L, Long::sum));
    Person sender = people.get(lastMessage.getSenderId());
    if (sender.connected) {
      deliver(sender.gateway, status);
    }
  }

  /** Ann deletes the last message. */
  private void remove() {
    if (lastMessage == null) {
      return;
    }
    ConversationEvent message = lastMessage;
    lastMessage = null;
    happen(delete(DESK, message));
    people.forEach(
        (name, person) -> {
          if (person.notified == message) {
            cleared(name, message);
            person.notified = null;
          }
        });
  }

  /** The gateways do not stop in the end, so the sessions of all people live on. */
  void staysConnected() {
    gateways.removeIf(seen -> seen.timestamp() > now() - 61_000);
    for (String gateway : List.of("g1", "g2")) {
      GatewayEvent last = newest(gateways, event -> event.getGatewayId().equals(gateway));
      for (long at = now() - 61_000; at <= now(); at += 1_000) {
        gateways.add(signOfLife(last, at));
      }
    }
  }

  private Seen<GatewayEvent> signOfLife(GatewayEvent last, long at) {
    return new Seen<>(
        new Position("chat.gateways", 0, gateways.size()),
        true,
        at,
        Optional.of(last.getGatewayId()),
        0,
        Optional.of(GatewayEvent.newBuilder(last).setState(GatewayState.ALIVE).build()));
  }

  String gatewayOf(String device) {
    return device.equals(DESK) ? "g1" : people.get(user(device)).gateway;
  }

  /** A message that came while Bob was connected. */
  ConversationEvent seenByBob() {
    return seenByBob;
  }

  /** Takes away every delivery of one event to Ann's phone, one that got a later one too. */
  public void forget() {
    List<Delivery> directs =
        deliveries.stream()
            .map(seen -> seen.value().orElseThrow())
            .filter(delivery -> delivery.getKind() == DeliveryKind.DIRECT)
            .filter(delivery -> delivery.getRecipientId().equals("ann"))
            .toList();
    long newest = directs.get(directs.size() - 1).getEvent().getEventId();
    List<Long> earlier =
        directs.stream()
            .map(delivery -> delivery.getEvent().getEventId())
            .filter(id -> id < newest)
            .distinct()
            .toList();
    long forgotten = earlier.get(random.nextInt(earlier.size()));
    deliveries.removeIf(seen -> covers(seen, forgotten));
  }

  private static boolean covers(Seen<Delivery> seen, long event) {
    Delivery delivery = seen.value().orElseThrow();
    return "ann".equals(delivery.getRecipientId())
        && (delivery.getKind() == DeliveryKind.DIRECT
            ? delivery.getEvent().getEventId() == event
            : delivery.getKind() == DeliveryKind.SYNC
                && delivery.getAfterEventId() < event
                && delivery.getUpToEventId() >= event);
  }
}
