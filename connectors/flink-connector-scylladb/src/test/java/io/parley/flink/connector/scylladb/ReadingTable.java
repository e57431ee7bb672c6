package io.parley.flink.connector.scylladb;

import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import io.parley.infra.local.CqlServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.configuration.Configuration;

/** A fresh table of readings on a real server, and the connector's options to write to it. */
final class ReadingTable implements AutoCloseable {

  private static final AtomicInteger TABLES = new AtomicInteger();

  private final InetSocketAddress server;
  private final String name = "connector.readings_" + TABLES.incrementAndGet();
  private final CqlSession session;

  ReadingTable(CqlServer server) {
    this(server.contactPoint(), 1);
  }

  ReadingTable(InetSocketAddress server, int replicas) {
    this.server = server;
    this.session = session(server);
    session.execute(
        "CREATE KEYSPACE IF NOT EXISTS connector WITH replication ="
            + " {'class': 'NetworkTopologyStrategy', 'datacenter1': "
            + replicas
            + "}");
    session.execute(
        "CREATE TABLE "
            + name
            + " (sensor text, at bigint, value text, tags list<text>, PRIMARY KEY ((sensor), at))");
    await().atMost(Duration.ofMinutes(1)).until(() -> existsOnEachNode(replicas));
  }

  /** Nodes learn of a table one after the other, the last one maybe after the driver went on. */
  private boolean existsOnEachNode(int nodes) {
    String table = name.substring(name.indexOf('.') + 1);
    SimpleStatement select =
        SimpleStatement.newInstance(
            "SELECT id FROM system_schema.tables WHERE keyspace_name = 'connector'"
                + " AND table_name = '"
                + table
                + "'");
    Collection<Node> known = session.getMetadata().getNodes().values();
    return known.size() >= nodes
        && known.stream().allMatch(node -> session.execute(select.setNode(node)).one() != null);
  }

  static CqlSession session(InetSocketAddress server) {
    return CqlSession.builder()
        .addContactPoint(server)
        .withLocalDatacenter("datacenter1")
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder()
                .withString(DefaultDriverOption.PROTOCOL_VERSION, "V4")
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(60))
                .withDuration(
                    DefaultDriverOption.CONTROL_CONNECTION_AGREEMENT_TIMEOUT,
                    Duration.ofSeconds(60))
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_WINDOW, Duration.ZERO)
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                .build())
        .build();
  }

  String name() {
    return name;
  }

  CqlSession session() {
    return session;
  }

  Configuration options() {
    return options(server);
  }

  static Configuration options(InetSocketAddress server) {
    Configuration options = new Configuration();
    options.set(
        ScyllaOptions.CONTACT_POINTS, List.of(server.getHostString() + ":" + server.getPort()));
    options.set(ScyllaOptions.LOCAL_DATACENTER, "datacenter1");
    return options;
  }

  ScyllaUpsert<Reading> upsert() {
    return ScyllaUpsert.of(
        "INSERT INTO " + name + " (sensor, at, value) VALUES (?, ?, ?) USING TIMESTAMP ?",
        (reading, row) ->
            row.setString("sensor", reading.sensor)
                .setLong("at", reading.at)
                .setString("value", reading.value),
        reading -> reading.version);
  }

  List<Reading> rows() {
    return rows(session, name);
  }

  static List<Reading> rows(CqlSession session, String table) {
    return session
        .execute("SELECT sensor, at, value, writetime(value) AS version FROM " + table)
        .map(ReadingTable::reading)
        .all();
  }

  long count() {
    return session.execute("SELECT count(*) FROM " + name).one().getLong(0);
  }

  /** Counts rows that a majority of the replicas knows. */
  long rowsAtQuorum() {
    return session
        .execute(
            SimpleStatement.newInstance("SELECT count(*) FROM " + name)
                .setConsistencyLevel(ConsistencyLevel.LOCAL_QUORUM))
        .one()
        .getLong(0);
  }

  private static Reading reading(Row row) {
    return new Reading(
        row.getString("sensor"), row.getLong("at"), row.getString("value"), row.getLong("version"));
  }

  @Override
  public void close() {
    session.close();
  }
}
