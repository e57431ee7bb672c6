/** Metrics, dashboards, alerts and runbooks. */
package io.parley.observability;
