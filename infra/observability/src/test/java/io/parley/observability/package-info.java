/** Tests of the metric catalogue, the dashboards, the alerts and the runbooks, without servers. */
package io.parley.observability;
