package io.parley.flink.connector.scylladb;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.util.function.SerializableFunction;

/** Ready-made answers to refused rows. */
public final class RefusedRows {

  private RefusedRows() {}

  /** Fails the task: nothing is lost unseen. The default. */
  public static <T> RefusedRowHandler.Factory<T> fail() {
    return context -> new WithoutRecord<>(RefusedRows::fail);
  }

  /** Drops the row; the metric {@code refusedRows} counts it. */
  public static <T> RefusedRowHandler.Factory<T> drop() {
    return context -> new WithoutRecord<>(row -> {});
  }

  /**
   * Writes a dead letter to another sink, which is flushed before the barrier is released. It must
   * be durable on flush, as Flink's sinks are at AT_LEAST_ONCE; one that commits later is refused
   * where it shows.
   *
   * @param toLetter turns a refused row into what {@code sink} takes
   */
  public static <T, D> RefusedRowHandler.Factory<T> deadLetters(
      Sink<D> sink, SerializableFunction<RefusedRow<T>, D> toLetter) {
    if (sink instanceof org.apache.flink.api.connector.sink2.SupportsCommitter) {
      // A committing sink's letters become visible by a committer that nobody would run here.
      throw new IllegalArgumentException(
          "The dead-letter sink "
              + sink.getClass().getName()
              + " commits after the checkpoint; its letters would never be committed. Give a sink"
              + " that is durable on flush.");
    }
    return context -> new ToSink<>(sink.createWriter(context), toLetter);
  }

  static <T> void fail(RefusedRow<T> row) throws IOException {
    throw new IOException(
        "A row was refused (%s) after %d attempts by \"%s\". Correct the data or the schema, or choose another"
                .formatted(row.rule(), row.attempts(), row.cql())
            + " handler for refused rows: drop or dead letters.",
        row.cause());
  }

  private record WithoutRecord<T>(RefusedRowHandler<T> handler) implements RefusedRowHandler<T> {

    @Override
    public void handle(RefusedRow<T> row) throws IOException, InterruptedException {
      handler.handle(row);
    }

    @Override
    public boolean looksAtRecords() {
      return false;
    }
  }

  private record ToSink<T, D>(SinkWriter<D> writer, SerializableFunction<RefusedRow<T>, D> toLetter)
      implements RefusedRowHandler<T> {

    @Override
    public void handle(RefusedRow<T> row) throws IOException, InterruptedException {
      writer.write(toLetter.apply(row), NO_TIME);
    }

    @Override
    public void flush() throws IOException, InterruptedException {
      writer.flush(false);
    }

    @Override
    public void close() throws IOException {
      try {
        writer.close();
      } catch (IOException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException("The dead-letter sink does not close.", e);
      }
    }
  }

  private static final SinkWriter.Context NO_TIME =
      new SinkWriter.Context() {
        @Override
        public long currentWatermark() {
          return Long.MIN_VALUE;
        }

        @Override
        public Long timestamp() {
          return null;
        }
      };
}
