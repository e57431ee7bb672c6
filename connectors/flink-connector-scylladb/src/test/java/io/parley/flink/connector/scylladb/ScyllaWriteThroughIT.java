package io.parley.flink.connector.scylladb;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Each row takes 1 ms to get to the database, so records are always under way. */
@UsesLocalServers(Server.CQL)
@ParameterizedClass(name = "objectReuse={0}")
@ValueSource(booleans = {false, true})
class ScyllaWriteThroughIT {

  private static final int RECORDS = 1000;
  private static final int KEYS = 10;

  @Parameter boolean objectReuse;

  @BeforeEach
  void forget() {
    Downstream.SEEN.clear();
  }

  /**
   * Seen red with CqlTarget.execute returning a completed answer at once: records were seen before
   * their rows.
   */
  @Test
  void whoeverSeesARecordDownstreamFindsItsRow(LocalServers servers) throws Exception {
    run(servers, Integer.MAX_VALUE);

    assertThat(Downstream.SEEN).hasSize(RECORDS).allMatch(Seen::inTable);
  }

  /**
   * Seen red with the state left out of the snapshot: the records that were inside at the
   * checkpoint never came out.
   */
  @Test
  void aFailureLosesNoRecordAndChangesNoOrder(LocalServers servers) throws Exception {
    run(servers, 650);

    assertThat(Downstream.SEEN).allMatch(Seen::inTable);
    assertThat(new TreeSet<>(Downstream.SEEN.stream().map(Seen::number).toList())).hasSize(RECORDS);
    for (int attempt = 0; attempt < 2; attempt++) {
      numbersByKey(attempt).values().forEach(numbers -> assertThat(numbers).isSorted());
    }
  }

  private void run(LocalServers servers, int failAt) throws Exception {
    InetSocketAddress server = servers.cql().contactPoint();
    try (ReadingTable table = new ReadingTable(servers.cql());
        CqlProxy proxy = CqlProxy.slow(server, Duration.ofMillis(1))) {
      var env = objectReuse ? TestJobs.environmentWithObjectReuse(1) : TestJobs.environment(1);
      ScyllaWriteThrough<Reading> write =
          ScyllaWriteThrough.<Reading>builder()
              .options(ReadingTable.options(proxy.address()))
              .upsert(table.upsert())
              .build();
      write
          .apply(
              TestJobs.numbers(env, RECORDS, 250)
                  .map(i -> Reading.of("s" + i % KEYS, i))
                  .keyBy(reading -> reading.sensor))
          .uid("write-through")
          .map(new Downstream(server, table.name(), failAt))
          .sinkTo(new DiscardingSink<>());

      env.execute();

      assertThat(table.count()).isEqualTo(RECORDS);
    }
  }

  private static Map<Long, List<Long>> numbersByKey(int attempt) {
    Map<Long, List<Long>> byKey = new HashMap<>();
    Downstream.SEEN.stream()
        .filter(seen -> seen.attempt == attempt)
        .forEach(
            seen ->
                byKey.computeIfAbsent(seen.number % KEYS, k -> new ArrayList<>()).add(seen.number));
    return byKey;
  }

  private record Seen(int attempt, long number, boolean inTable) {}

  /** Looks each record up as it comes by. */
  private static final class Downstream extends RichMapFunction<Reading, Long> {
    private static final List<Seen> SEEN = new CopyOnWriteArrayList<>();

    private final InetSocketAddress server;
    private final String table;
    private final int failAt;
    private transient CqlSession session;
    private transient PreparedStatement select;
    private transient int count;

    Downstream(InetSocketAddress server, String table, int failAt) {
      this.server = server;
      this.table = table;
      this.failAt = failAt;
    }

    @Override
    public void open(OpenContext context) {
      session = ReadingTable.session(server);
      select = session.prepare("SELECT value FROM " + table + " WHERE sensor = ? AND at = ?");
    }

    @Override
    public Long map(Reading reading) {
      int attempt = getRuntimeContext().getTaskInfo().getAttemptNumber();
      if (attempt == 0 && ++count > failAt) {
        throw new IllegalStateException("the failure of this test");
      }
      boolean inTable = session.execute(select.bind(reading.sensor, reading.at)).one() != null;
      SEEN.add(new Seen(attempt, reading.at, inTable));
      return reading.at;
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
