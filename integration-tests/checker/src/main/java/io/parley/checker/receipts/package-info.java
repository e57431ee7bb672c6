/**
 * What must hold of receipts: see {@link io.parley.checker.receipts.ReceiptCheck}.
 *
 * <p>Events and receipts are replayed by the rules of the job's README, in a way of their own:
 * first all events of a conversation, which fix who was a member when, then its receipts as maxima.
 * Counts are then sums of intervals, and no order of receipts matters. What comes out is compared
 * with the last record of each key on the topics and with the rows of the tables.
 *
 * <p>What is not decided from a history:
 *
 * <ul>
 *   <li>times ({@code updated_at}, {@code delivered_at}, ...): only that they are set;
 *   <li>what the job forgets on purpose. It keeps 10,000 messages of a conversation; in a longer
 *       one counts and cursors may be lower than worked out here, never higher. Receipts that
 *       waited more than an hour for their event and messages older than the horizon are judged as
 *       if nothing had been forgotten: do not run the check over such a history;
 *   <li>a start of the job without its state, after which versions begin again;
 *   <li>regressions between records that compaction of {@code chat.read-cursors} has removed.
 * </ul>
 */
package io.parley.checker.receipts;
