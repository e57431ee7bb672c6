package io.parley.benchmarks.receipts;

import com.datastax.oss.driver.api.core.CqlSession;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.parley.benchmarks.SampleTable;
import io.parley.common.options.JobArguments;
import io.parley.infra.local.CommitLogSync;
import io.parley.infra.local.CqlServer;
import io.parley.infra.local.KafkaBroker;
import io.parley.infra.local.SchemaRegistryServer;
import io.parley.infra.scylla.Keyspace;
import io.parley.infra.scylla.Migrations;
import io.parley.infra.scylla.SchemaMigrator;
import io.parley.receipts.ReceiptAggregationOptions;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.status.ReceiptStats;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.TopicSpec;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.SchemaLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The servers of a benchmark, with one keyspace; topics are new for each run. */
final class Stand implements AutoCloseable {

  static final String KEYSPACE = "receipts_benchmark";
  static final int PARTITIONS = 2;

  private static final Map<String, Schema> SCHEMAS =
      Map.of(
          Topics.EVENTS, ConversationEvent.getClassSchema(),
          Topics.RECEIPTS, Receipt.getClassSchema(),
          Topics.MESSAGE_STATUS, MessageStatus.getClassSchema(),
          Topics.READ_CURSORS, ReadCursor.getClassSchema(),
          Topics.RECEIPT_STATS, ReceiptStats.getClassSchema());

  private final Path directory;
  private final KafkaBroker kafka;
  private final SchemaRegistryServer registry;
  private final CqlServer cql;

  private Stand(Path directory) {
    this.directory = directory;
    this.kafka = new KafkaBroker(directory);
    this.registry = new SchemaRegistryServer(directory);
    this.cql =
        new CqlServer(
            "cql",
            directory,
            CqlServer.Settings.defaults()
                .withCommitLogSync(CommitLogSync.PERIODIC)
                .withFullCompiler());
  }

  static Stand start() throws Exception {
    Stand stand = new Stand(Files.createTempDirectory("receipts-benchmark"));
    stand.kafka.start();
    stand.registry.start();
    stand.cql.start();
    try (CqlSession session = stand.session()) {
      Keyspace keyspace = Keyspace.onOneMachine(KEYSPACE, stand.cql.localDatacenter());
      new SchemaMigrator(session, keyspace, Migrations.load()).migrate();
    }
    return stand;
  }

  CqlSession session() {
    return SampleTable.session(cql);
  }

  SchemaLookup schemas() {
    return ConfluentSchemaLookup.connect(List.of(registry.url()), Map.of());
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** A directory for the checkpoints of a run. */
  Path checkpoints(String run) {
    return directory.resolve("checkpoints").resolve(run);
  }

  /** Creates the topics of a run, their names starting with its name, and registers schemas. */
  void createTopics(String run) throws Exception {
    List<NewTopic> topics = new ArrayList<>();
    List<String> names = new ArrayList<>(SCHEMAS.keySet());
    names.add(Topics.DEAD_LETTERS);
    for (String name : names) {
      TopicSpec spec = TopicCatalogue.load().topic(name);
      topics.add(
          new NewTopic(topic(run, name), PARTITIONS, (short) 1)
              .configs(Map.of("message.timestamp.type", spec.timestamps().kafkaName())));
    }
    try (Admin admin =
        Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers()))) {
      admin.createTopics(topics).all().get();
    }
    var client = new CachedSchemaRegistryClient(registry.url(), SCHEMAS.size());
    for (Map.Entry<String, Schema> schema : SCHEMAS.entrySet()) {
      client.register(topic(run, schema.getKey()) + "-value", new AvroSchema(schema.getValue()));
    }
  }

  static String topic(String run, String catalogueName) {
    return run + "." + catalogueName;
  }

  /** The defaults of the job, but for addresses. */
  ReceiptAggregationOptions options(String run) {
    String[] arguments = {
      "--kafka.bootstrap-servers=" + bootstrapServers(),
      "--kafka.topic-prefix=" + run + ".",
      "--kafka.id-prefix=" + run,
      "--kafka.min-in-sync-replicas=1",
      "--scylladb.min-replicas=1",
      "--registry.url=" + registry.url(),
      "--scylladb.contact-points=" + cql.address(),
      "--scylladb.local-datacenter=" + cql.localDatacenter(),
      "--database.keyspace=" + KEYSPACE,
      "--execution.checkpointing.dir=" + checkpoints(run).toUri()
    };
    return JobArguments.parse(
            ReceiptAggregationOptions.GROUPS, arguments, ReceiptAggregationOptions::read)
        .options();
  }

  @Override
  public void close() {
    cql.close();
    registry.close();
    kafka.close();
  }
}
