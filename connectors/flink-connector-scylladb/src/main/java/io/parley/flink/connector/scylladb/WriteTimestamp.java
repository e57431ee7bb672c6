package io.parley.flink.connector.scylladb;

import java.io.Serializable;

/**
 * The write timestamp of a record in microseconds, above 0. The server keeps, cell by cell, the
 * value with the highest timestamp. So the timestamp decides which of two writes of a row wins,
 * whichever arrives last.
 *
 * <p>It must come from the record alone and rise strictly from one version of a row to the next (at
 * a tie a deletion wins, then the larger value). It must not come from a clock, because a replay
 * after a failure would then overwrite newer rows with older ones. ScyllaDB refuses timestamps over
 * three days ahead of now.
 */
@FunctionalInterface
public interface WriteTimestamp<T> extends Serializable {
  long micros(T record);
}
