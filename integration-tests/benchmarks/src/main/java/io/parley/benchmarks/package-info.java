/**
 * What the ScyllaDB connector costs: rows per second of a bare driver loop, of the sink and of the
 * write-through, in one run on one server, and their ratios.
 *
 * <p>One command, from the root of the project:
 *
 * <pre>{@code
 * ./parley benchmark connector
 * }</pre>
 *
 * <p>{@code --rounds 5 --seconds 60} changes the run; {@code --help} lists what there is. The
 * server is Cassandra 5, not ScyllaDB, and shares the machine with the client: the ratios mean
 * something, the absolute numbers do not.
 *
 * <p>The other suites of {@link io.parley.benchmarks.BenchmarkCommand} have packages of their own:
 * {@link io.parley.benchmarks.receipts} and {@link io.parley.benchmarks.routing}, one job each.
 */
package io.parley.benchmarks;
