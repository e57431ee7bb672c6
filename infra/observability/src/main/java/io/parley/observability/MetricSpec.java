package io.parley.observability;

import java.util.List;
import java.util.Objects;

/**
 * One metric of the catalogue.
 *
 * @param name the name in the code
 * @param group the name of the group around it, or an empty text
 * @param type how it is registered
 * @param unit the unit of its values
 * @param labels its own labels, besides those that say where it was measured
 * @param doc the meaning, in a sentence
 */
public record MetricSpec(
    String name, String group, Type type, String unit, List<String> labels, String doc) {

  /** The ways to register a metric. */
  public enum Type {
    COUNTER,
    GAUGE,
    /** A Flink histogram, which Prometheus sees as a summary. */
    QUANTILES,
    /** The three metrics of {@code LatencyHistogram} in jobs/common. */
    LATENCY,
    /** A Micrometer timer with buckets. */
    TIMER
  }

  public MetricSpec {
    Objects.requireNonNull(type, () -> name + " has no type");
    Objects.requireNonNull(unit, () -> name + " has no unit");
    Objects.requireNonNull(doc, () -> name + " has no doc");
    group = group == null ? "" : group;
    labels = labels == null ? List.of() : List.copyOf(labels);
  }

  /** The names of its series in Prometheus. */
  List<String> series(String prefix) {
    String plain = name.replace('.', '_').replace('-', '_');
    if (prefix.startsWith("flink_")) {
      // Flink puts the names of labels into the name of the metric.
      String scope = prefix + (group.isEmpty() ? "" : group + "_");
      scope += labels.isEmpty() ? "" : String.join("_", labels) + "_";
      return switch (type) {
        case COUNTER, GAUGE -> List.of(scope + plain);
        case QUANTILES -> List.of(scope + plain, scope + plain + "_count");
        case LATENCY ->
            List.of(
                scope + plain,
                scope + plain + "_count",
                prefix + "le_" + plain + "_bucket",
                scope + plain + "_belowZero");
        case TIMER -> throw new IllegalStateException(name + ": Flink has no timers");
      };
    }
    return switch (type) {
      case COUNTER -> List.of(prefix + plain + "_total");
      case GAUGE -> List.of(prefix + plain);
      case TIMER ->
          List.of(
              prefix + plain + "_seconds_bucket",
              prefix + plain + "_seconds_count",
              prefix + plain + "_seconds_sum",
              prefix + plain + "_seconds_max");
      case QUANTILES, LATENCY ->
          throw new IllegalStateException(name + ": Micrometer has no " + type);
    };
  }
}
