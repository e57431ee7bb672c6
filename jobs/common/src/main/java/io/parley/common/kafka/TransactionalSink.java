package io.parley.common.kafka;

import java.io.IOException;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.common.errors.InvalidPidMappingException;

/**
 * A {@link KafkaSink} whose commits can be repeated after the epochs of a transactional id have
 * rolled over. State and committables are those of the KafkaSink.
 *
 * <p>When its 32,767 epochs are used up, an id gets a new producer id (KIP-360, KIP-890). A job
 * that repeats a commit of before gets InvalidPidMapping. The KafkaSink does not know that answer
 * and fails, at each restart anew. Here it is reported as one that was fenced: counted as failed,
 * for nobody can confirm it. A broker that has lost or forgotten the transaction answers the same.
 * Then its records are lost, and no restart would bring them back.
 */
final class TransactionalSink<T>
    implements Sink<T>,
        SupportsWriterState<T, KafkaWriterState>,
        SupportsCommitter<KafkaCommittable>,
        SupportsPostCommitTopology<KafkaCommittable> {

  private final KafkaSink<T> sink;

  TransactionalSink(KafkaSink<T> sink) {
    this.sink = sink;
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
    return sink.createWriter(context);
  }

  @Override
  public StatefulSinkWriter<T, KafkaWriterState> restoreWriter(
      WriterInitContext context, Collection<KafkaWriterState> states) {
    return sink.restoreWriter(context, states);
  }

  @Override
  public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
    return sink.getWriterStateSerializer();
  }

  @Override
  public Committer<KafkaCommittable> createCommitter(CommitterInitContext context)
      throws IOException {
    return new RepeatableCommits<>(sink.createCommitter(context));
  }

  @Override
  public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
    return sink.getCommittableSerializer();
  }

  @Override
  public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committed) {
    sink.addPostCommitTopology(committed);
  }

  /** Passes all commits on, and knows one answer more. */
  @SuppressWarnings("try") // Committer.close may throw anything.
  record RepeatableCommits<C>(Committer<C> committer) implements Committer<C> {

    @Override
    public void commit(Collection<CommitRequest<C>> requests)
        throws IOException, InterruptedException {
      committer.commit(requests.stream().<CommitRequest<C>>map(KnownAnswers::new).toList());
    }

    @Override
    public void close() throws Exception {
      committer.close();
    }
  }

  private record KnownAnswers<C>(Committer.CommitRequest<C> request)
      implements Committer.CommitRequest<C> {

    @Override
    public C getCommittable() {
      return request.getCommittable();
    }

    @Override
    public int getNumberOfRetries() {
      return request.getNumberOfRetries();
    }

    @Override
    public void signalFailedWithKnownReason(Throwable cause) {
      request.signalFailedWithKnownReason(cause);
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable cause) {
      if (ExceptionUtils.findThrowable(cause, InvalidPidMappingException.class).isPresent()) {
        request.signalFailedWithKnownReason(cause);
      } else {
        request.signalFailedWithUnknownReason(cause);
      }
    }

    @Override
    public void retryLater() {
      request.retryLater();
    }

    @Override
    public void updateAndRetryLater(C committable) {
      request.updateAndRetryLater(committable);
    }

    @Override
    public void signalAlreadyCommitted() {
      request.signalAlreadyCommitted();
    }

    /** As the logs of the KafkaSink name the request. */
    @Override
    public String toString() {
      return request.toString();
    }
  }
}
