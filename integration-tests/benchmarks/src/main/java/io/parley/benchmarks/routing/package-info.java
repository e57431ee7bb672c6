/**
 * What a delivery costs: the delivery-routing job as production builds it, on RocksDB and with
 * checkpoints, between sources and sinks in memory.
 *
 * <p>One command, from the root of the project:
 *
 * <pre>{@code
 * ./parley benchmark routing
 * }</pre>
 *
 * <p>{@code --rounds 5 --seconds 30} changes the run. Kafka and the database are left out, because
 * on one machine they would compete with what is measured; the gateways that answer each delivery
 * with a receipt run in the job's own JVM. So the ratios mean something, the absolute numbers
 * little.
 *
 * <p>Latency is taken from the moment at which a message was due, not from the one at which it was
 * sent: a stall counts for every message that it delays.
 */
package io.parley.benchmarks.routing;
