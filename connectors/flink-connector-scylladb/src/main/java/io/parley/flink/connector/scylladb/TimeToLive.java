package io.parley.flink.connector.scylladb;

import java.io.Serializable;

/**
 * For how many seconds a record's row lives, 0 for ever. The server counts from the moment of the
 * write, not from the write timestamp, so a replay lengthens a row's life.
 */
@FunctionalInterface
public interface TimeToLive<T> extends Serializable {
  int seconds(T record);
}
