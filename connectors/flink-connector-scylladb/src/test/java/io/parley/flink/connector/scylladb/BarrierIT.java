package io.parley.flink.connector.scylladb;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.junit.jupiter.api.Test;

/**
 * Tests that a checkpoint waits for the rows written before its barrier. Each row takes 2 ms to get
 * to the database, so that many rows are still under way at a barrier.
 */
@UsesLocalServers(Server.CQL)
class BarrierIT {

  private static final Duration DELAY = Duration.ofMillis(2);

  /**
   * Would catch a WriteEngine.drain that does not wait: a checkpoint would complete without rows
   * that were written before its barrier.
   */
  @Test
  void aRowWrittenBeforeTheBarrierIsThereWhenTheCheckpointCompletes(LocalServers servers)
      throws Exception {
    InetSocketAddress server = servers.cql().contactPoint();
    try (ReadingTable table = new ReadingTable(servers.cql());
        CqlProxy proxy = CqlProxy.slow(server, DELAY)) {
      var env = TestJobs.environment(0);
      TestJobs.numbers(env, 1000, 200)
          .map(i -> Reading.of("s" + i % 20, i))
          .map(new RowsAtCheckpoint(server, table.name()))
          .sinkTo(
              ScyllaSink.<Reading>builder()
                  .options(ReadingTable.options(proxy.address()))
                  .upsert(table.upsert())
                  .build());

      env.execute();

      assertThat(RowsAtCheckpoint.CHECKS).hasSizeGreaterThanOrEqualTo(4);
      assertThat(RowsAtCheckpoint.CHECKS)
          .allSatisfy(check -> assertThat(check.inTable()).containsAll(check.before()));
    }
  }

  /** Rows written before a barrier, and rows in the table when its checkpoint was complete. */
  private record Check(Set<Reading> before, Set<Reading> inTable) {}

  private static final class RowsAtCheckpoint extends RichMapFunction<Reading, Reading>
      implements CheckpointedFunction, CheckpointListener {
    private static final List<Check> CHECKS = new CopyOnWriteArrayList<>();

    private final InetSocketAddress server;
    private final String table;
    private final Map<Long, Set<Reading>> writtenBefore = new TreeMap<>();
    private final Set<Reading> written = new HashSet<>();
    private transient CqlSession session;

    RowsAtCheckpoint(InetSocketAddress server, String table) {
      this.server = server;
      this.table = table;
    }

    @Override
    public void open(OpenContext context) {
      session = ReadingTable.session(server);
    }

    @Override
    public Reading map(Reading reading) {
      written.add(reading);
      return reading;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
      writtenBefore.put(context.getCheckpointId(), Set.copyOf(written));
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
      // Nothing to restore: this job never fails.
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
      CHECKS.add(
          new Check(writtenBefore.get(checkpoint), Set.copyOf(ReadingTable.rows(session, table))));
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
