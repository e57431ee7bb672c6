package io.parley.flink.connector.scylladb;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.internal.core.metadata.token.Murmur3Token;
import com.datastax.oss.driver.internal.core.metadata.token.Murmur3TokenFactory;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** No ScyllaDB is at hand; a proxy makes the server look sharded to the driver. */
@UsesLocalServers(Server.CQL)
class ShardRoutingIT {

  private static final int SHARDS = 4;

  /**
   * Seen red with another routing token set on each statement in CqlTarget: three rows of four then
   * went over a connection of the wrong shard.
   */
  @Test
  void eachRowGoesStraightToTheShardThatOwnsIt(LocalServers servers) throws Exception {
    try (ReadingTable table = new ReadingTable(servers.cql());
        CqlProxy proxy = CqlProxy.withShards(servers.cql().contactPoint(), SHARDS);
        WriterHarness writer =
            new WriterHarness(ReadingTable.options(proxy.address()), table.upsert())) {
      writer.write(readings());
      writer.flush();

      List<CqlProxy.Execute> executes = proxy.executes();
      assertThat(executes).hasSize(400);
      assertThat(executes).extracting(CqlProxy.Execute::shard).contains(0, 1, 2, 3);
      assertThat(executes)
          .allSatisfy(
              execute ->
                  assertThat(execute.shard()).isEqualTo(owner(execute.firstValue().duplicate())));
    }
  }

  /** ScyllaDB's rule: drop the most significant bits of the token, share the rest out evenly. */
  private static int owner(ByteBuffer partitionKey) {
    long token = ((Murmur3Token) new Murmur3TokenFactory().hash(partitionKey)).getValue();
    long biased = (token ^ Long.MIN_VALUE) << CqlProxy.IGNORED_BITS;
    return (int) (biased >>> (Long.SIZE - 2)); // Two bits are enough for four shards.
  }

  private static List<Reading> readings() {
    return LongStream.range(0, 400).mapToObj(i -> Reading.of("sensor-" + i, i)).toList();
  }
}
