package io.parley.flink.connector.scylladb;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes records to ScyllaDB at least once, by idempotent upserts with a write timestamp from the
 * record. Repeats after a failure change nothing, so the table ends up as if each record had been
 * written exactly once.
 *
 * <ul>
 *   <li><b>A barrier</b> waits until every row before it is acknowledged. The writer has no state:
 *       nothing of a completed checkpoint is outside the database. After {@code
 *       scylladb.flush-timeout} the task fails instead.
 *   <li><b>Writing</b> blocks the task, with backpressure, while {@code scylladb.max-in-flight}
 *       requests are under way or wait for a retry. Overload answers shrink that window for a
 *       while.
 *   <li><b>Errors</b> that can pass are retried with a growing, jittered pause; those that cannot
 *       fail the task at once, saying what to do.
 *   <li><b>Refused rows</b> go to a {@link RefusedRowHandler}; by default they fail the task.
 *   <li><b>Batches</b> of rows with one partition key are off until {@code scylladb.batch.max-rows}
 *       is raised.
 * </ul>
 */
public final class ScyllaSink<T> implements Sink<T> {

  private final WriteSettings settings;
  private final WriteTarget.Factory<T> target;
  private final RefusedRowHandler.Factory<T> refusedRows;

  ScyllaSink(
      WriteSettings settings,
      WriteTarget.Factory<T> target,
      RefusedRowHandler.Factory<T> refusedRows) {
    this.settings = settings;
    this.target = target;
    this.refusedRows = refusedRows;
  }

  public static <T> ScyllaSinkBuilder<T> builder() {
    return new ScyllaSinkBuilder<>();
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
    return ScyllaSinkWriter.open(context, settings, target, refusedRows);
  }
}
