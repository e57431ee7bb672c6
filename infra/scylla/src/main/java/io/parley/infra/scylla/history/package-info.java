/**
 * Reads the history of a conversation, newest message first, a page at a time.
 *
 * <pre>{@code
 * HistoryReader reader = new HistoryReader(session, "parley");
 * HistoryPage page = reader.newest("room-1", HistoryReader.DEFAULT_LIMIT);
 * while (page.older().isPresent()) {
 *   page = reader.before("room-1", page.older().getAsLong(), HistoryReader.DEFAULT_LIMIT);
 * }
 * }</pre>
 *
 * <p>Each message comes once, in its newest version: an edited one with its new content, a deleted
 * one marked and without content. Changes of members are part of the history, as everything that
 * has a place in the conversation's order.
 *
 * <p>No message is skipped or repeated, whatever is written meanwhile. Ids only rise within a
 * conversation, so what is new comes above the first page and never below a page that was read; an
 * edit or deletion adds a version to its message and never another message. A page starts below the
 * last message of the page before it. The 10-day buckets that the table is partitioned by do not
 * show: the reader goes from one to the next that exists.
 */
package io.parley.infra.scylla.history;
