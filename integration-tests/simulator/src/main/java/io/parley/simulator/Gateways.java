package io.parley.simulator;

import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.session.SessionState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The gateways: sessions, deliveries, receipts, by the rules of the contract. For one thread. */
final class Gateways {

  private final FleetSettings settings;
  private final Wire wire;
  private final Library pages;
  private final Conversations conversations;
  private final SentTimes sentTimes;
  private final Timers timers;
  private final Chance chance;
  private final Tally tally;
  private final Latency sendToDelivery;
  private final Map<String, Device> devices = new LinkedHashMap<>();
  private final Map<String, List<Device>> byUser = new LinkedHashMap<>();
  private final Set<String> fetching = new HashSet<>();

  Gateways(
      FleetSettings settings,
      Wire wire,
      Library pages,
      Conversations conversations,
      SentTimes sentTimes,
      Timers timers,
      Chance chance,
      Tally tally,
      Latency sendToDelivery) {
    this.settings = settings;
    this.wire = wire;
    this.pages = pages;
    this.conversations = conversations;
    this.sentTimes = sentTimes;
    this.timers = timers;
    this.chance = chance;
    this.tally = tally;
    this.sendToDelivery = sendToDelivery;
  }

  /** A user's devices, which are made and connected when the user first appears. */
  List<Device> devicesOf(String user) {
    List<Device> known = byUser.get(user);
    return known == null ? make(user) : known;
  }

  private List<Device> make(String user) {
    List<Device> made = new ArrayList<>();
    int count = chance.between(1, settings.devicesPerUser());
    for (int n = 1; n <= count; n++) {
      Device device = new Device(user, user + ".d" + n);
      made.add(device);
      devices.put(device.id, device);
      connect(device);
    }
    byUser.put(user, made);
    return made;
  }

  Collection<Device> all() {
    return devices.values();
  }

  Device find(String deviceId) {
    return devices.get(deviceId);
  }

  /** Gives a device a new connection, to any gateway. */
  void connect(Device device) {
    device.connect("gw-" + chance.between(1, settings.gateways()), System.nanoTime());
    tally.add(Count.CONNECTIONS);
    session(device, SessionState.CONNECTED);
    planHeartbeat(device, device.epoch());
  }

  private void planHeartbeat(Device device, long epoch) {
    timers.at(
        System.nanoTime() + settings.heartbeat().toNanos(),
        () -> {
          if (device.epoch() == epoch && (device.isUp() || device.isHalfOpen())) {
            session(device, SessionState.HEARTBEAT);
            planHeartbeat(device, epoch);
          }
        });
  }

  /** The device says goodbye. */
  void disconnect(Device device) {
    session(device, SessionState.DISCONNECTED);
    device.disconnect(Device.Line.NONE);
  }

  private void session(Device device, SessionState state) {
    wire.send(new SessionEvent(device.user, device.id, device.gateway(), device.epoch(), state));
  }

  void onDelivery(Delivery delivery) {
    switch (delivery.getKind()) {
      case DIRECT -> onDirect(delivery);
      case BROADCAST -> onBroadcast(delivery);
      case SYNC -> onSync(delivery);
      case UNKNOWN -> {
        // A kind of a later version: the gateway cannot do it, and nobody acknowledges it.
      }
    }
  }

  private void onDirect(Delivery delivery) {
    Device device = devices.get(delivery.getDeviceId());
    if (device == null || !isMeant(device, delivery)) {
      return;
    }
    Inbox inbox = device.inbox(delivery.getConversationId());
    boolean isFirst = delivery.getAttempt() == 1;
    if (isFirst && inbox.isRepeatedFirstAttempt(delivery.getEvent().getEventId())) {
      tally.add(Count.REPEATED_DELIVERIES);
      return;
    }
    if (device.isHalfOpen() || chance.is(settings.lossShare())) {
      tally.add(Count.LOST_DELIVERIES);
      return;
    }
    handOver(device, inbox, delivery.getEvent());
  }

