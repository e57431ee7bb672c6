package io.parley.routing.fleet;

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
import io.parley.routing.RoutingOptions;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.push.PushRequest;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.Decoding;
import io.parley.schemas.wire.RecordDecoder;
import io.parley.schemas.wire.RecordEncoder;
import io.parley.schemas.wire.SchemaLookup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Topics and schemas under a prefix, a keyspace, and the job's options for them. */
public final class RoutingRig implements AutoCloseable {

  private static final Map<String, Class<? extends SpecificRecord>> TOPICS =
      Map.of(
          Topics.EVENTS, ConversationEvent.class,
          Topics.SESSIONS, SessionEvent.class,
          Topics.RECEIPTS, Receipt.class,
          Topics.DELIVERIES, Delivery.class,
          Topics.PUSH, PushRequest.class);

  private final LocalServers servers;
  private final String name;
  private final TestKafka kafka;
  private final CqlSession cql;
  private final SchemaLookup schemas;
  private final List<ConversationEvent> stored = new ArrayList<>();
  private final Map<String, RecordEncoder<?>> encoders = new HashMap<>();

  /**
   * Creates all of it.
   *
   * @param name letters and digits; keyspace and prefix
   */
  public RoutingRig(LocalServers servers, String name, int partitions) throws Exception {
    this.servers = servers;
    this.name = name;
    this.kafka = new TestKafka(servers.kafka().bootstrapServers());
    List<String> topics = new ArrayList<>(TOPICS.keySet());
    topics.add(Topics.DEAD_LETTERS);
    kafka.createFromCatalogue(name + ".", partitions, topics);
    registerSchemas();
    this.cql = connect();
    Map<String, Integer> oneCopy = Map.of(servers.cql().localDatacenter(), 1);
    new SchemaMigrator(cql, new Keyspace(name, oneCopy), Migrations.load()).migrate();
    this.schemas = ConfluentSchemaLookup.connect(List.of(servers.registry().url()), Map.of());
  }

  /** The job's options for this rig. */
  public RoutingOptions options(String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--kafka.bootstrap-servers=" + servers.kafka().bootstrapServers());
    arguments.add("--kafka.topic-prefix=" + name + ".");
    arguments.add("--kafka.id-prefix=" + name);
    arguments.add("--kafka.min-in-sync-replicas=1");
    arguments.add("--registry.url=" + servers.registry().url());
    arguments.add("--scylladb.contact-points=" + servers.cql().address());
    arguments.add("--scylladb.local-datacenter=" + servers.cql().localDatacenter());
    arguments.add("--database.keyspace=" + name);
    return JobArguments.parse(
            RoutingOptions.GROUPS, arguments.toArray(String[]::new), RoutingOptions::read)
        .options();
  }

  public TestKafka kafka() {
    return kafka;
  }

  public String bootstrapServers() {
    return servers.kafka().bootstrapServers();
  }

  /** The name on the broker of a topic of the catalogue. */
  public String topic(String catalogueName) {
    return name + "." + catalogueName;
  }

  /** Sends a record as its writer would, and returns when the broker has it. */
  public <T extends SpecificRecord> void send(
      String catalogueName, Class<T> type, String key, T value) throws Exception {
    RecordEncoder<?> known =
        encoders.computeIfAbsent(
            catalogueName, name -> RecordEncoder.of(type, topic(name), schemas));
    @SuppressWarnings("unchecked") // a topic has one type
    RecordEncoder<T> encoder = (RecordEncoder<T>) known;
    if (value instanceof ConversationEvent event) {
      stored.add(event);
    }
    kafka.send(topic(catalogueName), key.getBytes(UTF_8), encoder.encode(value));
  }

  /** The history: what was sent of a conversation after an event, in order. */
  List<Long> stored(String conversation, long afterEventId) {
    return stored.stream()
        .filter(event -> event.getConversationId().equals(conversation))
        .map(ConversationEvent::getEventId)
        .filter(id -> id > afterEventId)
        .toList();
  }

  /** Decodes what the job wrote; what is no record fails the test. */
  public <T extends SpecificRecord> T decode(Class<T> type, byte[] value) throws Exception {
    if (RecordDecoder.of(type, schemas).decode(value) instanceof Decoding.Decoded<T> decoded) {
      return decoded.record();
    }
    throw new AssertionError("not a " + type.getSimpleName());
  }

  /** Where a device's sync resumes according to the table, or 0. */
  public long cursor(String user, String device, String conversation) {
    var row =
        cql.execute(
                "SELECT delivered_event_id FROM "
                    + name
                    + ".device_cursors WHERE user_id = ? AND device_id = ? AND conversation_id = ?",
                user,
                device,
                conversation)
            .one();
    return row == null ? 0 : row.getLong(0);
  }

  private void registerSchemas() throws Exception {
    SchemaRegistryClient registry = new CachedSchemaRegistryClient(servers.registry().url(), 10);
    for (Map.Entry<String, Class<? extends SpecificRecord>> topic : TOPICS.entrySet()) {
      SpecificRecord empty = topic.getValue().getDeclaredConstructor().newInstance();
      registry.register(topic(topic.getKey()) + "-value", new AvroSchema(empty.getSchema()));
    }
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
