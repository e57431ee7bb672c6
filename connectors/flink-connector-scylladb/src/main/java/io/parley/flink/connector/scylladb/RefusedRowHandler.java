package io.parley.flink.connector.scylladb;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * A handler of rows that the server, a codec or the binder refuses. An outage is not a refusal. It
 * is retried and finally fails the task. All methods are called on the task thread.
 *
 * <p>{@link RefusedRows} has ready-made handlers.
 */
public interface RefusedRowHandler<T> {

  /** Takes over the row. An exception fails the task. */
  void handle(RefusedRow<T> row) throws IOException, InterruptedException;

  /**
   * Makes all rows handled so far durable. Called before a barrier is released: when it returns, a
   * checkpoint may complete, and the rows will not be seen again.
   */
  default void flush() throws IOException, InterruptedException {}

  /** Called once when the task ends, also after a failure. */
  default void close() throws IOException {}

  /** Creates the handler of a subtask. */
  @FunctionalInterface
  interface Factory<T> extends Serializable {
    RefusedRowHandler<T> create(WriterInitContext context) throws IOException;
  }
}
