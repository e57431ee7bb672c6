package io.parley.ingest.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.parley.common.options.JobArguments;
import io.parley.common.testing.TestKafka;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.scylla.Keyspace;
import io.parley.infra.scylla.Migrations;
import io.parley.infra.scylla.SchemaMigrator;
import io.parley.ingest.IngestOptions;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.RecordEncoder;
import io.parley.schemas.wire.SchemaLookup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What one test of the job needs of the servers: topics and schemas under a prefix, a keyspace, and
 * the gateway's side of it.
 */
public final class IngestRig implements AutoCloseable {

  private static final List<String> TOPICS =
      List.of(Topics.COMMANDS, Topics.EVENTS, Topics.ACKS, Topics.DEAD_LETTERS);

  private final LocalServers servers;
  private final String name;
  private final TestKafka kafka;
  private final CqlSession cql;
  private final RecordEncoder<ConversationCommand> encoder;

  /**
   * Creates all of it.
   *
   * @param name letters and digits; keyspace and prefix
   */
  public IngestRig(LocalServers servers, String name, int partitions) throws Exception {
    this.servers = servers;
    this.name = name;
    this.kafka = new TestKafka(servers.kafka().bootstrapServers());
    kafka.createFromCatalogue(prefix(), partitions, TOPICS);
    registerSchemas();
    this.cql = connect();
    Map<String, Integer> oneCopy = Map.of(servers.cql().localDatacenter(), 1);
    try (CqlSession session = connect()) {
      new SchemaMigrator(session, new Keyspace(name, oneCopy), Migrations.load()).migrate();
    }
    this.encoder =
        RecordEncoder.of(ConversationCommand.class, topic(Topics.COMMANDS), schemaLookup());
  }

  /** The job's options for this rig. */
  public IngestOptions options(String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--kafka.bootstrap-servers=" + servers.kafka().bootstrapServers());
    arguments.add("--kafka.topic-prefix=" + prefix());
    arguments.add("--kafka.id-prefix=" + name);
    arguments.add("--kafka.min-in-sync-replicas=1");
    arguments.add("--registry.url=" + servers.registry().url());
    arguments.add("--scylladb.contact-points=" + servers.cql().address());
    arguments.add("--scylladb.local-datacenter=" + servers.cql().localDatacenter());
    arguments.add("--database.keyspace=" + name);
    return JobArguments.parse(
            IngestOptions.GROUPS, arguments.toArray(String[]::new), IngestOptions::read)
        .options();
  }

  public TestKafka kafka() {
    return kafka;
  }

  public CqlSession cql() {
    return cql;
  }

  public String keyspace() {
    return name;
  }

  /** The name on the broker of a topic of the catalogue. */
  public String topic(String catalogueName) {
    return prefix() + catalogueName;
  }

  /** A new connection to the registry. */
  public SchemaLookup schemaLookup() {
    return ConfluentSchemaLookup.connect(List.of(servers.registry().url()), Map.of());
  }

  /** Sends commands in order, and returns when the broker has all of them. */
  public void send(List<ConversationCommand> commands) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (ConversationCommand command : commands) {
      records.add(record(command));
    }
    kafka.send(records);
  }

  /** The record of a command, as a gateway makes it. */
  public ProducerRecord<byte[], byte[]> record(ConversationCommand command) throws Exception {
    return new ProducerRecord<>(
        topic(Topics.COMMANDS),
        command.getConversationId().getBytes(UTF_8),
        encoder.encode(command));
  }

  private String prefix() {
    return name + ".";
  }

  private void registerSchemas() throws Exception {
    SchemaRegistryClient registry = new CachedSchemaRegistryClient(servers.registry().url(), 10);
    register(registry, Topics.COMMANDS, ConversationCommand.getClassSchema());
    register(registry, Topics.EVENTS, ConversationEvent.getClassSchema());
    register(registry, Topics.ACKS, CommandAck.getClassSchema());
  }

  private void register(SchemaRegistryClient registry, String topic, Schema schema)
      throws Exception {
    registry.register(topic(topic) + "-value", new AvroSchema(schema));
  }

  private CqlSession connect() {
    return CqlSession.builder()
        .addContactPoint(servers.cql().contactPoint())
        .withLocalDatacenter(servers.cql().localDatacenter())
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder()
                .withString(DefaultDriverOption.PROTOCOL_VERSION, "V4")
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_WINDOW, Duration.ZERO)
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                .withDuration(
                    DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, Duration.ofSeconds(30))
                .withDuration(
                    DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, Duration.ofSeconds(30))
                .build())
        .build();
  }

  @Override
  public void close() {
    cql.close();
    kafka.close();
  }
}
