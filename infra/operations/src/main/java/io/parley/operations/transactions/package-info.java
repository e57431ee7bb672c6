/**
 * The command {@code ./parley transactions}: shows and aborts Kafka transactions that hold up
 * readers.
 *
 * <p>A job writes in transactions that a checkpoint commits. A reader of level {@code
 * read_committed} sees no record behind the first open transaction of a partition. A job that died
 * leaves its transactions open until {@code kafka.transaction.timeout} has passed, 15 minutes by
 * default. The job frees its readers when it starts again under the same {@code kafka.id-prefix}.
 * It does not when it starts under another one, and it may not after a scale-down (FLINK-40626).
 * {@link io.parley.operations.transactions.OpenTransactions} finds such transactions, and {@link
 * io.parley.operations.transactions.Abort} ends them by fencing their producer.
 *
 * <p>An abort discards the records of the transaction. If a checkpoint had already counted on them,
 * they are lost to readers of committed records. So the command looks twice and leaves alone what
 * moves, and it asks before it aborts.
 */
package io.parley.operations.transactions;
