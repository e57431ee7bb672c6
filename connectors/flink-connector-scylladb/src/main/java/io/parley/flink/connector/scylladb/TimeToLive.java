package io.parley.flink.connector.scylladb;

import java.io.Serializable;

/**
 * The time to live of a record's row in seconds; 0 for ever. The server counts from the moment of
 * the write, not from the write timestamp, so a replay lengthens a row's life.
 */
@FunctionalInterface
public interface TimeToLive<T> extends Serializable {
  int seconds(T record);
}
