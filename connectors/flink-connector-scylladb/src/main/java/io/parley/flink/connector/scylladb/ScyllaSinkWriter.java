package io.parley.flink.connector.scylladb;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * The writer of {@link ScyllaSink}. A barrier does not wait for the database. The records that are
 * not settled yet go into the checkpoint, and after a restore they are written again. Runs on the
 * task thread.
 */
final class ScyllaSinkWriter<T> implements StatefulSinkWriter<T, byte[]> {

  private final WriteEngine<T> engine;
  private final RefusedRowHandler<T> refusedRows;
  private final TypeSerializer<T> serializer;
  private final boolean copiesRecords;

  /**
   * In the order in which they came. Bound: {@code scylladb.max-pending-records} and -bytes, and
   * what a restore brings.
   */
  private final Set<RecordWrite<T>> unsettled = new LinkedHashSet<>();

  private List<T> unsettledAtBarrier = List.of();

  /**
   * @param engine makes the engine from what it calls with each settled record
   * @param copiesRecords whether the caller may change a record after the call
   */
  ScyllaSinkWriter(
      Function<WriteEngine.Settled<T>, WriteEngine<T>> engine,
      RefusedRowHandler<T> refusedRows,
      TypeSerializer<T> serializer,
      boolean copiesRecords) {
    this.engine = engine.apply(this::settled);
    this.refusedRows = refusedRows;
    this.serializer = serializer;
    this.copiesRecords = copiesRecords;
  }

  static <T> ScyllaSinkWriter<T> open(
      WriterInitContext context,
      WriteSettings settings,
      WriteTarget.Factory<T> targetFactory,
      RefusedRowHandler.Factory<T> refusedRowsFactory)
      throws IOException {
    TypeSerializer<T> serializer = context.createInputSerializer();
    WriteTarget<T> target;
    try {
      target = targetFactory.open();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    RefusedRowHandler<T> refusedRows;
    try {
      refusedRows = refusedRowsFactory.create(context);
    } catch (IOException | RuntimeException e) {
      target.close();
      throw e;
    }
    WriteMetrics metrics = WriteMetrics.of(context.metricGroup());
    ScyllaSinkWriter<T> writer =
        new ScyllaSinkWriter<>(
            settled ->
                new WriteEngine<>(
                    target,
                    settings,
                    context.getMailboxExecutor(),
                    context.getProcessingTimeService(),
                    metrics,
                    settled),
            refusedRows,
            serializer,
            context.isObjectReuseEnabled());
    metrics.gauge("pendingRecords", writer.unsettled::size);
    return writer;
  }

  /**
   * Writes again what earlier writers had not settled at the checkpoint. Does not wait for room:
   * the task does not run yet.
   */
  void restore(Collection<byte[]> states, ClassLoader classes) throws IOException {
    try {
      for (byte[] state : states) {
        for (T record : UnsettledRecords.read(state, serializer, classes)) {
          add(record, true);
        }
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public void write(T record, Context context) throws IOException, InterruptedException {
    engine.awaitRoom();
    add(copiesRecords ? serializer.copy(record) : record, false);
  }

  private void add(T record, boolean restored) throws IOException, InterruptedException {
    RecordWrite<T> write = new RecordWrite<>(record, restored);
    unsettled.add(write);
    engine.write(write);
  }

  private void settled(RecordWrite<T> write) throws IOException, InterruptedException {
    unsettled.remove(write);
    if (write.refusal() != null) {
      refusedRows.handle(write.refusal());
    }
  }

  /**
   * At a barrier, notes which records are not settled. At the end of the input, waits for all. The
   * note comes before the handler is flushed: a row that is refused during the flush may miss it,
   * and its record is still in the checkpoint.
   */
  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    if (endOfInput) {
      engine.drain();
    }
    unsettledAtBarrier = unsettled.stream().map(RecordWrite::record).toList();
    refusedRows.flush();
  }

  @Override
  public List<byte[]> snapshotState(long checkpointId) throws IOException {
    List<T> records = unsettledAtBarrier;
    unsettledAtBarrier = List.of();
    return records.isEmpty() ? List.of() : List.of(UnsettledRecords.write(records, serializer));
  }

  @Override
  public void close() throws IOException {
    try {
      engine.close();
    } finally {
      refusedRows.close();
    }
  }

  private static IOException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return (IOException) new InterruptedIOException("Cancelled while opening.").initCause(e);
  }
}
