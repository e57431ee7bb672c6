package io.parley.flink.connector.scylladb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.infra.local.CqlServer;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One test for each moment of a writer's life at which the server can go away. */
@UsesLocalServers(Server.CQL)
class ServerFaultsIT {

  private CqlServer server;
  private ReadingTable table;

  @BeforeEach
  void createTable(LocalServers servers) {
    server = servers.cql();
    table = new ReadingTable(server);
  }

  @AfterEach
  void leaveTheServerRunning() {
    table.close();
    server.resume();
    if (!server.isAlive()) {
      server.start();
    }
  }

  @Test
  void aServerKilledWhileRecordsAreWrittenLosesNothing() throws Exception {
    try (WriterHarness writer = new WriterHarness(impatient(), table.upsert())) {
      writer.write(readings(0, 200));
      server.kill();
      writer.write(readings(200, 400));
      CompletableFuture<Void> start = CompletableFuture.runAsync(server::start);

      writer.flush();

      start.join();
      assertThat(writer.metrics().count("numRecordsSend")).isEqualTo(400);
      assertRows(400);
    }
  }

  /**
   * Seen red without the state of the writer: the rows were in no checkpoint and in no table. Seen
   * red without the copy on the way in: the value was "changed".
   */
  @Test
  void whatAKilledServerHadNotTakenAtABarrierIsInTheCheckpoint() throws Exception {
    List<byte[]> checkpoint;
    List<Reading> readings = readings(0, 200);
    try (WriterHarness writer = new WriterHarness(impatient(), table.upsert())) {
      server.kill();
      writer.write(readings);
      readings.forEach(reading -> reading.value = "changed");

      checkpoint = writer.barrier();
    }
    server.start();

    try (WriterHarness writer = new WriterHarness(impatient(), table.upsert())) {
      writer.restore(checkpoint);
      writer.flush();

      assertThat(checkpoint).isNotEmpty();
      assertRows(200);
      assertThat(table.rows()).noneMatch(row -> row.value.equals("changed"));
    }
  }

  @Test
  void aServerThatHangsDuringAFlushIsWaitedFor() throws Exception {
    try (WriterHarness writer = new WriterHarness(impatient(), table.upsert())) {
      server.pause();
      writer.write(readings(0, 300));
      CompletableFuture<Void> resume =
          CompletableFuture.runAsync(
              () -> {
                awaitARetry(writer);
                server.resume();
              });

      writer.flush();

      resume.join();
      assertRows(300);
    }
  }

  @Test
  void aServerRestartedBetweenTwoFlushesIsFoundAgain() throws Exception {
    try (WriterHarness writer = new WriterHarness(impatient(), table.upsert())) {
      writer.write(readings(0, 100));
      writer.flush();
      server.restart();

      writer.write(readings(100, 200));
      writer.flush();

      assertRows(200);
    }
  }

  @Test
  void aFlushFailsAfterItsTimeoutInsteadOfHanging() throws Exception {
    Configuration options = impatient();
    options.set(ScyllaOptions.FLUSH_TIMEOUT, Duration.ofSeconds(2));
    try (WriterHarness writer = new WriterHarness(options, table.upsert())) {
      writer.write(readings(0, 10));
      server.pause();
      writer.write(readings(10, 20));

      assertThatThrownBy(writer::flush)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("not settled within 2000 ms");

      server.resume();
    }
  }

  @Test
  void aTaskEndsSoonThoughTheServerHangs() throws Exception {
    WriterHarness writer = new WriterHarness(impatient(), table.upsert());
    server.pause();
    writer.write(readings(0, 10));
    long start = System.nanoTime();

    writer.close();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void aTaskThatStartsWhileTheServerIsDownWaitsForIt() throws Exception {
    server.kill();
    CompletableFuture<Void> start = CompletableFuture.runAsync(server::start);

    try (WriterHarness writer = new WriterHarness(impatient(), table.upsert())) {
      writer.write(readings(0, 10));
      writer.flush();
      start.join();
      assertRows(10);
    }
  }

  private void assertRows(long expected) {
    await()
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(table.count()).isEqualTo(expected));
  }

  private static void awaitARetry(WriterHarness writer) {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> writer.metrics().count("scylladb.rule.driverTimeout.retries") > 0);
  }

  private Configuration impatient() {
    Configuration options = table.options();
    options.set(ScyllaOptions.REQUEST_TIMEOUT, Duration.ofSeconds(2));
    options.set(ScyllaOptions.RETRY_MAX_BACKOFF, Duration.ofSeconds(1));
    options.setString("scylladb.driver.advanced.reconnection-policy.max-delay", "1 second");
    return options;
  }

  private static List<Reading> readings(long from, long to) {
    return LongStream.range(from, to).mapToObj(i -> Reading.of("s" + i % 10, i)).toList();
  }
}
