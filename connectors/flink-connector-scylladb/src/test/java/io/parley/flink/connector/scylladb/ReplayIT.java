package io.parley.flink.connector.scylladb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.junit.jupiter.api.Test;

/** A checkpoint is replayed while the table already holds newer rows. */
@UsesLocalServers(Server.CQL)
class ReplayIT {

  /**
   * All records are versions of one row. The job fails a hundred versions after a checkpoint, when
   * the table holds the last of them; the replay is cut off after fifty. So the last write that the
   * server sees is an older version.
   *
   * <p>Seen red with the wall clock as the write timestamp: version 79, the last of the replay,
   * stayed in the table in place of version 129.
   */
  @Test
  void anOlderWriteThatIsRepeatedNeverBeatsANewerOne(LocalServers servers) throws Exception {
    try (ReadingTable table = new ReadingTable(servers.cql())) {
      var env = TestJobs.environmentWithObjectReuse(1);
      TestJobs.numbers(env, 2000, 500)
          .filter(new FailOnce(servers.cql().contactPoint(), table.name()))
          .map(version -> new Reading("s", 0, "value " + version, version))
          .sinkTo(
              ScyllaSink.<Reading>builder()
                  .options(allAtOnce(table.options()))
                  .upsert(table.upsert())
                  .build());

      env.execute();

      long newest = FailOnce.newest;
      assertThat(FailOnce.lastReplayed).isPositive().isLessThan(newest);
      assertThat(table.rows()).containsExactly(new Reading("s", 0, "value " + newest, newest));
    }
  }

  /** The filter waits on the task thread, so no row may wait for an answer to another one. */
  private static Configuration allAtOnce(Configuration options) {
    options.set(ScyllaOptions.MAX_IN_FLIGHT_PER_PARTITION, 512);
    return options;
  }

  private static final class FailOnce extends RichFilterFunction<Long>
      implements CheckpointedFunction {
    private static final int VERSIONS_AFTER_CHECKPOINT = 100;
    private static final int VERSIONS_OF_REPLAY = 50;

    private static volatile long newest;
    private static volatile long lastReplayed;

    private final InetSocketAddress server;
    private final String table;
    private boolean checkpointed;
    private int sinceCheckpoint;

    FailOnce(InetSocketAddress server, String table) {
      this.server = server;
      this.table = table;
    }

    @Override
    public boolean filter(Long version) {
      sinceCheckpoint++;
      if (getRuntimeContext().getTaskInfo().getAttemptNumber() == 0) {
        if (checkpointed && sinceCheckpoint > VERSIONS_AFTER_CHECKPOINT) {
          newest = version - 1;
          awaitNewestVersion();
          throw new IllegalStateException("the failure of this test");
        }
        return true;
      }
      if (sinceCheckpoint > VERSIONS_OF_REPLAY || lastReplayed >= newest - 1) {
        return false;
      }
      lastReplayed = version;
      return true;
    }

    private void awaitNewestVersion() {
      try (CqlSession session = ReadingTable.session(server)) {
        await()
            .atMost(Duration.ofMinutes(1))
            .until(
                () ->
                    session.execute("SELECT value FROM " + table).all().stream()
                        .map(row -> row.getString("value"))
                        .toList()
                        .equals(List.of("value " + newest)));
      }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
      if (getRuntimeContext().getTaskInfo().getAttemptNumber() == 0) {
        checkpointed = true;
        sinceCheckpoint = 0;
      }
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
      // The point of the replay is the source's: nothing of this function survives.
    }
  }
}
