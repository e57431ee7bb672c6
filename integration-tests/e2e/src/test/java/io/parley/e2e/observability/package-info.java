/**
 * Tests that what operators look at tells the truth: metrics, dashboards, alerts, runbooks and the
 * dashboard of Flink, on one running stack with a Prometheus.
 */
package io.parley.e2e.observability;
