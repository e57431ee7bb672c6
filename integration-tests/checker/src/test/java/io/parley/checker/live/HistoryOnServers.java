package io.parley.checker.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.parley.checker.history.DeadLetter;
import io.parley.checker.history.DeliveryHistory;
import io.parley.checker.history.DeviceCursorHistory;
import io.parley.checker.history.IngestHistory;
import io.parley.checker.history.MembershipHistory;
import io.parley.checker.history.MessageColumns;
import io.parley.checker.history.MessageRow;
import io.parley.checker.history.ReceiptHistory;
import io.parley.checker.history.Seen;
import io.parley.command.ServiceAddresses;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.scylla.Keyspace;
import io.parley.infra.scylla.Migrations;
import io.parley.infra.scylla.SchemaMigrator;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.TopicSpec;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.RecordEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics and tables of one test. The test fills them with a recorded history. */
final class HistoryOnServers implements AutoCloseable {

  private static final short ONE_COPY = 1;

  private final ServiceAddresses address;
  private final CqlSession session;
  private final ConfluentSchemaLookup registry;
  private final KafkaProducer<byte[], byte[]> producer;

  /**
   * Creates topics, schemas and tables.
   *
   * @param name letters and digits; keyspace and prefix
   */
  HistoryOnServers(LocalServers servers, String name, int partitions) throws Exception {
    this.address =
        new ServiceAddresses(
            servers.kafka().bootstrapServers(),
            servers.registry().url(),
            servers.cql().contactPoint().getHostString(),
            servers.cql().contactPoint().getPort(),
            servers.cql().localDatacenter(),
            name,
            name + ".",
            name);
    createTopics(partitions);
    this.registry = address.connectRegistry();
    this.session = address.connectCql();
    Keyspace keyspace = Keyspace.onOneMachine(name, servers.cql().localDatacenter());
    try (CqlSession migrating = address.connectCql()) {
      new SchemaMigrator(migrating, keyspace, Migrations.load()).migrate();
    }
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", address.bootstrapServers(), "transactional.id", name),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
  }

