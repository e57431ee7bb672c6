/**
 * Faults of what the jobs depend on: connections, the CQL server, the schema registry, Kafka's
 * retention, the disk for checkpoints, and the input itself.
 *
 * <p>In faults of the network, the jobs reach Kafka and the CQL server through {@link
 * io.parley.cli.Proxies}; Gateways, observers and the checker connect directly, so that everything
 * they see is caused by the pipeline.
 */
package io.parley.faults.network;
