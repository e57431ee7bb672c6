/**
 * What a delivery costs: the delivery-routing job as production builds it, with its own sources,
 * sinks and defaults, on RocksDB and with checkpoints.
 *
 * <p>One command, from the root of the project:
 *
 * <pre>{@code
 * ./parley benchmark routing
 * }</pre>
 *
 * <p>{@code --rounds 5 --seconds 30} changes the run, and {@code --only IDLE --idle-connections
 * 100000 --idle-minutes 5} takes one measure. Kafka, the registry and the database run as processes
 * of their own. The job runs in the JVM of the command, so that the processor time of its threads
 * can be told from that of the gateways beside it. Gateways are {@link
 * io.parley.gateway.client.GatewayClient}s, whose devices acknowledge each delivery at once. Ingest
 * is left out: the benchmark writes events and the keys of their rows itself.
 *
 * <p>All of them share one machine. So the ratios mean something, the absolute numbers little.
 *
 * <p>Latency is taken from the moment at which a message was due, not from the one at which it was
 * sent: a stall counts for every message that it delays.
 */
package io.parley.benchmarks.routing;
