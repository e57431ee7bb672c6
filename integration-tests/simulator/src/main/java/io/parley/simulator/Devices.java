package io.parley.simulator;

import io.parley.gateway.client.ClientConnection;
import io.parley.gateway.client.ClientSession;
import io.parley.gateway.client.CloseReason;
import io.parley.gateway.client.Handover;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.receipt.ReceiptKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The devices of people. They connect, take deliveries and acknowledge them. For one thread. */
final class Devices {

  private static final long NOTICED_NANOS = Duration.ofSeconds(3).toNanos();
  private static final long HARDLY_NOTICED_NANOS = Duration.ofSeconds(30).toNanos();

  /** The least time between two connections of a device. The clocks of gateways can tell it. */
  static final long ROUND_TRIP_NANOS = Duration.ofMillis(20).toNanos();

  private static final long NEXT_TRY_NANOS = Duration.ofMillis(200).toNanos();

  /** Longer than a SYNC usually takes, which closes a gap that the router knows of. */
  private static final long GAP_NANOS = Duration.ofSeconds(20).toNanos();

  private static final int PAGE = 100;

  /** A receiver of acks. */
  interface Answers {
    void on(Device device, Handover.Answer answer);
  }

  private final FleetSettings settings;
  private final GatewayPool gateways;
  private final SentTimes sentTimes;
  private final FleetThread thread;
  private final SeededRandom random;
  private final Tally tally;
  private final Latency sendToDelivery;
  private final Map<String, List<Device>> byUser = new LinkedHashMap<>();

  /** The sessions that gateways still hold although their lines are dead. */
  private final Set<ClientSession> held = new LinkedHashSet<>();

  private Answers answers = (device, answer) -> {};

  Devices(
      FleetSettings settings,
      GatewayPool gateways,
      SentTimes sentTimes,
      FleetThread thread,
      SeededRandom random,
      Tally tally,
      Latency sendToDelivery) {
    this.settings = settings;
    this.gateways = gateways;
    this.sentTimes = sentTimes;
    this.thread = thread;
    this.random = random;
    this.tally = tally;
    this.sendToDelivery = sendToDelivery;
  }

  void onAnswers(Answers newAnswers) {
    answers = newAnswers;
  }

  /** A user's devices. They are created and connected when the user first appears. */
  List<Device> of(String user) {
    List<Device> known = byUser.get(user);
    return known == null ? make(user) : known;
  }

  private List<Device> make(String user) {
    List<Device> made = new ArrayList<>();
    int count = random.between(1, settings.devicesPerUser());
    for (int n = 1; n <= count; n++) {
      Device device = new Device(user, user + ".d" + n);
      made.add(device);
      connect(device);
    }
    byUser.put(user, made);
    return made;
  }

  Collection<Device> all() {
    return byUser.values().stream().flatMap(List::stream).toList();
  }

  /** Gives a device a new connection to any gateway, and sends the pending commands again. */
  void connect(Device device) {
    List<Integer> up = gateways.up();
    if (up.isEmpty()) {
      thread.after(NEXT_TRY_NANOS, () -> reconnect(device));
      return;
    }
    int gateway = random.oneOf(up);
    Link link = new Link(device);
    ClientSession session = gateways.connect(gateway, device.user, device.id, link);
    device.connect(gateway, link, session, System.nanoTime());
    tally.add(Count.CONNECTIONS);
    device.pending.values().forEach(command -> session.send(command.toCommand()));
    tally.add(Count.RESENDS, device.pending.size());
  }

  /** Connects a device that is not connected. */
  void reconnect(Device device) {
    if (!device.isUp()) {
      connect(device);
    }
  }

  /** Disconnects a device, and its gateway knows it at once. */
  void disconnect(Device device) {
    device.session().ifPresent(ClientSession::close);
    device.disconnect();
  }

  /** Gives a device a new connection, while its gateway still holds the old one. */
  void move(Device device) {
    move(device, NOTICED_NANOS);
  }

  /** The same, but the gateway does not notice for long that the old connection is gone. */
  void moveUnnoticed(Device device) {
    move(device, HARDLY_NOTICED_NANOS);
  }

  private void move(Device device, long noticed) {
    if (device.isUp()) {
      loseLine(device, noticed);
      thread.after(ROUND_TRIP_NANOS, () -> reconnect(device));
    }
  }

  /** Cuts the line of a device. The gateway notices after a while. */
  void vanish(Device device) {
    loseLine(device, NOTICED_NANOS);
  }

  /** Cuts the line of a device. The gateway does not notice for long. */
  void goHalfOpen(Device device) {
    loseLine(device, HARDLY_NOTICED_NANOS);
  }

  private void loseLine(Device device, long noticed) {
    device
        .session()
        .ifPresent(
            session -> {
              held.add(session);
              thread.after(noticed, () -> end(session));
            });
    device.loseLine();
  }

  private void end(ClientSession session) {
    if (held.remove(session)) {
      session.close();
    }
  }

  /** The gateways notice now which lines are dead, and end their sessions. */
  void noticeDeadLines() {
    List.copyOf(held).forEach(this::end);
  }

  /** The callbacks of a gateway, which are passed on to the fleet's thread. */
  private final class Link implements ClientConnection {

