/**
 * Dates and numbers the commands of each Kafka partition.
 *
 * <p>{@link io.parley.ingest.number.NumberFunction} is chained to the source. It lets the broker's
 * time of each record move the clock of its partition ({@link
 * io.parley.ingest.number.PartitionClocks}), makes the tick an id, and decodes the record. The id
 * is a function of the append times of the partition's records alone, hence the same in every
 * replay. What cannot be dated, decoded or answered is a dead letter.
 */
package io.parley.ingest.number;
