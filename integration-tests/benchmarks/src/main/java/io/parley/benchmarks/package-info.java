/**
 * The command {@code ./parley benchmark}, and its connector suite. The suite measures the rows per
 * second of a bare driver loop, of the ScyllaDB sink and of the write-through, in one run on one
 * server, and their ratios.
 *
 * <p>One command, from the root of the project:
 *
 * <pre>{@code
 * ./parley benchmark connector
 * }</pre>
 *
 * <p>{@code --rounds 5 --seconds 60} changes the run. {@code --help} lists all options. The server
 * is Cassandra 5, not ScyllaDB, and shares the machine with the client. So only the ratios have a
 * meaning, not the absolute numbers.
 *
 * <p>The other suites of {@link io.parley.benchmarks.BenchmarkCommand} have packages of their own:
 * {@link io.parley.benchmarks.receipts} and {@link io.parley.benchmarks.routing} measure one job
 * each, {@link io.parley.benchmarks.pipeline} measures all three together, against the floor of
 * {@link io.parley.benchmarks.bare}. {@link io.parley.benchmarks.Markdown} writes their pages.
 */
package io.parley.benchmarks;
