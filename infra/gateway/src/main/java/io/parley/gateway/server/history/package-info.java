/**
 * What the gateway reads from the database: the history for devices that were away ({@link
 * io.parley.gateway.server.history.StoredHistory}), and members, badges, cursors and statuses for
 * the REST interface ({@link io.parley.gateway.server.history.ChatTables}). The gateway never
 * writes to the database.
 */
package io.parley.gateway.server.history;
