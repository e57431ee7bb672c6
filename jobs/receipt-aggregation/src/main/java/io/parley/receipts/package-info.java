/**
 * The receipt-aggregation job. It turns {@code chat.events} and {@code chat.receipts} into
 * statuses, cursors, unread counts and statistics.
 *
 * <p>{@link io.parley.receipts.ReceiptAggregationJob} wires the job. Package {@code domain}
 * decides, {@code operator} keeps state and timers for it, {@code store} has the tables, and {@code
 * topics} the topics.
 */
package io.parley.receipts;
