package io.parley.routing.fleet;

import static org.awaitility.Awaitility.await;

import io.parley.routing.Events;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.delivery.DeliveryKind;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.session.SessionState;
import io.parley.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
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
 * Gateways and their devices, which do something only while a test waits in {@link #awaitUntil}:
 * they read deliveries as soon as they are written, acknowledge them, and send heartbeats.
 */
public final class GatewayFleet implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long HEARTBEAT_NANOS = Duration.ofSeconds(1).toNanos();

  private final RoutingRig rig;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<FleetDevice> devices = new ArrayList<>();
  private final Set<String> killed = new HashSet<>();
  private final List<Delivery> broadcasts = new ArrayList<>();
  private final List<Delivery> lost = new ArrayList<>();
  private long nextHeartbeat = System.nanoTime();

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
    device.epoch++;
    device.gateway = gateway;
    device.answers = true;
    session(SessionState.CONNECTED, device);
  }

  public void disconnect(FleetDevice device) throws Exception {
    session(SessionState.DISCONNECTED, device);
    device.gateway = null;
  }

  /** From now on the connection is half-open: the gateway keeps it alive, nothing comes back. */
  public void goSilent(FleetDevice device) {
    device.answers = false;
  }

  /** The gateway dies with all its sessions and says nothing. */
  public void kill(String gateway) {
    killed.add(gateway);
  }

  /** The gateways that were told to broadcast an event. */
  public List<String> broadcastsOf(long event) {
    return broadcasts.stream()
        .filter(delivery -> delivery.getEvent().getEventId() == event)
        .map(Delivery::getGatewayId)
        .sorted()
        .toList();
  }

  /** The attempts of an event that went into killed gateways. */
  public List<Integer> attemptsLost(long event) {
    return lost.stream()
        .filter(d -> d.getEvent() != null && d.getEvent().getEventId() == event)
        .map(Delivery::getAttempt)
        .toList();
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
    if (System.nanoTime() >= nextHeartbeat) {
      nextHeartbeat = System.nanoTime() + HEARTBEAT_NANOS;
      for (FleetDevice device : devices) {
        if (device.gateway != null && !killed.contains(device.gateway)) {
          session(SessionState.HEARTBEAT, device);
        }
      }
    }
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
      Delivery delivery = rig.decode(Delivery.class, record.value());
      if (killed.contains(delivery.getGatewayId())) {
        lost.add(delivery);
      } else {
        handOver(delivery);
      }
    }
  }

  private void handOver(Delivery delivery) throws Exception {
    if (delivery.getKind() == DeliveryKind.BROADCAST) {
      broadcasts.add(delivery);
      return;
    }
    for (FleetDevice device : devices) {
      if (device.user.equals(delivery.getRecipientId())
          && device.name.equals(delivery.getDeviceId())
          && device.wants(delivery)) {
        device.take(delivery);
        if (device.answers) {
          acknowledge(device, delivery.getConversationId(), newest(device, delivery));
        }
      }
    }
  }

  /** The newest event that the device has because of a delivery; a SYNC makes it fetch them. */
  private long newest(FleetDevice device, Delivery delivery) {
    if (delivery.getEvent() != null) {
      return delivery.getEvent().getEventId();
    }
    List<Long> stored = rig.stored(delivery.getConversationId(), delivery.getAfterEventId());
    device.fetch(stored);
    return stored.isEmpty() ? delivery.getAfterEventId() : stored.get(stored.size() - 1);
  }

  private void acknowledge(FleetDevice device, String conversation, long upTo) throws Exception {
    if (upTo <= 0) {
      return;
    }
    Receipt receipt = Events.delivered(conversation, device.user, device.name, upTo);
    rig.send(Topics.RECEIPTS, Receipt.class, conversation, receipt);
  }

  private void session(SessionState state, FleetDevice device) throws Exception {
    SessionEvent event =
        Events.session(state, device.user, device.name, device.gateway, device.epoch);
    rig.send(Topics.SESSIONS, SessionEvent.class, device.user, event);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
