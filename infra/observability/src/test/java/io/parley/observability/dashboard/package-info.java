/** Tests of the dashboards, without servers. */
package io.parley.observability.dashboard;
