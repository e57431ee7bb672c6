/**
 * The reader of the log of a conversation: its history backwards, or its events forwards.
 *
 * <pre>{@code
 * HistoryReader reader = new HistoryReader(session, "parley");
 *
 * // The history, newest message first.
 * HistoryPage page = reader.newest("room-1", HistoryReader.DEFAULT_LIMIT);
 * while (page.older().isPresent()) {
 *   page = reader.before("room-1", page.older().getAsLong(), HistoryReader.DEFAULT_LIMIT);
 * }
 *
 * // What a device missed, oldest event first.
 * EventPage missed = reader.eventsAfter("room-1", lastSeen, upTo, HistoryReader.DEFAULT_LIMIT);
 * while (missed.next().isPresent()) {
 *   missed = reader.eventsAfter("room-1", missed.next().getAsLong(), upTo, DEFAULT_LIMIT);
 * }
 * }</pre>
 *
 * <p>{@link io.parley.infra.scylla.history.StoredHistory} gives the same to the gateway library,
 * which asks for it without blocking.
 *
 * <p>In the history each message comes once, in its newest version. An edited message has its new
 * content. A deleted message is marked and has no content. Changes of members are part of the
 * history. Among the events, edits and deletions come at their own places, each with the newest
 * version of its message.
 *
 * <p>No message and no event is skipped or repeated, whatever is written meanwhile. Ids only rise
 * within a conversation, and ingest writes an event only when the event before it is acknowledged.
 * So a reader that sees an event sees all events before it. A page begins where the page before it
 * ended. The table is partitioned by 10-day buckets. Callers do not notice them, because the reader
 * goes on to the next bucket that exists.
 *
 * <p>Deleted content is never handed out once the deletion is acknowledged, not even to a caller
 * who pages through old messages. The deletion clears the only row that holds the content.
 */
package io.parley.infra.scylla.history;
