package io.parley.flink.connector.scylladb;

import com.datastax.oss.driver.api.core.cql.Statement;
import java.io.IOException;
import java.io.Serializable;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The destination of a subtask's rows. It is the only interface between the write machinery and the
 * driver. {@link CqlTarget} implements it, and tests use a fake.
 */
interface WriteTarget<T> extends AutoCloseable {

  /**
   * Gives the rows of {@code record} to {@code out}, any number of them.
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
