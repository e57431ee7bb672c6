package io.parley.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.infra.local.flink.FlinkRestClient;
import io.parley.infra.local.flink.FlinkRestException;
import io.parley.infra.local.flink.JobState;
import io.parley.infra.local.flink.JobSubmission;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@UsesLocalServers(Server.FLINK)
class FlinkClusterIT {

  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final JobSubmission ENDLESS =
      JobSubmission.withArguments(List.of("200")).entryClass(EndlessJob.class.getName());

  private final FlinkCluster cluster;
  private final FlinkRestClient rest;
  private final String jar;

  FlinkClusterIT(LocalServers servers) throws IOException {
    this.cluster = servers.flink();
    this.rest = cluster.rest();
    this.jar = rest.upload(EndlessJob.jar(servers.directory()));
  }

  @AfterEach
  void cancelAllJobs() throws IOException {
    for (var job : rest.jobs()) {
      if (!job.state().isTerminal()) {
        rest.cancel(job.id(), DEADLINE);
      }
    }
  }

  @Test
  void aJobSurvivesTheKillOfItsTaskManager() throws IOException {
    String job = rest.run(jar, ENDLESS);
    rest.awaitRunning(job, DEADLINE);
    await().atMost(DEADLINE).until(() -> rest.checkpoints(job).completed() > 0);

    TaskManager victim = cluster.taskManagers().get(0);
    Path leftOver = Files.createFile(victim.directory().resolve("tmp").resolve("left-over"));
    victim.kill();
    victim.start();

    await().atMost(DEADLINE).until(() -> rest.checkpoints(job).restored() > 0);
    rest.awaitRunning(job, DEADLINE);
    assertThat(leftOver).as("what the killed process left").doesNotExist();
  }

  @Test
  void aStoppedJobGoesOnFromItsSavepointWithAnotherParallelism() throws IOException {
    String first = rest.run(jar, ENDLESS.parallelism(1));
    rest.awaitRunning(first, DEADLINE);

    String savepoint = rest.stopWithSavepoint(first, DEADLINE);
    String second = rest.run(jar, ENDLESS.parallelism(2).fromSavepoint(savepoint));
    rest.awaitRunning(second, DEADLINE);

    assertThat(rest.job(first).state()).isEqualTo(JobState.FINISHED);
    assertThat(rest.job(second).tasks()).as("one source and two sinks").isEqualTo(3);
    assertThat(rest.checkpoints(second).restored()).isEqualTo(1);
  }

  @Test
  void anAddedTaskManagerBringsSlotsAndRegistersAgainAfterAKillOfTheJobManager()
      throws IOException {
    int slotsBefore = freeSlots();
    TaskManager added = cluster.addTaskManager();
    assertThat(freeSlots()).isGreaterThan(slotsBefore);

    cluster.jobManager().kill();
    cluster.jobManager().start();

    await()
        .atMost(DEADLINE)
        .untilAsserted(() -> assertThat(rest.taskManagers()).contains(added.name()));
  }

  private int freeSlots() throws IOException {
    return rest.overview().path("slots-available").asInt();
  }

  @Test
  void savepointsAreFilesInTheStacksDirectory() throws IOException {
    String job = rest.run(jar, ENDLESS);
    rest.awaitRunning(job, DEADLINE);

    String savepoint = rest.savepoint(job, DEADLINE);

    assertThat(Path.of(URI.create(savepoint))).isDirectory();
  }

  @Test
  void saysWhyAJarCannotRun() {
    assertThatThrownBy(
            () -> rest.run(jar, JobSubmission.withArguments(List.of()).entryClass("Nil")))
        .isInstanceOf(FlinkRestException.class)
        .hasMessageContaining("Nil");
  }

  @Test
  void saysThatItDoesNotKnowAJob() {
    assertThatThrownBy(() -> rest.awaitRunning("0".repeat(32), DEADLINE))
        .isInstanceOf(FlinkRestException.class)
        .hasMessageContaining("knows no job");
  }
}
