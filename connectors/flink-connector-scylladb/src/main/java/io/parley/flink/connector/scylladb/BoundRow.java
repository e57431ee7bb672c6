package io.parley.flink.connector.scylladb;

import com.datastax.oss.driver.api.core.cql.BatchableStatement;

/**
 * One row, ready to send.
 *
 * @param statement bound, idempotent, with its write timestamp; sent unchanged at each attempt
 * @param cql the text of the statement, for messages
 * @param table the table of the row; rows of one partition of one table, in one batch, become
 *     readable together
 * @param partition equal for rows that may share a batch: those with the same partition key in
 *     tables with the same replicas
 * @param bytes size of the bound values
 */
record BoundRow(
    BatchableStatement<?> statement, String cql, String table, Object partition, int bytes) {}
