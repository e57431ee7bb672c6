/**
 * What the receipt-aggregation job does in a second, and what a receipt costs. It measures receipts
 * per second through the job, the rows that the job writes against a bare loop that writes the same
 * rows, the same with 100 times more conversations in state, updates per receipt as groups grow,
 * and how long the statuses of others take while readers return after 10,000 messages.
 *
 * <p>One command, from the root of the project:
 *
 * <pre>{@code
 * ./parley benchmark receipts
 * }</pre>
 *
 * <p>{@code --rounds 5} changes the run; {@code --help} lists what there is. Kafka, the registry,
 * Cassandra (not ScyllaDB) and Flink share the machine: the ratios mean something, the absolute
 * numbers do not. The updates a receipt are not measured but counted, on a clock of their own, so
 * they are the same on every machine.
 */
package io.parley.benchmarks.receipts;
