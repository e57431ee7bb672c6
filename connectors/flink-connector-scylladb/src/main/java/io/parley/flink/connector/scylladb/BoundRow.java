package io.parley.flink.connector.scylladb;

import com.datastax.oss.driver.api.core.cql.BatchableStatement;

/**
 * One row, ready to send.
 *
 * @param statement bound, idempotent, with its write timestamp; sent unchanged at each attempt
 * @param cql the text of the statement, for messages
 * @param partition equal for rows with the same partition key in tables of the same keyspace; null
 *     where batching is off
 * @param bytes size of the bound values
 */
record BoundRow(BatchableStatement<?> statement, String cql, Object partition, int bytes) {}
