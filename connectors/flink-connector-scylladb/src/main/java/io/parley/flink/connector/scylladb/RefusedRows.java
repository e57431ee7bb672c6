package io.parley.flink.connector.scylladb;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.util.function.SerializableFunction;

/** Ready-made handlers of refused rows. */
public final class RefusedRows {

  private RefusedRows() {}

  /** Fails the task, so that no row is lost unseen. The default. */
  public static <T> RefusedRowHandler.Factory<T> fail() {
    return context -> RefusedRows::fail;
  }

  /** Drops the row; the metric {@code refusedRows} counts it. */
  public static <T> RefusedRowHandler.Factory<T> drop() {
    return context -> row -> {};
  }

  /**
   * Writes a dead letter to another sink at least once, and flushes it before the barrier is
   * released. The sink must be durable on flush, as Flink's sinks are at AT_LEAST_ONCE. An example
   * is a {@code KafkaSink} with that guarantee. A sink that commits after the checkpoint fails the
   * task at its first dead letter. One that keeps records in its own state, as {@link ScyllaSink}
   * does, fails it at the start.
   *
   * @param toLetter turns a refused row into a record of {@code sink}
   */
  public static <T, D> RefusedRowHandler.Factory<T> deadLetters(
      Sink<D> sink, SerializableFunction<RefusedRow<T>, D> toLetter) {
    return context ->
        new DeadLetterWriter<>(sink.createWriter(new DeadLetterContext(context)), toLetter);
  }

  static <T> void fail(RefusedRow<T> row) throws IOException {
    throw new IOException(
        "A row was refused (%s) after %d attempts by \"%s\". Correct the data or the schema, or choose another"
                .formatted(row.rule(), row.attempts(), row.cql())
            + " handler for refused rows: drop or dead letters.",
        row.cause());
  }
}
