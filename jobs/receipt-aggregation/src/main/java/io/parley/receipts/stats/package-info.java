/**
 * {@code chat.receipt-stats}: messages, deliveries and reads by minute of event time, with
 * quantiles.
 *
 * <p>A {@link io.parley.receipts.stats.StatsSample} is counted once, when the ledger counts a
 * passage for the first time; {@link io.parley.receipts.stats.StatsWindows} does the rest. What is
 * late updates its window and raises the version of its record; what is too late is counted in a
 * metric.
 */
package io.parley.receipts.stats;
