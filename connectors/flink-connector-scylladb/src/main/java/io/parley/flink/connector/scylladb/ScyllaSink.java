package io.parley.flink.connector.scylladb;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreWriteTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.CheckpointConfig;

/**
 * A sink that writes records to ScyllaDB at least once, by idempotent upserts with a write
 * timestamp from the record. Repetitions after a failure change nothing, so the table ends up as if
 * each record had been written exactly once.
 *
 * <ul>
 *   <li><b>A barrier</b> does not wait for the database. The checkpoint keeps the records whose
 *       rows are not acknowledged, and after a failure or a rescale they are written again. A sink
 *       that waited, and had no state, would hold its task at each barrier until its slowest
 *       partition has answered, and so all records of all other partitions.
 *   <li><b>The end of the input</b> waits until every row is acknowledged. After {@code
 *       scylladb.flush-timeout} the task fails instead. That timeout is below the checkpoint
 *       timeout, because a savepoint that drains also ends the input. If it is set to more, the job
 *       is refused.
 *   <li><b>Writing</b> blocks the task, with backpressure, while {@code scylladb.max-in-flight}
 *       requests are under way, or while too many records or bytes are not acknowledged. Overload
 *       answers shrink that window for a while.
 *   <li><b>Errors</b> that can pass are retried with a growing, jittered pause. Other errors fail
 *       the task at once, with advice in the message.
 *   <li><b>Refused rows</b> go to a {@link RefusedRowHandler}. By default they fail the task.
 *   <li><b>Batches</b> of rows with one partition key are off until {@code scylladb.batch.max-rows}
 *       is raised.
 * </ul>
 */
public final class ScyllaSink<T>
    implements Sink<T>, SupportsWriterState<T, byte[]>, SupportsPreWriteTopology<T> {

  private final WriteSettings configured;

  /** As configured, until the job graph is made and the checkpoint timeout is known. */
  private WriteSettings settings;

  private final WriteTarget.Factory<T> target;
  private final RefusedRowHandler.Factory<T> refusedRows;

  ScyllaSink(
      WriteSettings settings,
      WriteTarget.Factory<T> target,
      RefusedRowHandler.Factory<T> refusedRows) {
    this.configured = settings;
    this.settings = settings;
    this.target = target;
    this.refusedRows = refusedRows;
  }

  public static <T> ScyllaSinkBuilder<T> builder() {
    return new ScyllaSinkBuilder<>();
  }

  /**
   * Adds nothing. It is where Flink lets a sink look at the job, so the flush timeout is fitted to
   * the checkpoint timeout here.
   *
   * @throws IllegalArgumentException if {@code scylladb.flush-timeout} is not below the checkpoint
   *     timeout
   */
  @Override
  public DataStream<T> addPreWriteTopology(DataStream<T> input) {
    CheckpointConfig checkpoints = input.getExecutionEnvironment().getCheckpointConfig();
    if (checkpoints.isCheckpointingEnabled()) {
      settings = configured.within(Duration.ofMillis(checkpoints.getCheckpointTimeout()));
    }
    return input;
  }

  WriteSettings settings() {
    return settings;
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
    return ScyllaSinkWriter.open(context, settings, target, refusedRows);
  }

  @Override
  public StatefulSinkWriter<T, byte[]> restoreWriter(
      WriterInitContext context, Collection<byte[]> states) throws IOException {
    ScyllaSinkWriter<T> writer = ScyllaSinkWriter.open(context, settings, target, refusedRows);
    try {
      writer.restore(states, context.getUserCodeClassLoader().asClassLoader());
    } catch (IOException | RuntimeException e) {
      writer.close();
      throw e;
    }
    return writer;
  }

  @Override
  public SimpleVersionedSerializer<byte[]> getWriterStateSerializer() {
    return UnsettledRecords.asTheyAre();
  }
}
