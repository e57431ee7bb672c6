package io.parley.faults.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests by which lines of its log a process that woke up has lost its place. Seen red: with the
 * fences of Kafka only, and with every line about a connection to the JobManager.
 */
class ZombieTest {

  @TempDir private Path directory;

  @Test
  void aProcessThatWorksHasNotLostItsPlace() throws IOException {
    assertThat(
            lossesOfPlace(
                """
                16:40:32.106 INFO  [main] TaskExecutor - Establish JobManager connection for job d210cdca.
                16:40:32.107 INFO  [main] DefaultJobLeaderService - Successful registration at job manager pekko.tcp://flink
                16:40:33.525 INFO  [Decide (1/2)#0] Task - Decide (1/2)#0 (90_0_0) switched from INITIALIZING to RUNNING.
                16:40:36.360 INFO  [kafka-admin-client-thread] NetworkClient - Node 1 disconnected.
                """))
        .isZero();
  }

  @Test
  void aFenceOfKafkaCounts() throws IOException {
    assertThat(
            lossesOfPlace(
                """
                16:43:41.293 WARN  [Store rows] KafkaCommitter - Unable to commit transaction
                org.apache.kafka.common.errors.ProducerFencedException: There is a newer producer with the same transactionalId which fences the current one.
                org.apache.kafka.common.errors.InvalidProducerEpochException: Producer attempted to produce with an old epoch.
                """))
        .isEqualTo(2);
  }

  @Test
  void aDisconnectionByTheJobManagerCounts() throws IOException {
    assertThat(
            lossesOfPlace(
                """
                16:43:41.293 INFO  [main] TaskExecutor - Close JobManager connection for job d210cdca.
                16:43:41.294 INFO  [main] Task - Attempting to fail task externally Decide (1/2)#0 (90_0_0).
                """))
        .isEqualTo(2);
  }

  private long lossesOfPlace(String log) throws IOException {
    return Zombie.lossesOfPlace(Files.writeString(directory.resolve("taskmanager-1.log"), log));
  }
}
