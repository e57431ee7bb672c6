package io.parley.flink.connector.scylladb;

import com.datastax.oss.driver.api.core.cql.Statement;
import java.io.IOException;
import java.io.Serializable;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Where the rows of a subtask go. The one seam between the write machinery and the driver: the real
 * one is {@link CqlTarget}, tests put a fake here.
 */
interface WriteTarget<T> extends AutoCloseable {

  /**
   * Gives the rows of {@code record} to {@code out}, none or many.
   *
   * @throws RuntimeException if the record's values do not fit the statement
   */
  void bind(T record, Consumer<BoundRow> out);

  /** Sends; completes on any thread. */
  CompletionStage<?> execute(Statement<?> statement);

  @Override
  void close();

  /** Opens a target once for each subtask; travels in the job graph. */
  @FunctionalInterface
  interface Factory<T> extends Serializable {
    WriteTarget<T> open() throws IOException, InterruptedException;
  }
}