  /** Other fleets' gateways are on the same topic, and devices move on. */
  private boolean isMeant(Device device, Delivery delivery) {
    boolean meant =
        delivery.getGatewayId().equals(device.gateway())
            && delivery.getSessionEpoch() == device.epoch()
            && (device.isUp() || device.isHalfOpen());
    if (!meant) {
      tally.add(Count.STALE_DELIVERIES);
    }
    return meant;
  }

  private void onBroadcast(Delivery delivery) {
    ConversationEvent event = delivery.getEvent();
    for (String user : List.copyOf(conversations.membersOf(delivery.getConversationId()))) {
      for (Device device : devicesOf(user)) {
        if (device.isOn(delivery.getGatewayId()) && !device.id.equals(event.getDeviceId())) {
          Inbox inbox = device.inbox(delivery.getConversationId());
          handOver(device, inbox, event);
          if (inbox.completeUpTo() < event.getEventId()) {
            fetch(device, delivery.getConversationId());
          }
        }
      }
    }
  }

  private void handOver(Device device, Inbox inbox, ConversationEvent event) {
    switch (inbox.take(event)) {
      case NEXT -> {
        arrived(device, event);
        acknowledge(device, event.getConversationId(), inbox);
      }
      case AHEAD -> {
        arrived(device, event);
        tally.add(Count.AHEAD);
      }
      case REPEATED -> {
        tally.add(Count.REPEATED_DELIVERIES);
        acknowledge(device, event.getConversationId(), inbox);
      }
    }
  }

  private void arrived(Device device, ConversationEvent event) {
    tally.add(Count.DELIVERED);
    if (event.getPayload() instanceof MessageSent) {
      long intended = sentTimes.of(event.getClientMessageId());
      if (intended != SentTimes.UNKNOWN && device.wasUpAt(intended)) {
        sendToDelivery.record(System.nanoTime() - intended);
      }
    }
  }

  /** The device has everything up to somewhere: it says so, and its user will read it. */
  void acknowledge(Device device, String conversation, Inbox inbox) {
    if (inbox.completeUpTo() == 0) {
      return;
    }
    receipt(device, conversation, inbox.completeUpTo(), ReceiptKind.DELIVERED);
    tally.add(Count.DELIVERED_RECEIPTS);
    if (inbox.hasUnread() && inbox.planReading()) {
      timers.at(
          System.nanoTime() + chance.nanosAround(settings.readingDelay()),
          () -> read(device, conversation, inbox));
    }
  }

  /** The user reads, if the device is connected; otherwise a later delivery plans it anew. */
  void read(Device device, String conversation, Inbox inbox) {
    inbox.readingIsDue();
    if (device.isUp() && inbox.hasUnread()) {
      receipt(device, conversation, inbox.read(), ReceiptKind.READ);
      tally.add(Count.READ_RECEIPTS);
    }
  }

  private void receipt(Device device, String conversation, long upTo, ReceiptKind kind) {
    wire.send(new Receipt(conversation, device.user, device.id, upTo, kind));
  }

  private void onSync(Delivery delivery) {
    Device device = devices.get(delivery.getDeviceId());
    if (device != null && isMeant(device, delivery) && device.isUp()) {
      tally.add(Count.SYNCS);
      fetch(device, delivery.getConversationId());
    }
  }

  /** The device pages the history, then acknowledges the newest. */
  private void fetch(Device device, String conversation) {
    String key = device.id + " " + conversation;
    if (fetching.add(key)) {
      pages.fetch(
          conversation,
          newest -> {
            fetching.remove(key);
            if (device.isUp()) {
              Inbox inbox = device.inbox(conversation);
              inbox.completeTo(newest.sequence(), newest.eventId());
              acknowledge(device, conversation, inbox);
            }
          });
    }
  }
}
