/**
 * What an operator needs to watch Parley: the metric catalogue, the dashboards, and a client that
 * asks Prometheus.
 *
 * <p>The metrics are declared once, in the resource {@code parley/metrics.yaml} ({@link
 * io.parley.observability.MetricCatalogue}), and the dashboards once, in {@link
 * io.parley.observability.dashboard}. METRICS.md and the JSON files of the dashboards are generated
 * from these declarations. Alerts and runbooks are written by hand, in the directories of the
 * module.
 */
package io.parley.observability;
