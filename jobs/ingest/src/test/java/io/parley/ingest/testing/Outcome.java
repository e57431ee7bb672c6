package io.parley.ingest.testing;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;

/**
 * The output of a run of the job, in a form that can be compared.
 *
 * @param events by conversation, in order, to the byte
 * @param eventsOfGateways the same events, as seen by a reader that does not wait for commits and
 *     drops each event at or below the last one of the conversation
 * @param acks by conversation and gateway, in order, to the byte
 * @param rows of all tables, with the write timestamp of every cell
 */
public record Outcome(
    Map<String, List<String>> events,
    Map<String, List<String>> eventsOfGateways,
    Map<String, List<String>> acks,
    List<String> rows) {

  private static final List<String> TABLES =
      List.of("messages", "conversation_buckets", "conversation_members", "user_conversations");

  /** Reads it all. */
  public static Outcome of(IngestRig rig) throws Exception {
    return new Outcome(
        events(rig, IsolationLevel.READ_COMMITTED),
        events(rig, IsolationLevel.READ_UNCOMMITTED),
        acks(rig),
        rows(rig));
  }

  private static Map<String, List<String>> events(IngestRig rig, IsolationLevel isolation)
      throws Exception {
    Topic<ConversationEvent> topic = new Topic<>(rig, Topics.EVENTS, ConversationEvent.class);
    Map<String, Long> last = new HashMap<>();
    Map<String, List<String>> events = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record :
        rig.kafka().readAll(rig.topic(Topics.EVENTS), isolation)) {
      ConversationEvent event = topic.decode(record);
      boolean seen = event.getEventId() <= last.getOrDefault(event.getConversationId(), 0L);
      if (isolation == IsolationLevel.READ_COMMITTED || !seen) {
        last.put(event.getConversationId(), event.getEventId());
        events.computeIfAbsent(event.getConversationId(), c -> new ArrayList<>()).add(text(record));
      }
    }
    return events;
  }

  private static Map<String, List<String>> acks(IngestRig rig) throws Exception {
    Topic<CommandAck> topic = new Topic<>(rig, Topics.ACKS, CommandAck.class);
    Map<String, List<String>> acks = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record :
        rig.kafka().readAll(rig.topic(Topics.ACKS), IsolationLevel.READ_COMMITTED)) {
      CommandAck ack = topic.decode(record);
      String reader = ack.getConversationId() + " " + ack.getGatewayId();
      acks.computeIfAbsent(reader, r -> new ArrayList<>()).add(text(record));
    }
    return acks;
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    HexFormat hex = HexFormat.of();
    return "%s %d %s"
        .formatted(hex.formatHex(record.key()), record.timestamp(), hex.formatHex(record.value()));
  }

  private static List<String> rows(IngestRig rig) {
    CqlSession cql = rig.cql();
    return TABLES.stream().flatMap(table -> rows(cql, rig.name(), table)).sorted().toList();
  }

  private static Stream<String> rows(CqlSession cql, String keyspace, String table) {
    TableMetadata metadata =
        cql.refreshSchema().getKeyspace(keyspace).orElseThrow().getTable(table).orElseThrow();
    String columns =
        metadata.getColumns().values().stream()
            .flatMap(column -> selected(metadata, column))
            .collect(Collectors.joining(", "));
    return cql.execute("SELECT %s FROM %s.%s".formatted(columns, keyspace, table)).all().stream()
        .map(row -> table + ": " + text(row));
  }

  private static Stream<String> selected(TableMetadata table, ColumnMetadata column) {
    String name = column.getName().asCql(true);
    return table.getPrimaryKey().contains(column)
        ? Stream.of(name)
        : Stream.of(name, "WRITETIME(" + name + ")");
  }

  private static String text(Row row) {
    return IntStream.range(0, row.getColumnDefinitions().size())
        .mapToObj(i -> row.getColumnDefinitions().get(i).getName() + "=" + row.getObject(i))
        .collect(Collectors.joining(" "));
  }
}
