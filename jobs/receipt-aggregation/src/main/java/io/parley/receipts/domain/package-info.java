/**
 * The decisions of receipt aggregation, without Flink: statuses, cursors and unread counts.
 *
 * <p>{@link io.parley.receipts.domain.Ledger} applies events in their order and receipts in any
 * order, and writes absolute rows when its timer fires. It rests on four ideas:
 *
 * <ul>
 *   <li><b>Ordinals.</b> Messages of a conversation are counted 1, 2, 3, ... So the reach of a
 *       receipt is an interval, and so is a membership. The messages that a receipt passes are
 *       their intersection. Each user passes a message once, so counting it then is exact. The
 *       unread count is a difference of ordinals.
 *   <li><b>Receipts commute.</b> Whether a receipt counts depends only on the membership of its
 *       user at its position, and it waits until the events up to there have come. Cursors and
 *       their times are maxima, times of a recipient are minima, and counts follow from cursors.
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
 * <p>There is one deliberate limit. A message that all have read leaves the state after a settling
 * time, and any other message leaves it at the horizon. A later receipt still advances its user's
 * cursor if it reaches a message in state. It changes neither counts nor times of messages that
 * have left.
 */
package io.parley.receipts.domain;
