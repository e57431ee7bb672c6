package io.parley.benchmarks;

import com.datastax.oss.driver.api.core.CqlSession;
import io.parley.benchmarks.meters.UsageMeter;
import io.parley.infra.kafka.SchemaDeployment;
import io.parley.infra.kafka.TopicDeployment;
import io.parley.infra.kafka.TopicSizing;
import io.parley.infra.local.CommitLogSync;
import io.parley.infra.local.CqlServer;
import io.parley.infra.local.KafkaBroker;
import io.parley.infra.local.SchemaRegistryServer;
import io.parley.infra.scylla.Keyspace;
import io.parley.infra.scylla.Migrations;
import io.parley.infra.scylla.SchemaMigrator;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.SchemaLookup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;

/**
 * The servers of a benchmark that runs a job in its own JVM: Kafka, a schema registry, and a CQL
 * server with the tables of one keyspace. Their data is in a temporary directory.
 *
 * <p>{@link #close} stops the servers and deletes the directory. If a server does not start, the
 * directory stays, because the message of the failure names a log in it.
 */
public final class JobServers implements AutoCloseable {

  /** The most partitions that a topic has. */
  public static final int PARTITIONS = 2;

  private final ScratchDirectory directory;
  private final String keyspace;
  private final KafkaBroker kafka;
  private final SchemaRegistryServer registry;
  private final CqlServer cql;

  private JobServers(
      ScratchDirectory directory, String keyspace, UnaryOperator<CqlServer.Settings> settings) {
    this.directory = directory;
    this.keyspace = keyspace;
    this.kafka = new KafkaBroker(directory.path());
    this.registry = new SchemaRegistryServer(directory.path());
    this.cql =
        new CqlServer(
            "cql",
            directory.path(),
            settings.apply(
                CqlServer.Settings.defaults().withCommitLogSync(CommitLogSync.PERIODIC)));
  }

  /**
   * Starts the servers and creates the tables.
   *
   * @param name begins the name of the directory
   * @param cql changes the settings of the CQL server, which acknowledges a write before it is on
   *     the disk
   */
  public static JobServers start(
      String name, String keyspace, UnaryOperator<CqlServer.Settings> cql) throws IOException {
    JobServers servers = new JobServers(ScratchDirectory.create(name), keyspace, cql);
    servers.kafka.start();
    servers.registry.start();
    servers.cql.start();
    try (CqlSession session = servers.session()) {
      new SchemaMigrator(
              session,
              Keyspace.onOneMachine(keyspace, servers.cql.localDatacenter()),
              Migrations.load())
          .migrate();
    }
    return servers;
  }

  /** Creates topics as the catalogue describes them, and registers their schemas. */
  public void deploy(TopicCatalogue topics) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      new TopicDeployment(admin, topics, new TopicSizing((short) 1, PARTITIONS)).apply();
    }
    SchemaDeployment.to(List.of(registry.url()), Map.of(), topics).apply();
  }

  /** A session as the connector would open it. */
  public CqlSession session() {
    return SampleTable.session(cql);
  }

  /** The registry's schemas, for records that the benchmark writes or reads. */
  public SchemaLookup schemas() {
    return ConfluentSchemaLookup.connect(List.of(registry.url()), Map.of());
  }

  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** The processes by the names of the servers. */
  public Map<String, Long> processes() {
    return Map.of(
        UsageMeter.KAFKA, kafka.pid(), "registry", registry.pid(), UsageMeter.DATABASE, cql.pid());
  }

  /**
   * The options of a job on these servers, for its command line.
   *
   * @param run names the directory of the job's checkpoints
   */
  public List<String> jobOptions(String run) {
    Path checkpoints = directory.path().resolve("checkpoints").resolve(run);
    return List.of(
        "--kafka.bootstrap-servers=" + bootstrapServers(),
        "--kafka.min-in-sync-replicas=1",
        "--scylladb.min-replicas=1",
        "--registry.url=" + registry.url(),
        "--scylladb.contact-points=" + cql.address(),
        "--scylladb.local-datacenter=" + cql.localDatacenter(),
        "--database.keyspace=" + keyspace,
        "--execution.checkpointing.dir=" + checkpoints.toUri());
  }

  @Override
  public void close() {
    cql.close();
    registry.close();
    kafka.close();
    directory.close();
  }
}
