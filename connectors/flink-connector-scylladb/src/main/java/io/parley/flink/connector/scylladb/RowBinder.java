package io.parley.flink.connector.scylladb;

import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import java.io.Serializable;

/**
 * Puts a record's values into the markers of a prepared statement, by name: {@code
 * row.setString("sensor", reading.sensor()).setDouble("value", reading.value())}.
 *
 * <p>Returns the row that it was given, so that one chain of setters is a whole binder.
 *
 * <p>A value that is left out or set to null stays unset. The column keeps its value, and no
 * tombstone is written. The values must depend on the record alone, because a replay must bind the
 * same values. Called on the task thread. An exception refuses the record (see {@link
 * RefusedRowHandler}).
 */
@FunctionalInterface
public interface RowBinder<T> extends Serializable {
  BoundStatementBuilder bind(T record, BoundStatementBuilder row);
}
