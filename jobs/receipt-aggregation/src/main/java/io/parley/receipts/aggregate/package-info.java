/**
 * The ledger as a Flink operator: {@link io.parley.receipts.aggregate.Facts} makes facts of
 * records, {@link io.parley.receipts.aggregate.LedgerFunction} keeps state and timers, {@code
 * ConversationBooks} declares each piece of state with what bounds it.
 */
package io.parley.receipts.aggregate;
