package io.parley.routing.operator;

import io.parley.common.metrics.LatencyHistogram;
import io.parley.routing.domain.RoutingCounter;
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

  private final Map<RoutingCounter, Counter> counters = new EnumMap<>(RoutingCounter.class);
  private final Map<DeliveryKind, Counter> deliveries = new EnumMap<>(DeliveryKind.class);
  private final Counter pushes;
  private final Counter clears;
  private final Histogram attempts;
  private final LatencyHistogram sendToDelivery;

  DeviceMetrics(MetricGroup group) {
    for (RoutingCounter counter : RoutingCounter.values()) {
      counters.put(counter, group.counter(counter.metric()));
    }
    for (DeliveryKind kind : DeliveryKind.values()) {
      if (kind != DeliveryKind.UNKNOWN && kind != DeliveryKind.BROADCAST) {
        deliveries.put(kind, group.addGroup("kind", kind.name()).counter("deliveries"));
      }
    }
    pushes = group.addGroup("kind", "NOTIFY").counter("pushes");
    clears = group.addGroup("kind", "CLEAR").counter("pushes");
    attempts = group.histogram("attempts", new DescriptiveStatisticsHistogram(WINDOW));
    sendToDelivery = new LatencyHistogram(group, "sendToDeliveryMs");
  }

  void count(RoutingCounter counter) {
    counters.get(counter).inc();
  }

  void direct(long millisSinceSent) {
    deliveries.get(DeliveryKind.DIRECT).inc();
    sendToDelivery.update(millisSinceSent);
  }

  void sync(int attempt) {
    deliveries.get(DeliveryKind.SYNC).inc();
    attempts.update(attempt);
  }

  void status() {
    deliveries.get(DeliveryKind.STATUS).inc();
  }

  void cursor() {
    deliveries.get(DeliveryKind.CURSOR).inc();
  }

  void pushed() {
    pushes.inc();
  }

  void cleared() {
    clears.inc();
  }
}
