/**
 * The check of receipts, see {@link io.parley.checker.receipts.ReceiptCheck}.
 *
 * <p>The check replays events and receipts by the rules of the job's README, but by a method of its
 * own. It first takes all events of a conversation, which tell who was a member when. Then it takes
 * the receipts of the conversation, of which only the highest of each user matters. Counts are sums
 * over membership intervals, and the order of receipts makes no difference. The result is compared
 * with the last record of each key on the topics and with the rows of the tables.
 *
 * <p>A history does not decide these points:
 *
 * <ul>
 *   <li>Times. The check does not compare {@code updated_at}, {@code delivered_at} and {@code
 *       read_at}. It only looks whether {@code delivered_at} and {@code read_at} are set.
 *   <li>State that the job forgets on purpose. The job keeps 10,000 messages of a conversation. In
 *       a longer conversation counts and cursors may be lower than worked out here, but never
 *       higher. The check does not know of receipts that waited more than an hour for their event,
 *       or of messages older than the horizon. Do not run it over a history that has them.
 *   <li>A start of the job without its state. Versions begin again after it.
 *   <li>Regressions between records that compaction of {@code chat.read-cursors} has removed.
 *   <li>The statistics in {@code chat.receipt-stats}, which the check does not read. {@code
 *       StatsWindowsTest} of the job holds them.
 * </ul>
 */
package io.parley.checker.receipts;
