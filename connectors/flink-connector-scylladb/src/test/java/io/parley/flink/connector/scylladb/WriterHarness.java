package io.parley.flink.connector.scylladb;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.runtime.tasks.StreamTaskActionExecutor;
import org.apache.flink.streaming.runtime.tasks.mailbox.MailboxExecutorImpl;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailboxImpl;

/**
 * A sink writer on a real server without a job: the calling thread is the task thread, with a real
 * mailbox and timers of the real clock. So a test decides what happens between write and flush.
 */
final class WriterHarness implements AutoCloseable, ProcessingTimeService {

  private final MailboxExecutor mailbox =
      new MailboxExecutorImpl(
          new TaskMailboxImpl(Thread.currentThread()), 0, StreamTaskActionExecutor.IMMEDIATE);
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final RecordingMetricGroup metrics = new RecordingMetricGroup();
  private final ScyllaSinkWriter<Reading> writer;

  WriterHarness(Configuration configuration, ScyllaUpsert<Reading> upsert)
      throws IOException, InterruptedException {
    this(configuration, upsert, RefusedRows::fail);
  }

  WriterHarness(
      Configuration configuration,
      ScyllaUpsert<Reading> upsert,
      RefusedRowHandler<Reading> refusedRows)
      throws IOException, InterruptedException {
    this(configuration, connection -> CqlTarget.open(connection, List.of(upsert)), refusedRows);
  }

  WriterHarness(Configuration configuration, List<ScyllaUpsert<Reading>> upserts)
      throws IOException, InterruptedException {
    this(configuration, connection -> CqlTarget.open(connection, upserts), RefusedRows::fail);
  }

  WriterHarness(
      Configuration configuration, TargetOpener opener, RefusedRowHandler<Reading> refusedRows)
      throws IOException, InterruptedException {
    OptionReader options = new OptionReader(configuration);
    ScyllaConnection connection = ScyllaConnection.read(options);
    WriteSettings settings = WriteSettings.read(options);
    options.check();
    WriteTarget<Reading> target = opener.open(connection);
    this.writer =
        new ScyllaSinkWriter<>(
            settled ->
                new WriteEngine<>(
                    target, settings, mailbox, this, WriteMetrics.ofOperator(metrics), settled),
            refusedRows,
            TypeInformation.of(Reading.class).createSerializer(new SerializerConfigImpl()),
            true);
  }

  /** Opens what the writer writes to. */
  interface TargetOpener {
    WriteTarget<Reading> open(ScyllaConnection connection) throws IOException, InterruptedException;
  }

  RecordingMetricGroup metrics() {
    return metrics;
  }

  void write(Iterable<Reading> readings) throws IOException, InterruptedException {
    for (Reading reading : readings) {
      writer.write(reading, null);
    }
  }

  /** What the end of the input does. */
  void flush() throws IOException, InterruptedException {
    writer.flush(true);
  }

  /** What a barrier does. Returns what the checkpoint keeps. */
  List<byte[]> barrier() throws IOException, InterruptedException {
    writer.flush(false);
    return writer.snapshotState(1);
  }

  void restore(List<byte[]> checkpoint) throws IOException {
    writer.restore(checkpoint, Thread.currentThread().getContextClassLoader());
  }

  @Override
  public long getCurrentProcessingTime() {
    return System.currentTimeMillis();
  }

  @Override
  public ScheduledFuture<?> registerTimer(long time, ProcessingTimeCallback callback) {
    return clock.schedule(
        () -> mailbox.execute(() -> callback.onProcessingTime(time), "timer"),
        Math.max(0, time - getCurrentProcessingTime()),
        TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() throws IOException {
    clock.shutdownNow();
    writer.close();
  }
}
