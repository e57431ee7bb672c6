/**
 * The other side of the job for tests against real servers: topics, schemas and tables of a test's
 * own ({@link io.parley.routing.fleet.RoutingRig}), and gateways with their devices, which live and
 * die as the test says ({@link io.parley.routing.fleet.GatewayFleet}).
 */
package io.parley.routing.fleet;
