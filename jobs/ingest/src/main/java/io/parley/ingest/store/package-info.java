/**
 * What an event writes to ScyllaDB: which rows, which columns, which write timestamp.
 *
 * <p>Everything comes from the event. The timestamp is the time and sequence of its id in
 * microseconds, strictly rising within a conversation, so of two writes to a membership row the
 * later event wins, however often and in whatever order they are repeated.
 */
package io.parley.ingest.store;
