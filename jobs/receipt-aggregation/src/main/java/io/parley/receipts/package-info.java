/**
 * The receipt-aggregation job: {@code chat.events} and {@code chat.receipts} become statuses,
 * cursors, unread counts and statistics.
 *
 * <p>{@link io.parley.receipts.ReceiptAggregationJob} wires it; {@code domain} decides, {@code
 * operator} keeps state and timers for it, {@code store} names the tables, {@code topics} the
 * topics.
 */
package io.parley.receipts;
