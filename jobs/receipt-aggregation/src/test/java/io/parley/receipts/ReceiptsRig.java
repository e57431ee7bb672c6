package io.parley.receipts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.Row;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.parley.common.testing.TestKafka;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.scylla.Keyspace;
import io.parley.infra.scylla.Migrations;
import io.parley.infra.scylla.SchemaMigrator;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.status.ReceiptStats;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.Decoding;
import io.parley.schemas.wire.RecordDecoder;
import io.parley.schemas.wire.RecordEncoder;
import io.parley.schemas.wire.SchemaLookup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;

/** Topics, schemas and a keyspace of one test's own, and both ends of the job. */
final class ReceiptsRig implements AutoCloseable {

  private static final Map<String, Class<? extends SpecificRecord>> TOPICS =
      Map.of(
          Topics.EVENTS, ConversationEvent.class,
          Topics.RECEIPTS, Receipt.class,
          Topics.MESSAGE_STATUS, MessageStatus.class,
          Topics.READ_CURSORS, ReadCursor.class,
          Topics.RECEIPT_STATS, ReceiptStats.class);

  private final LocalServers servers;
  private final String name;
  private final TestKafka kafka;
  private final CqlSession cql;

  /**
   * Creates all of it.
   *
   * @param name letters and digits; keyspace and prefix
   */
  ReceiptsRig(LocalServers servers, String name) throws Exception {
    this.servers = servers;
    this.name = name;
    this.kafka = new TestKafka(servers.kafka().bootstrapServers());
    List<String> topics = new ArrayList<>(TOPICS.keySet());
    topics.add(Topics.DEAD_LETTERS);
    kafka.createFromCatalogue(prefix(), 2, topics);
    var registry = new CachedSchemaRegistryClient(servers.registry().url(), 10);
    for (Map.Entry<String, Class<? extends SpecificRecord>> topic : TOPICS.entrySet()) {
      SpecificRecord empty = topic.getValue().getDeclaredConstructor().newInstance();
      registry.register(topic(topic.getKey()) + "-value", new AvroSchema(empty.getSchema()));
    }
    this.cql = connect();
    try (CqlSession session = connect()) {
      Map<String, Integer> oneCopy = Map.of(servers.cql().localDatacenter(), 1);
      new SchemaMigrator(session, new Keyspace(name, oneCopy), Migrations.load()).migrate();
    }
  }

  /**
   * The job's options for this rig.
   *
   * @param more arguments of this test's own
   */
  ReceiptAggregationOptions options(String run, String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    Collections.addAll(
        arguments,
        "--kafka.bootstrap-servers=" + servers.kafka().bootstrapServers(),
        "--kafka.topic-prefix=" + prefix(),
        "--kafka.id-prefix=" + name + "-" + run,
        "--kafka.min-in-sync-replicas=1",
        "--registry.url=" + servers.registry().url(),
        "--scylladb.contact-points=" + servers.cql().address(),
        "--scylladb.local-datacenter=" + servers.cql().localDatacenter(),
        "--database.keyspace=" + name,
        "--receipts.event-time.idleness=1s");
    return TestOptions.of(arguments.toArray(String[]::new));
  }

  /** Where SQL finds the topics. */
  String bootstrapServers() {
    return servers.kafka().bootstrapServers();
  }

  /** Where SQL finds the schemas. */
  String registry() {
    return servers.registry().url();
  }

  TestKafka kafka() {
    return kafka;
  }

  String topic(String catalogueName) {
    return prefix() + catalogueName;
  }

  /** Sends events as ingest does: dated by themselves. */
  void sendEvents(List<ConversationEvent> events) throws Exception {
    var encoder = RecordEncoder.of(ConversationEvent.class, topic(Topics.EVENTS), schemas());
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (ConversationEvent event : events) {
      records.add(
          new ProducerRecord<>(
              topic(Topics.EVENTS),
              null,
              event.getCreatedAt(),
              event.getConversationId().getBytes(UTF_8),
              encoder.encode(event)));
    }
    kafka.send(records);
  }

  /** Sends receipts as gateways do. */
  void sendReceipts(List<Receipt> receipts) throws Exception {
    var encoder = RecordEncoder.of(Receipt.class, topic(Topics.RECEIPTS), schemas());
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (Receipt receipt : receipts) {
      records.add(
          new ProducerRecord<>(
              topic(Topics.RECEIPTS),
              receipt.getConversationId().getBytes(UTF_8),
              encoder.encode(receipt)));
    }
    kafka.send(records);
  }

  /** What committed readers of a topic see now; null for a tombstone. */
  <T extends SpecificRecord> List<T> committed(String topic, Class<T> type) throws Exception {
    RecordDecoder<T> decoder = RecordDecoder.of(type, schemas());
    List<T> values = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record :
        kafka.readAll(topic(topic), IsolationLevel.READ_COMMITTED)) {
      values.add(record.value() == null ? null : decode(decoder.decode(record.value())));
    }
    return values;
  }

  /**
   * What is left of a topic when only the last committed record of each key and message is kept.
   */
  <T extends SpecificRecord> Map<String, String> lastCommitted(String topic, Class<T> type)
      throws Exception {
    RecordDecoder<T> decoder = RecordDecoder.of(type, schemas());
    Map<String, String> last = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record :
        kafka.readAll(topic(topic), IsolationLevel.READ_COMMITTED)) {
      T value = record.value() == null ? null : decode(decoder.decode(record.value()));
      long message = value instanceof MessageStatus status ? status.getMessageId() : 0;
      last.put(new String(record.key(), UTF_8) + " " + message, String.valueOf(value));
    }
    return last;
  }

  private static <T> T decode(Decoding<T> decoding) {
    if (decoding instanceof Decoding.Decoded<T> decoded) {
      return decoded.record();
    }
    throw new AssertionError("The job wrote what cannot be decoded: " + decoding);
  }

  /** Runs a query; {@code %s} stands for the keyspace. */
  List<Row> rows(String query) {
    return cql.execute(query.formatted(name)).all();
  }

  private SchemaLookup schemas() {
    return ConfluentSchemaLookup.connect(List.of(servers.registry().url()), Map.of());
  }

  private String prefix() {
    return name + ".";
  }

  private CqlSession connect() {
    Duration patience = Duration.ofSeconds(30);
    return CqlSession.builder()
        .addContactPoint(servers.cql().contactPoint())
        .withLocalDatacenter(servers.cql().localDatacenter())
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder()
                .withString(DefaultDriverOption.PROTOCOL_VERSION, "V4")
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_WINDOW, Duration.ZERO)
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, patience)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, patience)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, patience)
                .build())
        .build();
  }

  @Override
  public void close() {
    cql.close();
    kafka.close();
  }
}
