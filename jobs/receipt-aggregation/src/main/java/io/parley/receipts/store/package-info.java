/**
 * The tables of the job in ScyllaDB. Each table has one idempotent INSERT or more, whose write
 * timestamps follow from the values.
 */
package io.parley.receipts.store;
