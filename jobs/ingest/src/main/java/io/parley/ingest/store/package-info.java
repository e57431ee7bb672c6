/**
 * The rows, columns and write timestamps that an event writes to ScyllaDB.
 *
 * <p>All values come from the event. The timestamp is the time and sequence of its id in
 * microseconds, which rises strictly within a conversation. So of two writes to a membership row
 * the later event wins, however often and in whatever order they are repeated.
 */
package io.parley.ingest.store;
