package io.parley.flink.connector.scylladb;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.function.UnaryOperator;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** The stateless writer of {@link ScyllaSink}: leaves nothing buffered at a barrier. */
final class ScyllaSinkWriter<T> implements SinkWriter<T> {

  private final WriteEngine<T> engine;
  private final RefusedRowHandler<T> refusedRows;
  private final UnaryOperator<T> keep;

  ScyllaSinkWriter(WriteEngine<T> engine, RefusedRowHandler<T> refusedRows, UnaryOperator<T> keep) {
    this.engine = engine;
    this.refusedRows = refusedRows;
    this.keep = keep;
  }

  static <T> ScyllaSinkWriter<T> open(
      WriterInitContext context,
      WriteSettings settings,
      WriteTarget.Factory<T> targetFactory,
      RefusedRowHandler.Factory<T> refusedRowsFactory)
      throws IOException {
    WriteTarget<T> target;
    try {
      target = targetFactory.open();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("Cancelled while opening.").initCause(e);
    }
    RefusedRowHandler<T> refusedRows;
    try {
      refusedRows = refusedRowsFactory.create(context);
    } catch (IOException | RuntimeException e) {
      target.close();
      throw e;
    }
    WriteEngine<T> engine =
        new WriteEngine<>(
            target,
            settings,
            context.getMailboxExecutor(),
            context.getProcessingTimeService(),
            WriteMetrics.of(context.metricGroup()),
            write -> handleRefusal(write, refusedRows));
    return new ScyllaSinkWriter<>(engine, refusedRows, keeper(context, refusedRows));
  }

  @Override
  public void write(T record, Context context) throws IOException, InterruptedException {
    engine.awaitRoom();
    engine.write(new RecordWrite<>(keep.apply(record)));
  }

  /** Returns when every row written so far is in the database, or in the handler and durable. */
  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    engine.drain();
    refusedRows.flush();
  }

  @Override
  public void close() throws IOException {
    try {
      engine.close();
    } finally {
      refusedRows.close();
    }
  }

  static <T> void handleRefusal(RecordWrite<T> write, RefusedRowHandler<T> refusedRows)
      throws IOException, InterruptedException {
    if (write.refusal() != null) {
      refusedRows.handle(write.refusal());
    }
  }

  /**
   * With object reuse the caller may change a record after the call. Its rows are bound by then;
   * only a handler of refused rows may still look at it.
   */
  private static <T> UnaryOperator<T> keeper(
      WriterInitContext context, RefusedRowHandler<T> refusedRows) {
    return context.isObjectReuseEnabled() && refusedRows.looksAtRecords()
        ? context.<T>createInputSerializer()::copy
        : UnaryOperator.identity();
  }
}
