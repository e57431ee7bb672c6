package io.parley.flink.connector.scylladb;

import java.util.OptionalLong;
import org.apache.flink.api.common.JobInfo;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.OperatorIOMetricGroup;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.runtime.metrics.MetricNames;
import org.apache.flink.runtime.metrics.groups.ProxyMetricGroup;
import org.apache.flink.util.UserCodeClassLoader;

/**
 * The context of the writer of a dead-letter sink that runs inside a {@link ScyllaSink}. It is the
 * context of the sink, except for the metrics. Dead letters are counted in a group {@code
 * deadLetters} of their own, and not as rows of the sink.
 */
record DeadLetterContext(WriterInitContext sink) implements WriterInitContext {

  @Override
  public SinkWriterMetricGroup metricGroup() {
    return new Metrics(
        sink.metricGroup().addGroup("deadLetters"), sink.metricGroup().getIOMetricGroup());
  }

  @Override
  public <I> TypeSerializer<I> createInputSerializer() {
    throw new UnsupportedOperationException(
        "A dead-letter sink asks for the serializer of its input, which is not known here.");
  }

  @Override
  public UserCodeClassLoader getUserCodeClassLoader() {
    return sink.getUserCodeClassLoader();
  }

  @Override
  public MailboxExecutor getMailboxExecutor() {
    return sink.getMailboxExecutor();
  }

  @Override
  public ProcessingTimeService getProcessingTimeService() {
    return sink.getProcessingTimeService();
  }

  @Override
  public SerializationSchema.InitializationContext asSerializationSchemaInitializationContext() {
    return sink.asSerializationSchemaInitializationContext();
  }

  @Override
  public boolean isObjectReuseEnabled() {
    return sink.isObjectReuseEnabled();
  }

  @Override
  public OptionalLong getRestoredCheckpointId() {
    return sink.getRestoredCheckpointId();
  }

  @Override
  public JobInfo getJobInfo() {
    return sink.getJobInfo();
  }

  @Override
  public TaskInfo getTaskInfo() {
    return sink.getTaskInfo();
  }

  private static final class Metrics extends ProxyMetricGroup<MetricGroup>
      implements SinkWriterMetricGroup {

    private final OperatorIOMetricGroup io;
    private final Counter recordsOutErrors;
    private final Counter sendErrors;
    private final Counter recordsSent;
    private final Counter bytesSent;

    Metrics(MetricGroup group, OperatorIOMetricGroup io) {
      super(group);
      this.io = io;
      this.recordsOutErrors = counter(MetricNames.NUM_RECORDS_OUT_ERRORS);
      this.sendErrors = counter(MetricNames.NUM_RECORDS_SEND_ERRORS);
      this.recordsSent = counter(MetricNames.NUM_RECORDS_SEND);
      this.bytesSent = counter(MetricNames.NUM_BYTES_SEND);
    }

    @Override
    public OperatorIOMetricGroup getIOMetricGroup() {
      return io;
    }

    @Override
    public Counter getNumRecordsOutErrorsCounter() {
      return recordsOutErrors;
    }

    @Override
    public Counter getNumRecordsSendErrorsCounter() {
      return sendErrors;
    }

    @Override
    public Counter getNumRecordsSendCounter() {
      return recordsSent;
    }

    @Override
    public Counter getNumBytesSendCounter() {
      return bytesSent;
    }

    @Override
    public void setCurrentSendTimeGauge(Gauge<Long> gauge) {
      gauge(MetricNames.CURRENT_SEND_TIME, gauge);
    }
  }
}
