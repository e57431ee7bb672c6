package io.parley.simulation;

import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.gateway.GatewayState;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.session.SessionState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A gateway that does what the contract asks. When it dies, the receipts that it has gathered are
 * lost, and nobody says goodbye.
 */
final class Gateway {

  /** The time in which a phone finds out that its line is dead. */
  private static final long LOST_MILLIS = 100;

  final String id;
  private final World world;
  private final List<Receipt> gathered = new ArrayList<>();

  /** The epochs of connections that phones have left without a word. They look live from here. */
  private final Map<Phone, Long> dead = new LinkedHashMap<>();

  private long incarnation;
  private long lastSign;
  private boolean alive;
  private int deliveryPosition;
  private int ackPosition;

  Gateway(String id, World world) {
    this.id = id;
    this.world = world;
  }

  boolean isAlive() {
    return alive;
  }

  long incarnation() {
    return incarnation;
  }

  void start() {
    if (!alive) {
      alive = true;
      incarnation = Math.max(incarnation + 1, world.now);
      deliveryPosition = world.deliveries.end(0);
      ackPosition = world.acks.end(0);
      sign(GatewayState.UP);
    }
  }

  /**
   * @param says whether it writes DOWN
   */
  void die(boolean says) {
    if (alive) {
      if (says) {
        sign(GatewayState.DOWN);
      }
      alive = false;
      gathered.clear();
      dead.clear();
    }
  }

  /**
   * Says that it is alive. An incarnation that was silent for longer than its lease may have ended,
   * so a new one begins.
   */
  void signOfLife() {
    if (alive) {
      boolean lapsed = hasLapsedAt(world.now);
      sign(GatewayState.ALIVE);
      if (lapsed) {
        renew();
      }
    }
  }

  /** Lets no silence grow longer than the lease in a time that is about to pass. */
  void stayAlive(long millis) {
    if (hasLapsedAt(world.now + millis)) {
      signOfLife();
    }
  }

  /** Whether it will have been silent for longer than its lease. */
  boolean hasLapsedAt(long time) {
    return time - lastSign > RoutingTask.POLICY.gatewayLease();
  }

  /** Begins a new incarnation, and announces all connections again, the dead ones among them. */
  private void renew() {
    List<Phone> held = world.phones.stream().filter(this::holds).toList();
    incarnation = Math.max(incarnation + 1, world.now);
    sign(GatewayState.UP);
    held.forEach(phone -> announce(phone, again(phone.epoch)));
    dead.replaceAll((phone, epoch) -> again(epoch));
    dead.forEach(
        (phone, epoch) -> session(phone.user, phone.device, epoch, SessionState.CONNECTED));
  }

  /** The epoch with which a connection is announced again. */
  private long again(long epoch) {
    return world.has(PlantedFault.GATEWAY_ANNOUNCES_ANEW)
        ? Math.max(epoch + 1, world.now)
        : epoch + 1;
  }

  private boolean holds(Phone phone) {
    return phone.gateway == this && phone.isConnected();
  }

  private void sign(GatewayState state) {
    lastSign = world.now;
    world.gatewayEvents.append(
        id, new GatewayEvent(id, incarnation, state), world.now, Transaction.none());
  }

  /**
   * Connects a phone, to a new incarnation if the present one may have ended. A gateway that it
   * leaves without a word goes on to take it for connected.
   */
  void connect(Phone phone) {
    if (phone.isConnected() && phone.gateway != this) {
      phone.gateway.dead.put(phone, phone.epoch);
      world.now += LOST_MILLIS;
    }
    dead.remove(phone);
    if (hasLapsedAt(world.now)) {
      renew();
    }
    phone.gateway = this;
    phone.syncing.clear();
    announce(phone, Math.max(phone.epoch + 1, world.now));
  }

  private void announce(Phone phone, long epoch) {
    phone.incarnation = incarnation;
    phone.epoch = epoch;
    session(phone.user, phone.device, phone.epoch, SessionState.CONNECTED);
  }

  /** Finds out which connections are dead. */
  void noticeTheDead() {
    dead.forEach(
        (phone, epoch) -> session(phone.user, phone.device, epoch, SessionState.DISCONNECTED));
    dead.clear();
  }

  void disconnect(Phone phone) {
    session(phone.user, phone.device, phone.epoch, SessionState.DISCONNECTED);
    phone.gateway = null;
  }

