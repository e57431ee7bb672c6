/**
 * The Grafana dashboards, declared once in code and written as JSON to {@code
 * infra/observability/dashboards}.
 *
 * <p>{@link io.parley.observability.dashboard.Dashboards} lists them. {@link
 * io.parley.observability.dashboard.DashboardJson} gives all of them the same look. {@link
 * io.parley.observability.dashboard.QueryCheck} runs every query of the written files against a
 * live Prometheus.
 */
package io.parley.observability.dashboard;
