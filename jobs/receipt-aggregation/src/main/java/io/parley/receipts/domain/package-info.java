/**
 * What the job decides, without Flink: who has got and read which message, and how many are unread.
 *
 * <p>{@link io.parley.receipts.domain.Ledger} applies events in their order and receipts in any
 * order, and writes absolute rows when its timer fires. Four ideas carry it:
 *
 * <ul>
 *   <li><b>Ordinals.</b> Messages of a conversation are counted 1, 2, 3, ... "Up to and including"
 *       is then an interval, a user's membership too, and the messages a receipt passes are their
 *       intersection. Each user passes a message once, so counting it then is exact, and unread is
 *       a difference.
 *   <li><b>Receipts commute.</b> Whether a receipt counts depends on the events up to its position
 *       only (was the user a member there?), and it waits until they have come. Cursors and their
 *       times are maxima, times of a recipient are minima, counts follow from cursors.
 *   <li><b>Versions are computed, not counted.</b> {@link io.parley.receipts.domain.Versions} is
 *       strictly monotone in the value, so the highest version is the final state, whatever was
 *       coalesced, crashed or repeated on the way.
 *   <li><b>One record.</b> {@link io.parley.receipts.domain.OpenConversation} reads each record at
 *       most once in a call and writes each changed one once. A small conversation is one record.
 * </ul>
 *
 * <p>State is reached through {@link io.parley.common.memory.Table} and {@link
 * io.parley.common.memory.Cell}, so the same code runs in a property test on maps and in the job on
 * keyed state.
 *
 * <p>What commutes has one edge, on purpose: a message that all have read leaves the state after a
 * settling time, and one that is never read by all after the horizon. A receipt that comes later
 * still advances its user's cursor if it reaches the messages in state, but changes neither counts
 * nor times of what has left.
 */
package io.parley.receipts.domain;
