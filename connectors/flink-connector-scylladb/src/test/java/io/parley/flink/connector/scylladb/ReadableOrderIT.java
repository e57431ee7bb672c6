package io.parley.flink.connector.scylladb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;

/** A reader of the table, while one write is held back on its way to the server. */
@UsesLocalServers(Server.CQL)
class ReadableOrderIT {

  private static final int RECORDS = 100;

  /**
   * The first write of the key is held. All other rows of the key must wait behind it, and rows of
   * another key must not.
   *
   * <p>Seen red with a KeyQueue that is always idle: the reader found the rows from 1 on, and not
   * row 0.
   */
  @Test
  void aReaderNeverFindsARowWithoutTheRowsBeforeIt(LocalServers servers) throws Exception {
    try (ReadingTable table = new ReadingTable(servers.cql());
        CqlProxy proxy = CqlProxy.transparent(servers.cql().contactPoint())) {
      proxy.hold(write -> write.hasRowOf("held"));
      CompletableFuture<Void> job = CompletableFuture.runAsync(() -> run(table, proxy));
      await().until(() -> rowsOf(table, "free").size() == RECORDS);

      assertThat(rowsOf(table, "held")).isEmpty();
      assertThat(proxy.heldWrites()).isEqualTo(1);
      proxy.release();

      await().untilAsserted(() -> assertThat(rowsOf(table, "held")).hasSize(RECORDS));
      job.join();
      assertThat(proxy.writes().stream().filter(write -> write.hasRowOf("held")).toList())
          .as("the first alone, the others in as few groups as they fit")
          .hasSizeLessThan(10);
    }
  }

  /**
   * Each write of the key is held, and of those that are held the newest goes first.
   *
   * <p>Seen red with a KeyQueue that is always idle.
   */
  @Test
  void whatIsReadableIsAlwaysTheBeginning(LocalServers servers) throws Exception {
    try (ReadingTable table = new ReadingTable(servers.cql());
        CqlProxy proxy = CqlProxy.transparent(servers.cql().contactPoint())) {
      proxy.hold(write -> write.hasRowOf("held"));
      CompletableFuture<Void> job = CompletableFuture.runAsync(() -> run(table, proxy));
      while (!job.isDone()) {
        await().until(() -> proxy.heldWrites() > 0 || job.isDone());
        List<Long> readable = rowsOf(table, "held");
        assertThat(readable).isEqualTo(LongStream.range(0, readable.size()).boxed().toList());
        proxy.releaseNewest();
      }

      job.join();
      assertThat(rowsOf(table, "held")).hasSize(RECORDS);
    }
  }

  private static void run(ReadingTable table, CqlProxy proxy) {
    var env = TestJobs.environment(0);
    ScyllaWriteThrough.<Reading>builder()
        .options(ReadingTable.options(proxy.address()))
        .upsert(table.upsert())
        .build()
        .apply(
            TestJobs.numbers(env, 2 * RECORDS, 2 * RECORDS)
                .map(i -> Reading.of(i % 2 == 0 ? "held" : "free", (i - 1) / 2))
                .keyBy(reading -> reading.sensor))
        .uid("write-through")
        .sinkTo(new DiscardingSink<>());
    try {
      env.execute();
    } catch (Exception e) {
      throw new AssertionError("The job failed.", e);
    }
  }

  private static List<Long> rowsOf(ReadingTable table, String sensor) {
    return table.rows().stream()
        .filter(reading -> reading.sensor.equals(sensor))
        .map(reading -> reading.at)
        .sorted()
        .toList();
  }
}
