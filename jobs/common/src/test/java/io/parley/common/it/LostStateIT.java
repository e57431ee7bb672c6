package io.parley.common.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.common.decode.BrokerInspector;
import io.parley.common.decode.DecodeFunction;
import io.parley.common.decode.IntakeServices;
import io.parley.common.decode.RecordCheck;
import io.parley.common.kafka.KafkaSources;
import io.parley.common.registry.Registry;
import io.parley.common.testing.MiniFlink;
import io.parley.common.testing.RunningJob;
import io.parley.common.testing.TestJobs;
import io.parley.common.testing.TestKafka;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import io.parley.schemas.job.JobSpec;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.TopicSpec.WhenLost;
import io.parley.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job that is started with less state than it once had, on a real broker. {@code StartCheckTest}
 * has the cases; here the committed offsets and the positions in the state are those of Kafka and
 * Flink, which must agree after every ordinary restart.
 *
 * <p>Seen red: without the check, and with positions one too low (each restart was refused).
 */
@UsesLocalServers({Server.KAFKA, Server.REGISTRY})
class LostStateIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final JobSpec JOB = TestJobs.named("guarded");

  private final LocalServers servers;

  @TempDir Path checkpoints;
  @TempDir Path savepoints;

  LostStateIT(LocalServers servers) {
    this.servers = servers;
  }

  @Test
  void ordinaryRestartsAreAcceptedAndLostAndOlderStateIsNot() throws Exception {
    String prefix = "loststate.";
    Deployment careful = Deployment.of(servers, prefix);
    careful.register(Topics.RECEIPTS, Receipt.getClassSchema());
    try (TestKafka kafka = new TestKafka(servers.kafka().bootstrapServers());
        MiniFlink flink = MiniFlink.start(2, 1)) {
      kafka.createFromCatalogue(prefix, 2, List.of(Topics.RECEIPTS));
      RunningJob first = flink.submit(build(flink, careful)).awaitRunning();
      send(kafka, careful, 10);
      awaitCommitted(kafka, careful, 10);
      String older = first.stopWithSavepoint(savepoints);

      RunningJob second = flink.submit(build(flink, careful), older).awaitRunning();
      send(kafka, careful, 10);
      awaitCommitted(kafka, careful, 20);
      flink.stopTaskManager(0);
      flink.startTaskManager();
      await().atMost(PATIENCE).until(() -> second.restarts() >= 1);
      second.awaitRunning();
      send(kafka, careful, 10);
      awaitCommitted(kafka, careful, 30);
      String newest = second.stopWithSavepoint(savepoints);

      assertRefused(flink.submit(build(flink, careful)), "starts without state");
      assertRefused(flink.submit(build(flink, careful), older), "older than what the job");
      RunningJob third = flink.submit(build(flink, careful), newest).awaitRunning();
      send(kafka, careful, 1);
      awaitCommitted(kafka, careful, 31);
      third.cancel();

      Deployment knowing = Deployment.of(servers, prefix, "--kafka.lost-state=ALLOW");
      flink.submit(build(flink, knowing)).awaitRunning().cancel();

      kafka
          .admin()
          .createPartitions(
              Map.of(careful.kafka().topic(Topics.RECEIPTS), NewPartitions.increaseTo(4)))
          .all()
          .get();
      assertRefused(
          flink.submit(build(flink, knowing), newest), "has 4 partitions", "when it had 2");
    }
  }

  private StreamExecutionEnvironment build(MiniFlink flink, Deployment deployment) {
    StreamExecutionEnvironment environment =
        flink.environment(checkpoints, 2, "--execution.checkpointing.interval=200ms");
    environment
        .fromSource(
            KafkaSources.of(deployment.kafka(), JOB, Topics.RECEIPTS, WhenLost.FAIL),
            WatermarkStrategy.noWatermarks(),
            "Receipts")
        .uid("receipts")
        .process(
            new DecodeFunction<>(
                Receipt.class,
                RecordCheck.contract(TopicCatalogue.load().topic(Topics.RECEIPTS)),
                new IntakeServices(
                    Registry.of(deployment.registry()),
                    new BrokerInspector(
                        deployment.kafka(), JOB.consumerGroup(deployment.kafka().idPrefix())),
                    deployment.kafka().topicPrefix(),
                    deployment.kafka().lostState())))
        .uid("decode")
        .name("Decode")
        .sinkTo(new DiscardingSink<>())
        .uid("nothing")
        .name("Nothing");
    return environment;
  }

  /** What they are does not matter: a record that is set aside was read too. */
  private static void send(TestKafka kafka, Deployment deployment, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      kafka.send(
          List.of(
              new ProducerRecord<>(
                  deployment.kafka().topic(Topics.RECEIPTS),
                  ("key-" + i).getBytes(UTF_8),
                  new byte[] {1})));
    }
  }

  private static void awaitCommitted(TestKafka kafka, Deployment deployment, long records) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                kafka
                        .admin()
                        .listConsumerGroupOffsets(JOB.consumerGroup(deployment.kafka().idPrefix()))
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .entrySet()
                        .stream()
                        .filter(entry -> isOf(entry.getKey(), deployment))
                        .mapToLong(entry -> entry.getValue().offset())
                        .sum()
                    >= records);
  }

  private static boolean isOf(TopicPartition partition, Deployment deployment) {
    return partition.topic().equals(deployment.kafka().topic(Topics.RECEIPTS));
  }

  private static void assertRefused(RunningJob job, String... words) throws Exception {
    await().atMost(PATIENCE).until(() -> job.status() == JobStatus.FAILED);
    assertThat(job.lastFailure()).contains(words);
    assertThat(job.restarts()).as("a refusal is final").isZero();
  }
}
