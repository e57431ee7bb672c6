package io.parley.benchmarks.routing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.datastax.oss.driver.api.core.CqlSession;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.parley.benchmarks.SampleTable;
import io.parley.benchmarks.meters.TopicEnds;
import io.parley.common.options.JobArguments;
import io.parley.infra.local.CommitLogSync;
import io.parley.infra.local.CqlServer;
import io.parley.infra.local.KafkaBroker;
import io.parley.infra.local.SchemaRegistryServer;
import io.parley.infra.scylla.Keyspace;
import io.parley.infra.scylla.Migrations;
import io.parley.infra.scylla.SchemaMigrator;
import io.parley.routing.RoutingOptions;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.push.PushRequest;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.RecordEncoder;
import io.parley.schemas.wire.SchemaLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The servers of the benchmark: Kafka, a registry and a CQL server, with the topics and tables of
 * the job. It also writes the events, because ingest is left out: it would compete with what is
 * measured. For one thread.
 */
final class Stand implements AutoCloseable {

  static final String KEYSPACE = "routing_benchmark";
  private static final int PARTITIONS = 2;

  private static final Map<String, Schema> SCHEMAS =
      Map.of(
          Topics.COMMANDS, ConversationCommand.getClassSchema(),
          Topics.ACKS, CommandAck.getClassSchema(),
          Topics.EVENTS, ConversationEvent.getClassSchema(),
          Topics.SESSIONS, SessionEvent.getClassSchema(),
          Topics.RECEIPTS, Receipt.getClassSchema(),
          Topics.GATEWAYS, GatewayEvent.getClassSchema(),
          Topics.MESSAGE_STATUS, MessageStatus.getClassSchema(),
          Topics.READ_CURSORS, ReadCursor.getClassSchema(),
          Topics.DELIVERIES, Delivery.getClassSchema(),
          Topics.PUSH, PushRequest.getClassSchema());

  private final Path directory;
  private final KafkaBroker kafka;
  private final SchemaRegistryServer registry;
  private final CqlServer cql;
  private KafkaProducer<byte[], byte[]> producer;
  private RecordEncoder<ConversationEvent> encoder;

  private Stand(Path directory) {
    this.directory = directory;
    this.kafka = new KafkaBroker(directory);
    this.registry = new SchemaRegistryServer(directory);
    this.cql =
        new CqlServer(
            "cql",
            directory,
            CqlServer.Settings.defaults().withCommitLogSync(CommitLogSync.PERIODIC));
  }

  static Stand start() throws Exception {
    Stand stand = new Stand(Files.createTempDirectory("routing-benchmark"));
    stand.kafka.start();
    stand.registry.start();
    stand.cql.start();
    try (CqlSession session = stand.session()) {
      Keyspace keyspace = Keyspace.onOneMachine(KEYSPACE, stand.cql.localDatacenter());
      new SchemaMigrator(session, keyspace, Migrations.load()).migrate();
    }
    stand.createTopics();
    stand.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                stand.bootstrapServers(),
                "client.id",
                BenchGateways.CLIENT + "events",
                "linger.ms",
                "1"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    stand.encoder = RecordEncoder.of(ConversationEvent.class, Topics.EVENTS, stand.schemas());
    return stand;
  }

  private void createTopics() throws Exception {
    List<NewTopic> topics = new ArrayList<>();
    List<String> names = new ArrayList<>(SCHEMAS.keySet());
    names.add(Topics.DEAD_LETTERS);
    for (String name : names) {
      String timestamps = TopicCatalogue.load().topic(name).timestamps().kafkaName();
      topics.add(
          new NewTopic(name, PARTITIONS, (short) 1)
              .configs(Map.of("message.timestamp.type", timestamps)));
    }
    try (Admin admin = admin()) {
      admin.createTopics(topics).all().get();
    }
    var client = new CachedSchemaRegistryClient(registry.url(), SCHEMAS.size());
    for (Map.Entry<String, Schema> schema : SCHEMAS.entrySet()) {
      client.register(schema.getKey() + "-value", new AvroSchema(schema.getValue()));
    }
  }

  private Admin admin() {
    return Admin.create(
        Map.<String, Object>of(
            "bootstrap.servers", bootstrapServers(), "client.id", BenchGateways.CLIENT + "admin"));
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

  long cqlProcess() {
    return cql.pid();
  }

  /** Writes an event as ingest would. */
  void publish(ConversationEvent event) {
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(
                  Topics.EVENTS,
                  null,
                  event.getCreatedAt(),
                  event.getConversationId().getBytes(UTF_8),
                  encoder.encode(event)));
    } catch (Exception e) {
      throw new IllegalStateException("The benchmark cannot write an event", e);
    }
  }

  /** Records written so far, by topic. */
  Map<String, Long> records() throws Exception {
    try (Admin admin = admin()) {
      return TopicEnds.byTopic(
          admin,
          SCHEMAS.keySet().stream()
              .flatMap(
                  topic ->
                      IntStream.range(0, PARTITIONS)
                          .mapToObj(partition -> new TopicPartition(topic, partition))));
    }
  }

  /** The defaults of the job, but for addresses. */
  RoutingOptions options() {
    String[] arguments = {
      "--kafka.bootstrap-servers=" + bootstrapServers(),
      "--kafka.min-in-sync-replicas=1",
      "--scylladb.min-replicas=1",
      "--registry.url=" + registry.url(),
      "--scylladb.contact-points=" + cql.address(),
      "--scylladb.local-datacenter=" + cql.localDatacenter(),
      "--database.keyspace=" + KEYSPACE,
      "--execution.checkpointing.dir=" + directory.resolve("checkpoints").toUri()
    };
    return JobArguments.parse(RoutingOptions.GROUPS, arguments, RoutingOptions::read).options();
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close();
    }
    cql.close();
    registry.close();
    kafka.close();
  }
}
