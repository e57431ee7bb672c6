/**
 * Faults of what the jobs depend on: connections, the CQL server, the schema registry, Kafka's
 * retention, the disk for checkpoints, and the input itself.
 *
 * <p>Where a network misbehaves, the jobs reach Kafka and the CQL server through {@link
 * io.parley.cli.Proxies}; gateways, observers and the checker go directly, so that what they see is
 * the pipeline's doing.
 */
package io.parley.faults.network;
