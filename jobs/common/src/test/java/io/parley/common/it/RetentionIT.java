package io.parley.common.it;

import static org.apache.kafka.common.IsolationLevel.READ_COMMITTED;
import static org.apache.kafka.common.IsolationLevel.READ_UNCOMMITTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.common.options.KafkaOptions;
import io.parley.common.testing.MiniFlink;
import io.parley.common.testing.RunningJob;
import io.parley.common.testing.TestKafka;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import io.parley.schemas.topic.TopicSpec.WhenLost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that retention has overtaken. */
@UsesLocalServers({Server.KAFKA, Server.REGISTRY})
class RetentionIT {

  private final LocalServers servers;

  @TempDir Path checkpoints;
  @TempDir Path savepoints;

  RetentionIT(LocalServers servers) {
    this.servers = servers;
  }

  @Test
  void aJobWhoseNextRecordsAreGoneFailsAndSkipsNothing() throws Exception {
    KafkaOptions options = Deployment.of(servers, "overtaken.").kafka();
    try (TestKafka kafka = new TestKafka(servers.kafka().bootstrapServers());
        MiniFlink flink = MiniFlink.start(1, 1)) {
      String savepoint = stopAndLetRetentionOvertake(kafka, flink, options);

      RunningJob after =
          flink.submit(CopyJob.build(flink.environment(checkpoints, 1), options), savepoint);

      await().atMost(Duration.ofMinutes(2)).until(() -> after.restarts() >= 1);
      assertThat(after.lastFailure()).contains("OffsetOutOfRange");
      assertThat(kafka.readAll(options.topic(CopyJob.OUTPUT), READ_UNCOMMITTED))
          .as("nothing was copied from behind the gap")
          .hasSize(10);
    }
  }

  @Test
  void aJobThatWasToldToGoesOnBehindTheGapWithItsState() throws Exception {
    KafkaOptions options = Deployment.of(servers, "skipping.").kafka();
    KafkaOptions decided = Deployment.of(servers, "skipping.", "--kafka.lost-records=SKIP").kafka();
    try (TestKafka kafka = new TestKafka(servers.kafka().bootstrapServers());
        MiniFlink flink = MiniFlink.start(1, 1)) {
      String savepoint = stopAndLetRetentionOvertake(kafka, flink, options);

      RunningJob after =
          flink
              .submit(CopyJob.build(flink.environment(checkpoints, 1), decided), savepoint)
              .awaitRunning();

      kafka.read(options.topic(CopyJob.OUTPUT), READ_COMMITTED, 15);
      assertThat(after.restarts()).isZero();
      after.cancel();
      assertThat(kafka.readAll(options.topic(CopyJob.OUTPUT), READ_UNCOMMITTED))
          .as("ten from before, five of the ten that came meanwhile")
          .hasSize(15);
    }
  }

  /**
   * Sessions, for one: what is older than a session lives has no value any more.
   *
   * <p>Seen red with the option's FAIL for every topic.
   */
  @Test
  void aTopicWhoseOldRecordsHaveNoValueIsReadOnByItself() throws Exception {
    KafkaOptions options = Deployment.of(servers, "worthless.").kafka();
    try (TestKafka kafka = new TestKafka(servers.kafka().bootstrapServers());
        MiniFlink flink = MiniFlink.start(1, 1)) {
      String savepoint = stopAndLetRetentionOvertake(kafka, flink, options);

      RunningJob after =
          flink
              .submit(
                  CopyJob.build(flink.environment(checkpoints, 1), options, WhenLost.SKIP),
                  savepoint)
              .awaitRunning();

      kafka.read(options.topic(CopyJob.OUTPUT), READ_COMMITTED, 15);
      assertThat(after.restarts()).isZero();
    }
  }

  /** Ten records are copied; of ten more the first five are deleted while nobody reads. */
  private String stopAndLetRetentionOvertake(TestKafka kafka, MiniFlink flink, KafkaOptions options)
      throws Exception {
    kafka.create(options.topic(CopyJob.INPUT), 1, Map.of());
    kafka.create(options.topic(CopyJob.OUTPUT), 1, Map.of());
    RunningJob before =
        flink.submit(CopyJob.build(flink.environment(checkpoints, 1), options)).awaitRunning();
    kafka.send(CopyJob.originals(options, 0, 10));
    kafka.read(options.topic(CopyJob.OUTPUT), READ_COMMITTED, 10);
    String savepoint = before.stopWithSavepoint(savepoints);
    kafka.send(CopyJob.originals(options, 10, 10));
    kafka
        .admin()
        .deleteRecords(
            Map.of(
                new TopicPartition(options.topic(CopyJob.INPUT), 0),
                RecordsToDelete.beforeOffset(15)))
        .all()
        .get();
    return savepoint;
  }
}
