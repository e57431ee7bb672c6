package io.parley.benchmarks.receipts;

import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Reads the job's own counters. One job at a time: {@link #clear} before the next.
 *
 * <p>Flink finds it by its service file and adds metrics from the threads of the job; the sums may
 * be read from any.
 */
public final class Meters implements MetricReporter, MetricReporterFactory {

  static final Meter RECEIPTS = new Meter((name, operator) -> name.equals("receipts"));
  static final Meter REJECTED = new Meter((name, operator) -> name.equals("receiptsRejected"));
  static final Meter DEAD_LETTERS = new Meter((name, operator) -> name.equals("deadLetters"));
  static final Meter UPDATES = new Meter((name, operator) -> name.equals("updatesWritten"));

  /** Rows acknowledged by the database. */
  static final Meter ROWS = new Meter((name, operator) -> name.equals("rowsWritten"));

  /** Requests acknowledged by the database. */
  static final Meter REQUESTS = new Meter((name, operator) -> name.equals("requests"));

  /** Events that have reached the ledger's doorstep. */
  static final Meter EVENTS =
      new Meter((name, operator) -> name.equals("numRecordsIn") && operator.equals("Event facts"));

  private static final List<Meter> ALL =
      List.of(RECEIPTS, REJECTED, DEAD_LETTERS, UPDATES, ROWS, REQUESTS, EVENTS);

  /** The counters of one kind, of all subtasks. */
  static final class Meter {

    private final BiPredicate<String, String> nameAndOperator;
    private final List<Counter> counters = new CopyOnWriteArrayList<>();

    private Meter(BiPredicate<String, String> nameAndOperator) {
      this.nameAndOperator = nameAndOperator;
    }

    long sum() {
      return counters.stream().mapToLong(Counter::getCount).sum();
    }
  }

  static void clear() {
    ALL.forEach(meter -> meter.counters.clear());
  }

  static String describe() {
    return "%d events, %d receipts applied and %d rejected, %d dead letters, %d updates, %d rows"
        .formatted(
            EVENTS.sum(),
            RECEIPTS.sum(),
            REJECTED.sum(),
            DEAD_LETTERS.sum(),
            UPDATES.sum(),
            ROWS.sum());
  }

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    String operator = group.getAllVariables().get("<operator_name>");
    if (metric instanceof Counter counter && operator != null) {
      ALL.stream()
          .filter(meter -> meter.nameAndOperator.test(name, operator))
          .forEach(meter -> meter.counters.add(counter));
    }
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
    // What a finished task has counted still counts.
  }

  @Override
  public MetricReporter createMetricReporter(Properties properties) {
    return this;
  }

  @Override
  public void open(MetricConfig config) {
    // Nothing to open: the counters are read where they are.
  }

  @Override
  public void close() {
    // Nothing was opened.
  }
}
