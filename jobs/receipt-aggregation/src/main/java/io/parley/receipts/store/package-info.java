/**
 * Where updates end up in ScyllaDB: one upsert a table, each an idempotent INSERT whose write
 * timestamp follows from its values.
 */
package io.parley.receipts.store;
