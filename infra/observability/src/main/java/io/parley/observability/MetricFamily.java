package io.parley.observability;

import java.util.List;
import java.util.stream.Stream;

/**
 * The metrics of one owner.
 *
 * @param title the owner, for people
 * @param module the directory of the Maven module that registers them; empty if they are Flink's or
 *     Kafka's own
 * @param prefix how their names begin in Prometheus
 * @param metrics the metrics
 */
public record MetricFamily(String title, String module, String prefix, List<MetricSpec> metrics) {

  public MetricFamily {
    module = module == null ? "" : module;
    metrics = List.copyOf(metrics);
  }

  /** Every name in Prometheus, in the order of the metrics. */
  public Stream<String> series() {
    return metrics.stream().flatMap(metric -> metric.series(prefix).stream());
  }

  boolean declares(String name) {
    return series().anyMatch(name::equals);
  }
}
