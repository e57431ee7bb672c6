package io.parley.benchmarks;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import io.parley.infra.local.CqlServer;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * The table to which all contenders write, with the same statement and the same binder. The binder
 * counts the rows that are handed to the driver. The window of requests in flight is always full,
 * so this equals the number of acknowledged rows.
 */
public final class SampleTable {

  static final String INSERT =
      "INSERT INTO benchmark.samples (sensor, at, payload) VALUES (?, ?, ?) USING TIMESTAMP ?";

  private static final LongAdder ROWS = new LongAdder();

  private SampleTable() {}

  static long rows() {
    return ROWS.sum();
  }

  static BoundStatementBuilder bind(Sample sample, BoundStatementBuilder row) {
    ROWS.increment();
    return row.setString("sensor", sample.sensor)
        .setLong("at", sample.at)
        .setString("payload", sample.payload);
  }

  static void create(CqlSession session) {
    session.execute(
        "CREATE KEYSPACE benchmark WITH replication ="
            + " {'class': 'NetworkTopologyStrategy', 'datacenter1': 1}");
    session.execute(
        "CREATE TABLE benchmark.samples"
            + " (sensor text, at bigint, payload text, PRIMARY KEY ((sensor), at))");
  }

  /** A session as the connector would open it. */
  public static CqlSession session(CqlServer server) {
    return CqlSession.builder()
        .addContactPoint(server.contactPoint())
        .withLocalDatacenter(server.localDatacenter())
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder()
                .withString(DefaultDriverOption.PROTOCOL_VERSION, "V4")
                .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "LOCAL_QUORUM")
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                .withInt(DefaultDriverOption.CONNECTION_MAX_REQUESTS, 8192)
                .withBoolean(DefaultDriverOption.REQUEST_DEFAULT_IDEMPOTENCE, true)
                .build())
        .build();
  }
}
