package io.parley.common.it;

import static org.apache.kafka.common.IsolationLevel.READ_COMMITTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.common.options.KafkaOptions;
import io.parley.common.testing.TestKafka;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableSummary;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.streaming.runtime.operators.sink.CommitterOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What a restored job does with a commit that Kafka carried out before the crash. */
@UsesLocalServers({Server.KAFKA, Server.REGISTRY})
class RepeatedCommitIT {

  private static final String CONFIRMED = "confirmed";
  private static final String NOT_CONFIRMED = "not confirmed";

  private final LocalServers servers;

  RepeatedCommitIT(LocalServers servers) {
    this.servers = servers;
  }

  /**
   * The committer asks with an older version of the protocol than the writer did, and the broker
   * does not know the transaction by it any more (FLINK-40689). When this is red, the connector has
   * mended that. Then {@code FailedCommittablesAfterStart} can become a page.
   */
  @Test
  void itIsNotConfirmedThoughItHadSucceeded() throws Exception {
    try (TestKafka kafka = new TestKafka(servers.kafka().bootstrapServers())) {
      KafkaOptions options = options(kafka, "repeated.");
      KafkaCommittable committed = committed(options);

      assertThat(repeat(options, committed)).isEqualTo(NOT_CONFIRMED);

      assertThat(kafka.readAll(options.topic(CopyJob.OUTPUT), READ_COMMITTED)).hasSize(1);
    }
  }

  /**
   * A broker compares the producer ids only. So any other one stands for the id of before the
   * rollover, which is thousands of transactions away. Seen red with the answer passed on: "Failed
   * to commit".
   */
  @Test
  void afterARolloverOfEpochsTheJobGoesOn() throws Exception {
    try (TestKafka kafka = new TestKafka(servers.kafka().bootstrapServers())) {
      KafkaOptions options = options(kafka, "rolled-over.");
      KafkaCommittable committed = committed(options);
      KafkaCommittable beforeTheRollover =
          new KafkaCommittable(
              committed.getProducerId() + 1,
              committed.getEpoch(),
              committed.getTransactionalId(),
              null);

      assertThat(repeat(options, beforeTheRollover)).isEqualTo(NOT_CONFIRMED);

      assertThat(kafka.readAll(options.topic(CopyJob.OUTPUT), READ_COMMITTED)).hasSize(1);
    }
  }

  private KafkaOptions options(TestKafka kafka, String prefix) throws Exception {
    KafkaOptions options = Deployment.of(servers, prefix).kafka();
    kafka.create(options.topic(CopyJob.OUTPUT), 1, Map.of());
    return options;
  }

  /** A transaction as a checkpoint has it. The job that wrote it has committed it. */
  private static KafkaCommittable committed(KafkaOptions options) throws Exception {
    Properties properties = options.producerProperties();
    properties.put("key.serializer", ByteArraySerializer.class.getName());
    properties.put("value.serializer", ByteArraySerializer.class.getName());
    try (FlinkKafkaInternalProducer<byte[], byte[]> producer =
        new FlinkKafkaInternalProducer<>(properties, options.idPrefix() + "-of-a-crashed-job")) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(options.topic(CopyJob.OUTPUT), new byte[] {1})).get();
      producer.precommitTransaction();
      KafkaCommittable prepared =
          new KafkaCommittable(
              producer.getProducerId(), producer.getEpoch(), producer.getTransactionalId(), null);
      producer.commitTransaction();
      return prepared;
    }
  }

  /** What a new committer says, as after a restart. The committer passes on what it confirms. */
  @SuppressWarnings("unchecked")
  private static String repeat(KafkaOptions options, KafkaCommittable transaction)
      throws Exception {
    var sink = (SupportsCommitter<KafkaCommittable>) CopyJob.sink(options);
    try (var committer =
        new OneInputStreamOperatorTestHarness<
            CommittableMessage<KafkaCommittable>, CommittableMessage<KafkaCommittable>>(
            new CommitterOperatorFactory<>(sink, false, true))) {
      committer.open();
      committer.processElement(new StreamRecord<>(new CommittableSummary<>(0, 1, 1, 1, 0)));
      committer.processElement(new StreamRecord<>(new CommittableWithLineage<>(transaction, 1, 0)));
      committer.notifyOfCompletedCheckpoint(1);
      return committer.extractOutputValues().stream()
              .anyMatch(CommittableWithLineage.class::isInstance)
          ? CONFIRMED
          : NOT_CONFIRMED;
    }
  }
}
