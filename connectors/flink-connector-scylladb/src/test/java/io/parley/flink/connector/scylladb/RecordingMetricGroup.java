package io.parley.flink.connector.scylladb;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** Remembers what is registered, under dotted names. */
final class RecordingMetricGroup extends UnregisteredMetricsGroup {

  private final String prefix;
  private final Map<String, Metric> metrics;

  RecordingMetricGroup() {
    this("", new HashMap<>());
  }

  private RecordingMetricGroup(String prefix, Map<String, Metric> metrics) {
    this.prefix = prefix;
    this.metrics = metrics;
  }

  long count(String name) {
    return ((Counter) metrics.get(name)).getCount();
  }

  Object value(String name) {
    return ((Gauge<?>) metrics.get(name)).getValue();
  }

  Histogram histogram(String name) {
    return (Histogram) metrics.get(name);
  }

  @Override
  public Counter counter(String name) {
    return remember(name, new ThreadSafeSimpleCounter());
  }

  @Override
  public <V, G extends Gauge<V>> G gauge(String name, G gauge) {
    return remember(name, gauge);
  }

  @Override
  public <H extends Histogram> H histogram(String name, H histogram) {
    return remember(name, histogram);
  }

  @Override
  public MetricGroup addGroup(String name) {
    return new RecordingMetricGroup(prefix + name + ".", metrics);
  }

  /** A label and its value. */
  @Override
  public MetricGroup addGroup(String key, String value) {
    return new RecordingMetricGroup(prefix + key + "." + value + ".", metrics);
  }

  private <M extends Metric> M remember(String name, M metric) {
    metrics.put(prefix + name, metric);
    return metric;
  }
}