    private final Device device;

    Link(Device device) {
      this.device = device;
    }

    @Override
    public void deliver(Handover handover) {
      thread.execute(() -> take(device, this, handover));
    }

    @Override
    public void close(CloseReason reason) {
      thread.execute(
          () -> {
            if (device.hears(this)) {
              device.disconnect();
              thread.after(NEXT_TRY_NANOS, () -> reconnect(device));
            }
          });
    }
  }

  private void take(Device device, ClientConnection link, Handover handover) {
    if (!device.hears(link)) {
      tally.add(Count.LOST_DELIVERIES);
    } else if (handover instanceof Handover.Live live) {
      takeLive(device, live.event());
    } else if (handover instanceof Handover.Stored stored) {
      tally.add(Count.SYNCED);
      Inbox inbox = device.inbox(conversation(stored));
      arrived(device, stored.event(), inbox.takeStored(stored));
      if (inbox.hasGap()) {
        planGapRead(device, conversation(stored), inbox);
      }
    } else if (handover instanceof Handover.Answer answer) {
      answers.on(device, answer);
    } else if (handover instanceof Handover.Status) {
      tally.add(Count.STATUSES);
    } else if (handover instanceof Handover.Cursor) {
      tally.add(Count.CURSORS);
    } else if (handover instanceof Handover.NotTaken refused) {
      throw new IllegalStateException("A gateway did not take a command: " + refused.reason());
    }
  }

  private static String conversation(Handover.Stored stored) {
    return stored.event().getConversationId();
  }

  private void takeLive(Device device, ConversationEvent event) {
    if (random.is(settings.lossShare())) {
      tally.add(Count.LOST_DELIVERIES);
    } else {
      arrived(device, event, device.inbox(event.getConversationId()).take(event));
    }
  }

  private void arrived(Device device, ConversationEvent event, Inbox.Arrival arrival) {
    if (arrival == Inbox.Arrival.REPEATED) {
      tally.add(Count.HANDED_AGAIN);
    } else {
      tally.add(Count.DELIVERED);
      measure(device, event);
    }
    if (arrival == Inbox.Arrival.AHEAD) {
      tally.add(Count.AHEAD);
    } else {
      acknowledge(device, event.getConversationId());
    }
  }

  /**
   * A SYNC has begun behind an event that the device misses. If the gap stays open, the device
   * reads it from the history (rules 5 and 12 of the contract): the router does not know that a new
   * device misses an event that was routed before its CONNECTED was read, as happens after a crash
   * of the router. Where the router knows of the event, its next SYNC begins before it, and nothing
   * is read.
   */
  private void planGapRead(Device device, String conversation, Inbox inbox) {
    if (inbox.gapRead.plan()) {
      thread.after(
          GAP_NANOS,
          () -> {
            inbox.gapRead.isDue();
            if (inbox.hasGap() && device.isUp()) {
              readGap(device, conversation, inbox);
            }
          });
    }
  }

  /** If the read fails, the next SYNC plans another one. */
  private void readGap(Device device, String conversation, Inbox inbox) {
    tally.add(Count.GAPS_READ);
    long after = inbox.completeUpTo();
    var unused =
        gateways
            .history()
            .after(conversation, after, inbox.gapEnd(), PAGE)
            .thenAccept(page -> thread.execute(() -> takeGap(device, after, page.events())));
  }

  private void takeGap(Device device, long after, List<ConversationEvent> events) {
    long follows = after;
    for (ConversationEvent event : events) {
      Handover.Stored stored = new Handover.Stored(event, follows);
      arrived(device, event, device.inbox(event.getConversationId()).takeStored(stored));
      follows = event.getEventId();
    }
  }

  private void measure(Device device, ConversationEvent event) {
    if (event.getPayload() instanceof MessageSent) {
      long intended = sentTimes.of(event.getClientMessageId());
      if (intended != SentTimes.UNKNOWN && device.wasUpAt(intended)) {
        sendToDelivery.record(intended);
      }
    }
  }

  /** Acknowledges all complete events of a device, and plans that its user reads them. */
  void acknowledge(Device device, String conversation) {
    Inbox inbox = device.inbox(conversation);
    if (inbox.completeUpTo() == 0) {
      return;
    }
    receipt(device, conversation, inbox.completeUpTo(), ReceiptKind.DELIVERED);
    tally.add(Count.DELIVERED_RECEIPTS);
    if (inbox.hasUnread() && inbox.reading.plan()) {
      thread.after(
          random.nanosAround(settings.readingDelay()), () -> read(device, conversation, inbox));
    }
  }

  /** Lets the user read, if the device is connected. If not, a later delivery plans it again. */
  void read(Device device, String conversation, Inbox inbox) {
    inbox.reading.isDue();
    if (device.isUp() && inbox.hasUnread()) {
      receipt(device, conversation, inbox.read(), ReceiptKind.READ);
      tally.add(Count.READ_RECEIPTS);
    }
  }

  private void receipt(Device device, String conversation, long upTo, ReceiptKind kind) {
    device.session().ifPresent(session -> session.acknowledge(conversation, upTo, kind));
  }
}
