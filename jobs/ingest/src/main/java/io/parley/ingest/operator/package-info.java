/**
 * The Flink functions of the ingest job and the state they keep in Flink.
 *
 * <p>{@link io.parley.ingest.operator.NumberFunction} is chained to the source. It lets the
 * broker's time of each record move the clock of its partition, makes the tick an id, and decodes
 * the record. {@link io.parley.ingest.operator.DecideFunction} holds the state of conversations for
 * the domain. {@link io.parley.ingest.operator.EmitFunction} turns what is durable into records of
 * the topics. What cannot be dated, decoded or answered is a dead letter.
 */
package io.parley.ingest.operator;
