package io.parley.flink.connector.scylladb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.infra.local.CqlCluster;
import io.parley.infra.local.CqlServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A ring of three nodes with three replicas of each row, written at LOCAL_QUORUM: one node may go
 * while records are under way, and neither a flush nor a row is lost by it.
 *
 * <p>Seen red with the consistency level ALL instead: the flush fails at its timeout.
 */
class NodeLossIT {

  @Test
  void aQuorumOfThreeNodesGoesOnWithoutOneOfThem(@TempDir Path stack) throws Exception {
    try (CqlCluster cluster = new CqlCluster(stack, 3, CqlServer.Settings.defaults())) {
      cluster.start();
      CqlServer survivor = cluster.nodes().get(0);
      try (ReadingTable table = new ReadingTable(survivor.contactPoint(), 3);
          WriterHarness writer = new WriterHarness(options(table), table.upsert())) {
        writer.write(readings(0, 300));
        cluster.nodes().get(2).kill();
        writer.write(readings(300, 600));

        writer.flush();

        assertThat(writer.metrics().count("numRecordsSend")).isEqualTo(600);
        assertThat(writer.metrics().count("numRecordsSendErrors")).isZero();
        // A read may still wait for the lost node right after the kill.
        await()
            .atMost(Duration.ofMinutes(1))
            .ignoreExceptions()
            .untilAsserted(() -> assertThat(table.rowsAtQuorum()).isEqualTo(600));
      }
    }
  }

  private static Configuration options(ReadingTable table) {
    Configuration options = table.options();
    options.set(ScyllaOptions.REQUEST_TIMEOUT, Duration.ofSeconds(5));
    options.set(ScyllaOptions.FLUSH_TIMEOUT, Duration.ofMinutes(1));
    return options;
  }

  private static List<Reading> readings(long from, long to) {
    return LongStream.range(from, to).mapToObj(i -> Reading.of("s" + i % 50, i)).toList();
  }
}
