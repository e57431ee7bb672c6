/**
 * What the REST interface reads from the database: members, badges, cursors and statuses ({@link
 * io.parley.gateway.server.history.ChatTables}). The history for devices that were away comes from
 * {@link io.parley.infra.scylla.history.StoredHistory}. The gateway never writes to the database.
 */
package io.parley.gateway.server.history;
