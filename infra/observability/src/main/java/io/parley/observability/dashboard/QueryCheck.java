package io.parley.observability.dashboard;

import io.parley.observability.PrometheusClient;
import io.parley.observability.PrometheusClient.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs every query of the dashboards against a live Prometheus. A query is answered if it returns
 * at least one number. Queries that need a system which no local stack has are counted and not run.
 *
 * @param run how many queries were run
 * @param left how many were not, because they need the metrics of another system
 * @param unanswered the queries without a number, each in a line
 */
public record QueryCheck(int run, int left, List<String> unanswered) {

  public QueryCheck {
    unanswered = List.copyOf(unanswered);
  }

  /**
   * Runs the queries once.
   *
   * @throws IOException if Prometheus does not answer at all
   */
  public static QueryCheck of(List<PanelQuery> queries, PrometheusClient prometheus)
      throws IOException {
    int run = 0;
    List<String> unanswered = new ArrayList<>();
    for (PanelQuery query : queries) {
      if (query.needs().map(Exporter::isLocal).orElse(true)) {
        run++;
        List<Sample> samples = prometheus.query(query.runnable());
        if (samples.stream().noneMatch(sample -> Double.isFinite(sample.value()))) {
          unanswered.add(
              "%s, panel '%s': %s (%d series)"
                  .formatted(query.dashboard(), query.panel(), query.runnable(), samples.size()));
        }
      }
    }
    return new QueryCheck(run, queries.size() - run, unanswered);
  }

  /** The result in one line. */
  public String line() {
    return "%d of %d queries of the dashboards answered; %d more need the metrics of other systems"
        .formatted(run - unanswered.size(), run, left);
  }
}
