package io.parley.observability.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One panel of a dashboard.
 *
 * @param title its title
 * @param doc what it shows and what is normal, in a sentence
 * @param unit Grafana's name of the unit
 * @param kind how it is drawn
 * @param queries what it draws
 * @param needs whose own metrics it needs, if they are neither Flink's nor a gateway's
 */
record Panel(
    String title,
    String doc,
    String unit,
    Kind kind,
    List<Query> queries,
    Optional<Exporter> needs) {

  Panel {
    queries = List.copyOf(queries);
  }

  /** The ways to draw a panel. */
  enum Kind {
    LINES("timeseries"),
    NUMBER("stat");

    private final String type;

    Kind(String type) {
      this.type = type;
    }

    /** Grafana's name of it. */
    String type() {
      return type;
    }
  }

  /** A query in PromQL, with the legend of its lines. */
  record Query(String expression, String legend) {}

  static Panel lines(String title, String unit, String doc) {
    return new Panel(title, doc, unit, Kind.LINES, List.of(), Optional.empty());
  }

  static Panel number(String title, String unit, String doc) {
    return new Panel(title, doc, unit, Kind.NUMBER, List.of(), Optional.empty());
  }

  /** The same with one more query. */
  Panel with(String expression, String legend) {
    List<Query> more = new ArrayList<>(queries);
    more.add(new Query(expression, legend));
    return new Panel(title, doc, unit, kind, more, needs);
  }

  /** The same with the median, the 95th and the 99th percentile of a latency in buckets. */
  Panel withQuantiles(String buckets) {
    Panel panel = this;
    for (String quantile : List.of("0.5", "0.95", "0.99")) {
      panel =
          panel.with(
              "histogram_quantile(%s, sum by (le) (rate(%s[$__rate_interval])))"
                  .formatted(quantile, buckets),
              quantile.equals("0.5") ? "p50" : "p" + quantile.substring(2));
    }
    return panel;
  }

  /** The same with the rate of a counter. */
  Panel withRate(String counter, String by) {
    return by.isEmpty()
        ? with("sum(rate(%s[$__rate_interval]))".formatted(counter), title)
        : with(
            "sum by (%s) (rate(%s[$__rate_interval]))".formatted(by, counter),
            "{{" + by.replace(", ", "}} {{") + "}}");
  }

  /** The same, marked as answered only where another system shows its own metrics. */
  Panel needing(Exporter exporter) {
    return new Panel(title, doc, unit, kind, queries, Optional.of(exporter));
  }
}
