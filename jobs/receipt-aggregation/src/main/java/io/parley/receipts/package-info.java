/**
 * The receipt-aggregation job: {@code chat.events} and {@code chat.receipts} become statuses,
 * cursors, badges and statistics.
 *
 * <p>{@link io.parley.receipts.ReceiptAggregationJob} wires it; {@code ledger} decides, {@code
 * aggregate} keeps state and timers for it, {@code stats} counts by minute, {@code store} names the
 * tables.
 */
package io.parley.receipts;
