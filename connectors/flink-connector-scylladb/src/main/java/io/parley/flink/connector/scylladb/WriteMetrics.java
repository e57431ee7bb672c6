package io.parley.flink.connector.scylladb;

import io.parley.flink.connector.scylladb.WriteBatcher.FlushReason;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.apache.flink.runtime.metrics.MetricNames;

/**
 * The metrics of the connector: Flink's standard names on the operator itself, the connector's own
 * in the group {@code scylladb}. Written on the task thread.
 */
final class WriteMetrics {

  private static final int HISTOGRAM_WINDOW = 1000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Counter recordsSent;
  private final Counter sendErrors;
  private final Counter bytesSent;
  private final MetricGroup group;
  private final Counter requests;
  private final Counter rowsWritten;
  private final Counter refusedRows;
  private final Histogram writeLatency;
  private final Histogram batchRows;
  private final Map<String, Counter> retries = new HashMap<>();
  private final Map<FlushReason, Counter> flushes = new EnumMap<>(FlushReason.class);
  private volatile long lastLatencyMillis;

  private WriteMetrics(
      MetricGroup parent, Counter recordsSent, Counter sendErrors, Counter bytesSent) {
    this.recordsSent = recordsSent;
    this.sendErrors = sendErrors;
    this.bytesSent = bytesSent;
    this.group = parent.addGroup("scylladb");
    this.requests = group.counter("requests");
    this.rowsWritten = group.counter("rowsWritten");
    this.refusedRows = group.counter("refusedRows");
    this.writeLatency =
        group.histogram("writeLatencyMicros", new DescriptiveStatisticsHistogram(HISTOGRAM_WINDOW));
    this.batchRows =
        group.histogram("batchRows", new DescriptiveStatisticsHistogram(HISTOGRAM_WINDOW));
    for (ErrorRule rule : ErrorClassifier.TABLE) {
      if (rule.errorClass() == ErrorClass.RETRY || rule.errorClass() == ErrorClass.OVERLOAD) {
        retries.put(rule.name(), group.addGroup("rule", rule.name()).counter("retries"));
      }
    }
    for (FlushReason reason : FlushReason.values()) {
      String name = reason.name().toLowerCase(Locale.ROOT);
      flushes.put(reason, group.addGroup("reason", name).counter("flushes"));
    }
  }

  static WriteMetrics of(SinkWriterMetricGroup sink) {
    WriteMetrics metrics =
        new WriteMetrics(
            sink,
            sink.getNumRecordsSendCounter(),
            sink.getNumRecordsSendErrorsCounter(),
            sink.getNumBytesSendCounter());
    sink.setCurrentSendTimeGauge(() -> metrics.lastLatencyMillis);
    return metrics;
  }

  /** The same names for an operator that is not a sink, so that both need only one dashboard. */
  static WriteMetrics ofOperator(MetricGroup operator) {
    WriteMetrics metrics =
        new WriteMetrics(
            operator,
            operator.counter(MetricNames.NUM_RECORDS_SEND),
            operator.counter(MetricNames.NUM_RECORDS_SEND_ERRORS),
            operator.counter(MetricNames.NUM_BYTES_SEND));
    operator.gauge(MetricNames.CURRENT_SEND_TIME, () -> metrics.lastLatencyMillis);
    return metrics;
  }

  void gauge(String name, IntSupplier value) {
    Gauge<Integer> gauge = value::getAsInt;
    group.gauge(name, gauge);
  }

  void requestAcknowledged(WriteRequest<?> request, long latencyNanos) {
    writeLatency.update(latencyNanos / 1000);
    lastLatencyMillis = latencyNanos / NANOS_PER_MILLI;
    if (request.rows().size() > 1) {
      batchRows.update(request.rows().size());
    }
    requests.inc();
    rowsWritten.inc(request.rows().size());
    for (WriteRequest.Row<?> row : request.rows()) {
      bytesSent.inc(row.bound().bytes());
    }
  }

  void recordWritten() {
    recordsSent.inc();
  }

  void rowRefused() {
    refusedRows.inc();
    sendErrors.inc();
  }

  void requestFailedForGood() {
    sendErrors.inc();
  }

  void retry(ErrorRule rule) {
    retries.get(rule.name()).inc();
  }

  void flushed(FlushReason reason) {
    flushes.get(reason).inc();
  }
}
