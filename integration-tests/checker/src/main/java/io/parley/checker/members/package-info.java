/**
 * The check of the tables about members and 10-day windows, see {@link
 * io.parley.checker.members.MembershipCheck}.
 *
 * <p>Each cell of {@code conversation_members} and {@code user_conversations} has the value of the
 * newest event that sets the cell, with the write timestamp of that event. A JOIN sets the role,
 * the notify level and {@code joined_event_id}. A SET_ROLE and a SET_NOTIFY set one cell, and a
 * LEAVE sets {@code left_event_id}. So the check folds the changes of one user in one conversation
 * in the order of their event ids, and compares the result with both rows.
 *
 * <p>Each window in which a conversation has an event has a row of {@code conversation_buckets}.
 * Ingest writes it with the first event of the window, before that event is visible.
 *
 * <p>An event of an aborted transaction counts like a committed one. Its rows were written before
 * it was visible, and the same event comes again.
 *
 * <p><b>What is judged.</b> Tables keep their rows for ever, and {@code chat.events} does not keep
 * its records. Retention deletes the oldest records of a partition first. So an event that is left
 * is newer than each deleted one of its conversation, and a cell that it sets is always judged.
 * These are judged only if the first event of the conversation is left, because only then all
 * events are known:
 *
 * <ul>
 *   <li>a row of a user whom no event names;
 *   <li>a cell that no event sets;
 *   <li>a row of a window in which there is no event.
 * </ul>
 *
 * <p>Rows of conversations without any event in the topic are not judged. They may come from
 * another history.
 */
package io.parley.checker.members;
