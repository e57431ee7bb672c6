package io.parley.routing.fleet;

import static org.awaitility.Awaitility.await;

import io.parley.gateway.client.GatewayClient;
import io.parley.gateway.client.GatewaySettings;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.delivery.DeliveryKind;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Gateways of the gateway library, and devices behind them. The fleet also reads all deliveries
 * itself, while a test waits in {@link #awaitUntil}, so that a test can look at them.
 */
public final class GatewayFleet implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final RoutingRig rig;
  private final Duration lease;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<FleetDevice> devices = new ArrayList<>();
  private final Map<String, GatewayClient> gateways = new HashMap<>();
  private final List<Delivery> all = new ArrayList<>();

  /**
   * A fleet without gateways; a gateway starts when the first device connects to it.
   *
   * @param lease the router's
   */
  public GatewayFleet(RoutingRig rig, Duration lease) {
    this.rig = rig;
    this.lease = lease;
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
  public FleetDevice connect(String user, String name, String gateway) {
    FleetDevice device = new FleetDevice(user, name);
    devices.add(device);
    reconnect(device, gateway);
    return device;
  }

  /** The device comes back, perhaps elsewhere. */
  public void reconnect(FleetDevice device, String gateway) {
    device.begin(
        gateways
            .computeIfAbsent(gateway, this::start)
            .onConnect(device.user(), device.name(), device));
  }

  private GatewayClient start(String id) {
    GatewayClient gateway =
        GatewayClient.builder(
                GatewaySettings.of(id)
                    .withTopicNames(rig::topic)
                    .withAliveInterval(Duration.ofSeconds(1))
                    .withLease(lease))
            .kafka(rig.bootstrapServers())
            .schemas(rig.schemas())
            .history(rig.history())
            .build();
    gateway.start();
    return gateway;
  }

  public void disconnect(FleetDevice device) {
    device.session().close();
  }

  /** From now on the connection is half-open: the gateway keeps it, nothing comes back. */
  public void goSilent(FleetDevice device) {
    device.goSilent();
  }

  /** The gateway dies with all its sessions and says nothing. */
  public void kill(String gateway) {
    gateways.remove(gateway).crash();
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
  public void read(FleetDevice device, String conversation, long upTo) {
    device.session().acknowledge(conversation, upTo, ReceiptKind.READ);
  }

  /** Reads deliveries until a condition holds. */
  public void awaitUntil(String what, Callable<Boolean> condition) {
    await(what)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> {
              look();
              return condition.call();
            });
  }

  private void look() throws Exception {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
      Delivery delivery = rig.decode(Delivery.class, record.value());
      all.add(delivery);
      devices.stream()
          .filter(device -> device.isMeant(delivery))
          .forEach(device -> device.note(delivery));
    }
  }

  @Override
  public void close() {
    gateways.values().forEach(GatewayClient::close);
    consumer.close();
  }
}
