package io.parley.routing.fleet;

import static org.awaitility.Awaitility.await;

import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.delivery.DeliveryKind;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.gateway.GatewayState;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.session.SessionState;
import io.parley.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Gateways and their devices, as the contract describes them. They do something only while a test
 * waits in {@link #awaitUntil}: they read deliveries as soon as they are written, acknowledge them,
 * and give signs of life.
 */
public final class GatewayFleet implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long ALIVE_NANOS = Duration.ofSeconds(1).toNanos();

  private final RoutingRig rig;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<FleetDevice> devices = new ArrayList<>();
  private final Map<String, Long> incarnations = new HashMap<>();
  private final Set<String> killed = new HashSet<>();
  private final List<Delivery> all = new ArrayList<>();
  private long nextSign = System.nanoTime();
  private long lastEpoch;

  public GatewayFleet(RoutingRig rig) {
    this.rig = rig;
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", rig.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(rig.topic(Topics.DELIVERIES)).stream()
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** A new device, connected to a gateway. */
  public FleetDevice connect(String user, String name, String gateway) throws Exception {
    FleetDevice device = new FleetDevice(user, name);
    devices.add(device);
    reconnect(device, gateway);
    return device;
  }

  /** The device comes back, perhaps elsewhere. */
  public void reconnect(FleetDevice device, String gateway) throws Exception {
    if (!incarnations.containsKey(gateway)) {
      incarnations.put(gateway, System.currentTimeMillis());
      sign(gateway, GatewayState.UP);
    }
    lastEpoch = Math.max(lastEpoch + 1, System.currentTimeMillis());
    device.begin(gateway, lastEpoch);
    session(SessionState.CONNECTED, device);
  }

  public void disconnect(FleetDevice device) throws Exception {
    session(SessionState.DISCONNECTED, device);
    device.gateway = null;
  }

  /** From now on the connection is half-open: the gateway keeps it, nothing comes back. */
  public void goSilent(FleetDevice device) {
    device.answers = false;
  }

  /** The gateway dies with all its sessions and says nothing. */
  public void kill(String gateway) {
    killed.add(gateway);
  }

  /** The gateways that were told to broadcast an event. */
  public List<String> broadcastsOf(long event) {
    return all.stream()
        .filter(delivery -> delivery.getKind() == DeliveryKind.BROADCAST)
        .filter(delivery -> delivery.getEvent().getEventId() == event)
        .map(Delivery::getGatewayId)
        .sorted()
        .toList();
  }

  /** The statuses or cursors that gateways had for a user. */
  public List<Delivery> ticks(DeliveryKind kind, String user) {
    return all.stream()
        .filter(delivery -> delivery.getKind() == kind)
        .filter(delivery -> user.equals(delivery.getRecipientId()))
        .toList();
  }

  /** The device says that its user has read up to an event. */
  public void read(FleetDevice device, String conversation, long upTo) throws Exception {
    receipt(device, conversation, upTo, ReceiptKind.READ);
  }

  /** Runs the fleet until a condition holds. */
  public void awaitUntil(String what, Callable<Boolean> condition) {
    await(what)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> {
              turn();
              return condition.call();
            });
  }

  private void turn() throws Exception {
    if (System.nanoTime() >= nextSign) {
      nextSign = System.nanoTime() + ALIVE_NANOS;
      for (String gateway : incarnations.keySet()) {
        if (!killed.contains(gateway)) {
          sign(gateway, GatewayState.ALIVE);
        }
      }
    }
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
      Delivery delivery = rig.decode(Delivery.class, record.value());
      all.add(delivery);
      if (!killed.contains(delivery.getGatewayId())) {
        handOver(delivery);
      }
    }
  }

  private void handOver(Delivery delivery) throws Exception {
    for (FleetDevice device : devices) {
      if (delivery.getKind() == DeliveryKind.BROADCAST) {
        if (delivery.getGatewayId().equals(device.gateway)
            && device.subscribed.contains(delivery.getConversationId())) {
          take(device, delivery, delivery.getEvent().getEventId());
        }
      } else if (device.isMeant(delivery)) {
        device.note(delivery);
        take(device, delivery, end(device, delivery));
      }
    }
  }

  /** Where a delivery to a device ends. */
  private static long end(FleetDevice device, Delivery delivery) {
    if (delivery.getKind() == DeliveryKind.DIRECT) {
      return delivery.getEvent().getEventId();
    }
    if (delivery.getUpToEventId() == null) {
      device.subscribed.add(delivery.getConversationId());
      return Long.MAX_VALUE;
    }
    device.subscribed.remove(delivery.getConversationId());
    return delivery.getUpToEventId();
  }

  private void take(FleetDevice device, Delivery delivery, long end) throws Exception {
    String conversation = delivery.getConversationId();
    if (delivery.getKind() == DeliveryKind.SYNC) {
      rig.stored(conversation, delivery.getAfterEventId(), end)
          .forEach(event -> device.hand(conversation, event));
    } else {
      device.hand(conversation, end);
    }
    if (device.answers && device.handed.containsKey(conversation)) {
      receipt(device, conversation, device.handed.get(conversation), ReceiptKind.DELIVERED);
    }
  }

  private void receipt(FleetDevice device, String conversation, long upTo, ReceiptKind kind)
      throws Exception {
    Receipt receipt = new Receipt(conversation, device.user, device.name, upTo, kind);
    rig.send(Topics.RECEIPTS, Receipt.class, conversation, receipt);
  }

  private void session(SessionState state, FleetDevice device) throws Exception {
    SessionEvent event =
        new SessionEvent(
            device.user,
            device.name,
            device.gateway,
            incarnations.get(device.gateway),
            device.epoch,
            state);
    rig.send(Topics.SESSIONS, SessionEvent.class, device.user, event);
  }

  private void sign(String gateway, GatewayState state) throws Exception {
    GatewayEvent event = new GatewayEvent(gateway, incarnations.get(gateway), state);
    rig.send(Topics.GATEWAYS, GatewayEvent.class, gateway, event);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
