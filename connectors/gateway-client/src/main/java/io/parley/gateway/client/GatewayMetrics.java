package io.parley.gateway.client;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.parley.schemas.ack.AckStatus;
import io.parley.schemas.delivery.DeliveryKind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/** The metrics of a gateway. Every meter has the tag {@code gateway}. For any thread. */
final class GatewayMetrics {

  private static final String PREFIX = "parley.gateway.";

  /** The bounds of latencies, the same as in the jobs' metrics. */
  private static final Duration[] BOUNDS =
      LongStream.of(
              5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final Tags tags;
  private final Map<DeliveryKind, Counter> deliveries = new EnumMap<>(DeliveryKind.class);
  private final Map<AckStatus, Timer> acks = new EnumMap<>(AckStatus.class);

  /** From the broker taking a command to its event handed to a device, as it happened. */
  private final Timer handover;

  /** Commands given by devices, each once however often it is sent. */
  final Counter commands;

  /** Commands sent again because their ack did not come. */
  final Counter resends;

  /** Acks for which no command waits. */
  final Counter strayAcks;

  /** Deliveries of events that a device was handed already. */
  final Counter repeated;

  /** Statuses and cursors that are no newer than what a device was handed. */
  final Counter outdated;

  /** Deliveries for sessions that the gateway does not hold. */
  final Counter stale;

  /** Events that a sync brings instead of the delivery. */
  final Counter covered;

  /** Events that did not fit into the queue of a slow connection, so that a sync brings them. */
  final Counter overflows;

  /** Statuses and cursors dropped because a connection was slow. */
  final Counter dropped;

  /** Broadcasts that did not follow the last event of a session. */
  final Counter gaps;

  /** Syncs begun. */
  final Counter syncs;

  /** Events handed on from the history. */
  final Counter syncedEvents;

  /** Pages read from the history. */
  final Counter reads;

  /** Pages given to a sync that another one has read. */
  final Counter sharedReads;

  /** Reads that failed. */
  final Counter failedReads;

  /** Receipts given by devices. */
  final Counter receipts;

  /** Receipts written to Kafka, after gathering. */
  final Counter writtenReceipts;

  /** Records that Kafka did not take at once, so that the gateway sent them again. */
  final Counter failedWrites;

  /** Records in the gateway's topics that could not be decoded. */
  final Counter undecodable;

  GatewayMetrics(MeterRegistry registry, String gatewayId) {
    this.registry = registry;
    this.tags = Tags.of("gateway", gatewayId);
    for (DeliveryKind kind : DeliveryKind.values()) {
      deliveries.put(kind, registry.counter(PREFIX + "deliveries", tags.and("kind", lower(kind))));
    }
    for (AckStatus status : AckStatus.values()) {
      acks.put(status, timer("acks", tags.and("status", lower(status))));
    }
    handover = timer("handover", tags);
    commands = counter("commands");
    resends = counter("commands.resent");
    strayAcks = counter("acks.stray");
    repeated = counter("deliveries.repeated");
    outdated = counter("deliveries.outdated");
    stale = counter("deliveries.stale");
    covered = counter("deliveries.covered");
    overflows = counter("deliveries.overflows");
    dropped = counter("deliveries.dropped");
    gaps = counter("broadcasts.gaps");
    syncs = counter("syncs");
    syncedEvents = counter("syncs.events");
    reads = counter("history.reads");
    sharedReads = counter("history.reads.shared");
    failedReads = counter("history.reads.failed");
    receipts = counter("receipts");
    writtenReceipts = counter("receipts.written");
    failedWrites = counter("writes.failed");
    undecodable = counter("records.undecodable");
  }

  private Timer timer(String name, Tags all) {
    return Timer.builder(PREFIX + name).tags(all).serviceLevelObjectives(BOUNDS).register(registry);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private Counter counter(String name) {
    return registry.counter(PREFIX + name, tags);
  }

  void delivery(DeliveryKind kind) {
    deliveries.get(kind).increment();
  }

  /** An ack reached its session, so long after the command was given. */
  void ack(AckStatus status, Duration after) {
    acks.get(status).record(after);
  }

  /** A live event was handed on, so long after the broker took its command. */
  void handedOn(long millis) {
    handover.record(Duration.ofMillis(Math.max(0, millis)));
  }

  /**
   * Shows a value of an object. A gateway that replaces another one with the same id in the same
   * process replaces its gauge too: a registry would keep the first object of a name.
   */
  <T> void gauge(String name, T object, ToDoubleFunction<T> value) {
    registry.find(PREFIX + name).tags(tags).gauges().forEach(registry::remove);
    Gauge.builder(PREFIX + name, object, value).tags(tags).register(registry);
  }
}