  private void session(String user, String device, long epoch, SessionState state) {
    world.sessions.append(
        user,
        new SessionEvent(user, device, id, incarnation, epoch, state),
        world.now,
        Transaction.none());
  }

  /** Reads some acks and deliveries. */
  void read(int count) {
    for (int n = 0; alive && n < count && ackPosition < world.acks.end(0); n++) {
      CommandAck ack = world.acks.get(0, ackPosition++).value();
      if (ack.getGatewayId().equals(id)) {
        world.phone(ack.getSenderId(), ack.getDeviceId()).unanswered.remove(key(ack));
      }
    }
    for (int n = 0; alive && n < count && deliveryPosition < world.deliveries.end(0); n++) {
      Delivery delivery = world.deliveries.get(0, deliveryPosition++).value();
      if (delivery.getGatewayId().equals(id) && delivery.getDeviceId() != null) {
        take(delivery);
      }
    }
  }

  private static String key(CommandAck ack) {
    return ack.getClientMessageId();
  }

  private void take(Delivery delivery) {
    String user = delivery.getRecipientId();
    String device = delivery.getDeviceId();
    long epoch = delivery.getSessionEpoch();
    Phone phone = world.phone(user, device);
    if (Objects.equals(dead.get(phone), epoch)) {
      return;
    }
    if (!phone.isConnected() || phone.gateway != this || phone.epoch != epoch) {
      session(user, device, epoch, SessionState.DISCONNECTED);
      return;
    }
    String conversation = delivery.getConversationId();
    if (delivery.getEvent() == null) {
      long after = delivery.getAfterEventId();
      world.requireNothingOwed(phone, conversation, after + 1, "a SYNC");
      phone.had.merge(conversation, after, Math::max);
      phone.syncing.merge(conversation, delivery.getUpToEventId(), Math::max);
    } else if (phone.syncing.containsKey(conversation)) {
      phone.syncing.merge(conversation, delivery.getEvent().getEventId(), Math::max);
    } else {
      hand(phone, conversation, delivery.getEvent().getEventId());
    }
  }

  /** Reads some rows for each SYNC that is under way. */
  void sync(int rows) {
    for (Phone phone : world.phones) {
      if (holds(phone)) {
        List.copyOf(phone.syncing.keySet()).forEach(name -> sync(phone, name, rows));
      }
    }
  }

  private void sync(Phone phone, String conversation, int rows) {
    long end = phone.syncing.get(conversation);
    for (int n = 0; n < rows; n++) {
      ConversationEvent next = world.database.after(conversation, phone.had(conversation));
      if (next == null || next.getEventId() > end) {
        phone.syncing.remove(conversation);
        return;
      }
      hand(phone, conversation, next.getEventId());
    }
  }

  private void hand(Phone phone, String conversation, long event) {
    if (event > phone.had(conversation)) {
      world.requireNothingOwed(phone, conversation, event, "a delivery");
      world.requireStored(conversation, event);
      phone.had.put(conversation, event);
    } else if (event <= phone.acknowledged.getOrDefault(conversation, 0L)) {
      answerAgain(phone, conversation);
    }
  }

  /** The event is acknowledged, and the router does not know it: it has gone back since. */
  private void answerAgain(Phone phone, String conversation) {
    gather(
        new Receipt(
            conversation,
            phone.user,
            phone.device,
            phone.acknowledged.get(conversation),
            ReceiptKind.DELIVERED));
  }

  void gather(Receipt receipt) {
    gathered.add(receipt);
  }

  /**
   * Writes what was gathered, beginning with any of it.
   *
   * @param twice whether the first one is written twice
   */
  void writeReceipts(int first, boolean twice) {
    for (int n = 0; alive && n < gathered.size(); n++) {
      Receipt receipt = gathered.get((first + n) % gathered.size());
      write(receipt);
      if (n == 0 && twice) {
        write(receipt);
      }
    }
    gathered.clear();
  }

  private void write(Receipt receipt) {
    world
        .phone(receipt.getUserId(), receipt.getDeviceId())
        .acknowledged
        .merge(receipt.getConversationId(), receipt.getMessageId(), Math::max);
    world.receipts.append(receipt.getConversationId(), receipt, world.now, Transaction.none());
  }
}
