package io.parley.routing.device;

import io.parley.common.metrics.LatencyHistogram;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.delivery.DeliveryKind;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** The metrics of {@link DeviceRouter}. For the task thread. */
final class DeviceMetrics {

  private static final int WINDOW = 4096;

  private final Map<Occurrence, Counter> occurrences = new EnumMap<>(Occurrence.class);
  private final Map<DeliveryKind, Counter> deliveries = new EnumMap<>(DeliveryKind.class);
  private final Counter pushes;
  private final Histogram attempts;
  private final LatencyHistogram sendToDelivery;
  private final LatencyHistogram timeToAcknowledgement;
  private long storedEvents;

  DeviceMetrics(MetricGroup group, long storedEvents) {
    for (Occurrence occurrence : Occurrence.values()) {
      occurrences.put(occurrence, group.counter(occurrence.metric()));
    }
    for (DeliveryKind kind : new DeliveryKind[] {DeliveryKind.DIRECT, DeliveryKind.SYNC}) {
      deliveries.put(kind, group.addGroup("kind", kind.name()).counter("deliveries"));
    }
    this.pushes = group.counter("pushes");
    this.attempts = group.histogram("attempts", new DescriptiveStatisticsHistogram(WINDOW));
    this.sendToDelivery = new LatencyHistogram(group, "sendToDeliveryMs");
    this.timeToAcknowledgement = new LatencyHistogram(group, "timeToAcknowledgementMs");
    this.storedEvents = storedEvents;
    group.gauge("pending", () -> this.storedEvents);
  }

  void count(Occurrence occurrence) {
    occurrences.get(occurrence).inc();
  }

  void delivered(Delivery delivery, long now) {
    deliveries.get(delivery.getKind()).inc();
    if (delivery.getKind() == DeliveryKind.DIRECT) {
      attempts.update(delivery.getAttempt());
      if (delivery.getAttempt() == 1) {
        sendToDelivery.update(now - delivery.getEvent().getCommandAppendedAt());
      }
    }
  }

  void pushed() {
    pushes.inc();
  }

  void acknowledgedAfter(long millis) {
    timeToAcknowledgement.update(millis);
  }

  void storedEvents(int more) {
    storedEvents += more;
  }

  long storedEvents() {
    return storedEvents;
  }
}
