package io.parley.flink.connector.scylladb;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.internal.core.metadata.token.Murmur3Token;
import com.datastax.oss.driver.internal.core.metadata.token.Murmur3TokenFactory;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

/** No ScyllaDB is at hand; a proxy makes the server look sharded to the driver. */
@UsesLocalServers(Server.CQL)
class ShardRoutingIT {

  private static final int SHARDS = 4;
  private static final int PARTITIONS = 100;
  private static final int ROWS_OF_A_PARTITION = 4;

  /**
   * Seen red with another routing token set on each statement in CqlTarget: three rows of four then
   * went over a connection of the wrong shard.
   */
  @Test
  void eachRowGoesStraightToTheShardThatOwnsIt(LocalServers servers) throws Exception {
    List<CqlProxy.Write> writes = write(servers, new Configuration());

    assertThat(writes).hasSize(PARTITIONS * ROWS_OF_A_PARTITION).noneMatch(CqlProxy.Write::batch);
    assertEachGoesToItsOwner(writes);
  }

  /**
   * The jobs send batches. Seen red with a routing key of its own set on the batch: three of four
   * went over a connection of the wrong shard.
   */
  @Test
  void eachBatchGoesStraightToTheShardThatOwnsItsRows(LocalServers servers) throws Exception {
    Configuration batching = new Configuration();
    batching.set(ScyllaOptions.BATCH_MAX_ROWS, ROWS_OF_A_PARTITION);
    batching.set(ScyllaOptions.BATCH_LINGER, Duration.ofSeconds(10));

    List<CqlProxy.Write> writes = write(servers, batching);

    assertThat(writes).hasSize(PARTITIONS).allMatch(CqlProxy.Write::batch);
    assertThat(writes).allSatisfy(w -> assertThat(w.rows()).hasSize(ROWS_OF_A_PARTITION));
    assertEachGoesToItsOwner(writes);
  }

  private static List<CqlProxy.Write> write(LocalServers servers, Configuration flow)
      throws Exception {
    try (ReadingTable table = new ReadingTable(servers.cql());
        CqlProxy proxy = CqlProxy.withShards(servers.cql().contactPoint(), SHARDS)) {
      Configuration options = ReadingTable.options(proxy.address());
      options.addAll(flow);
      try (WriterHarness writer = new WriterHarness(options, table.upsert())) {
        writer.write(readings());
        writer.flush();
      }
      assertThat(table.rows()).containsExactlyInAnyOrderElementsOf(readings());
      return proxy.writes();
    }
  }

  private static void assertEachGoesToItsOwner(List<CqlProxy.Write> writes) {
    assertThat(writes).extracting(CqlProxy.Write::shard).contains(0, 1, 2, 3);
    assertThat(writes)
        .allSatisfy(
            write ->
                assertThat(write.rows())
                    .allSatisfy(
                        row -> assertThat(write.shard()).isEqualTo(owner(row.get(0).duplicate()))));
  }

  /** ScyllaDB's rule: drop the most significant bits of the token, share the rest out evenly. */
  private static int owner(ByteBuffer partitionKey) {
    long token = ((Murmur3Token) new Murmur3TokenFactory().hash(partitionKey)).getValue();
    long biased = (token ^ Long.MIN_VALUE) << CqlProxy.IGNORED_BITS;
    return (int) (biased >>> (Long.SIZE - 2)); // Two bits are enough for four shards.
  }

  private static List<Reading> readings() {
    return LongStream.range(0, PARTITIONS * ROWS_OF_A_PARTITION)
        .mapToObj(i -> Reading.of("sensor-" + i % PARTITIONS, i))
        .toList();
  }
}