  private void createTopics(int partitions) throws Exception {
    CachedSchemaRegistryClient schemas = new CachedSchemaRegistryClient(address.registryUrl(), 20);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address.bootstrapServers()))) {
      List<NewTopic> topics = new ArrayList<>();
      for (TopicSpec topic : TopicCatalogue.load().topics()) {
        // The simulation dates its records itself.
        topics.add(
            new NewTopic(address.topic(topic.name()), partitions, ONE_COPY)
                .configs(Map.of("message.timestamp.type", "CreateTime", "retention.ms", "-1")));
        if (topic.valueSchema().isPresent()) {
          schemas.register(
              address.topic(topic.subject()), new AvroSchema(topic.valueSchema().get()));
        }
      }
      admin.createTopics(topics).all().get();
    }
  }

  ServiceAddresses address() {
    return address;
  }

  CqlSession session() {
    return session;
  }

  /** Writes all of a history. */
  void write(IngestHistory history) throws Exception {
    write(Topics.COMMANDS, history::forEachCommand);
    history.forEachMessageRow(this::insert);
    write(Topics.EVENTS, history::forEachEvent);
    write(Topics.ACKS, history::forEachAck);
    List<Seen<DeadLetter>> letters = new ArrayList<>();
    history.forEachDeadLetter(letters::add);
    inTransactions(letters, this::letter);
  }

  /** Writes all of a history. */
  void write(DeliveryHistory history) throws Exception {
    write(Topics.EVENTS, history::forEachEvent);
    write(Topics.GATEWAYS, history::forEachGateway);
    write(Topics.SESSIONS, history::forEachSession);
    write(Topics.DELIVERIES, history::forEachDelivery);
    write(Topics.RECEIPTS, history::forEachReceipt);
    write(Topics.MESSAGE_STATUS, history::forEachStatus);
    write(Topics.READ_CURSORS, history::forEachCursor);
    write(Topics.PUSH, history::forEachPush);
  }

  /** Writes all of a history. */
  void write(ReceiptHistory history) throws Exception {
    write(Topics.EVENTS, history::forEachEvent);
    write(Topics.RECEIPTS, history::forEachReceipt);
    write(Topics.MESSAGE_STATUS, history::forEachStatus);
    write(Topics.READ_CURSORS, history::forEachCursor);
    ReceiptTables tables = new ReceiptTables(session, address.keyspace());
    history.forEachStatusRow(tables::insert);
    history.forEachCursorRow(tables::insert);
    history.forEachUnreadRow(tables::insert);
    history.forEachReceiptRow(tables::insert);
  }

  /** Writes events, members and buckets. */
  void writeMembers(MembershipHistory history) throws Exception {
    write(Topics.EVENTS, history::forEachEvent);
    CellTables tables = new CellTables(session, address.keyspace());
    history.forEachMemberRow(row -> tables.insert("conversation_members", row));
    history.forEachUserConversationRow(row -> tables.insert("user_conversations", row));
    history.forEachBucketRow(tables::insert);
  }

  /** Writes events, receipts and device cursors. */
  void writeDeviceCursors(DeviceCursorHistory history) throws Exception {
    write(Topics.EVENTS, history::forEachEvent);
    write(Topics.RECEIPTS, history::forEachReceipt);
    CellTables tables = new CellTables(session, address.keyspace());
    history.forEachDeviceCursorRow(tables::insert);
  }

  <T extends SpecificRecord> void write(String topic, Consumer<Consumer<Seen<T>>> source)
      throws Exception {
    List<Seen<T>> records = new ArrayList<>();
    source.accept(records::add);
    inTransactions(records, new Encoding<T>(topic)::record);
  }

  private interface Maker<T> {
    ProducerRecord<byte[], byte[]> make(Seen<T> seen) throws Exception;
  }

  /** A transaction ends where an offset is left out, or where what is committed changes. */
  private <T> void inTransactions(List<Seen<T>> records, Maker<T> maker) throws Exception {
    Seen<T> last = null;
    for (Seen<T> seen : records) {
      boolean continues =
          last != null
              && seen.committed() == last.committed()
              && seen.at().partition() == last.at().partition()
              && seen.at().offset() == last.at().offset() + 1;
      if (!continues) {
        end(last);
        producer.beginTransaction();
      }
      producer.send(maker.make(seen));
      last = seen;
    }
    end(last);
  }

  private void end(Seen<?> last) {
    if (last == null) {
      return;
    }
    producer.flush();
    if (last.committed()) {
      producer.commitTransaction();
    } else {
      producer.abortTransaction();
    }
  }

  private final class Encoding<T extends SpecificRecord> {
    private final String topic;
    private RecordEncoder<T> encoder;

    Encoding(String topic) {
      this.topic = topic;
    }

    private ProducerRecord<byte[], byte[]> record(Seen<T> seen) throws Exception {
      return new ProducerRecord<>(
          address.topic(topic),
          seen.at().partition(),
          seen.timestamp(),
          seen.key().map(key -> key.getBytes(UTF_8)).orElse(null),
          seen.value().isPresent() ? encode(seen.value().get()) : nothing());
    }

    /** What has no value is a tombstone where there are tombstones, and garbage elsewhere. */
    private byte[] nothing() {
      return topic.equals(Topics.READ_CURSORS) ? null : "garbage".getBytes(UTF_8);
    }

    @SuppressWarnings("unchecked")
    private byte[] encode(T value) throws Exception {
      if (encoder == null) {
        encoder = RecordEncoder.of((Class<T>) value.getClass(), address.topic(topic), registry);
      }
      return encoder.encode(value);
    }
  }

  private ProducerRecord<byte[], byte[]> letter(Seen<DeadLetter> seen) {
    DeadLetter letter = seen.value().orElseThrow();
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            address.topic(Topics.DEAD_LETTERS), seen.at().partition(), null, null, new byte[1]);
    Map.of(
            "parley.job",
            letter.job(),
            "parley.reason",
            letter.reason(),
            "parley.source.topic",
            address.topic(letter.source().topic()),
            "parley.source.partition",
            Integer.toString(letter.source().partition()),
            "parley.source.offset",
            Long.toString(letter.source().offset()))
        .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    return record;
  }

  /**
   * As ingest does it: what changes members has its collections set, be they empty, and an edit and
   * a deletion have their own write timestamps.
   */
  void insert(MessageRow row) {
    NavigableMap<String, Object> sent = new TreeMap<>(MessageColumns.place(row.columns()));
    sent.putAll(MessageColumns.content(row.columns()));
    if (sent.containsKey("member_count")) {
      List.of("members_joined", "member_roles", "member_notify")
          .forEach(collection -> sent.putIfAbsent(collection, Map.of()));
      sent.putIfAbsent("members_left", Set.of());
    }
    insert(row, sent, row.writeTimeMicros());
    insert(
        row,
        MessageColumns.edit(row.columns()),
        Math.max(row.editTimeMicros(), row.writeTimeMicros()));
    insert(row, MessageColumns.deletion(row.columns()), row.deleteTimeMicros());
  }

  private void insert(MessageRow row, NavigableMap<String, Object> columns, long writeTimeMicros) {
    if (columns.isEmpty()) {
      return;
    }
    List<Object> values = new ArrayList<>();
    values.addAll(List.of(row.conversationId(), row.bucket(), row.eventId()));
    values.addAll(columns.values());
    String names = "conversation_id, bucket, event_id, " + String.join(", ", columns.keySet());
    String markers = "?" + ", ?".repeat(values.size() - 1);
    session.execute(
        SimpleStatement.newInstance(
            "INSERT INTO %s.messages (%s) VALUES (%s) USING TIMESTAMP %d"
                .formatted(address.keyspace(), names, markers, writeTimeMicros),
            values.toArray()));
  }

  /** An open transaction with one record, as a crashed job leaves it; {@link #close} aborts it. */
  void leaveATransactionOpen(String topic) {
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(address.topic(topic), 0, null, null, new byte[1]));
    producer.flush();
  }

  @Override
  public void close() throws IOException {
    producer.close();
    session.close();
    registry.close();
  }
}
