package io.parley.simulation;

import io.parley.checker.history.MessageColumns;
import io.parley.checker.history.MessageRow;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MessageDeleted;
import io.parley.schemas.event.MessageEdited;
import io.parley.schemas.id.MessageBucket;
import io.parley.schemas.id.Snowflake;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The tables. A cell keeps the value with the highest write timestamp. Of two values with the same
 * timestamp it keeps the first, which is the worst that a database may choose.
 */
final class Database {

  private record Cell(Object value, long timestamp) {}

  /** The row of an event, with the edits and deletions of its message by event id. */
  private record Row(ConversationEvent event, TreeMap<Long, ConversationEvent> changes) {}

  private final boolean keepsTheLast;
  private final Map<String, NavigableMap<Long, Row>> messages = new TreeMap<>();
  private final Map<String, Cell> cells = new TreeMap<>();

  /**
   * @param keepsTheLast the planted fault {@link PlantedFault#TABLE_KEEPS_THE_LAST}
   */
  Database(boolean keepsTheLast) {
    this.keepsTheLast = keepsTheLast;
  }

  /**
   * Stores the rows of an event.
   *
   * @throws BrokenPromiseException if a reader can now see the event and not the one in front of it
   */
  void store(ConversationEvent event) {
    NavigableMap<Long, Row> rows = rows(event.getConversationId());
    if (!rows.containsKey(event.getEventId())) {
      long newest = rows.isEmpty() ? 0 : rows.lastEntry().getValue().event.getSequence();
      if (event.getSequence() != newest + 1) {
        throw new BrokenPromiseException(
            "G4: the row with sequence %d of %s became readable after %d"
                .formatted(event.getSequence(), event.getConversationId(), newest));
      }
      rows.put(event.getEventId(), new Row(event, new TreeMap<>()));
    }
    if (event.getPayload() instanceof MessageEdited
        || event.getPayload() instanceof MessageDeleted) {
      rows.get(event.getMessageId()).changes.put(event.getEventId(), event);
    }
  }

  boolean has(String conversation, long eventId) {
    return rows(conversation).containsKey(eventId);
  }

  /** The first event after a position, or null. */
  ConversationEvent after(String conversation, long position) {
    Map.Entry<Long, Row> next = rows(conversation).higherEntry(position);
    return next == null ? null : next.getValue().event;
  }

  /** The events of a conversation in their order. */
  List<ConversationEvent> events(String conversation) {
    return rows(conversation).values().stream().map(Row::event).toList();
  }

  /** Writes a cell. */
  void write(String key, Object value, long timestamp) {
    cells.merge(
        key,
        new Cell(value, timestamp),
        (old, written) -> keepsTheLast || written.timestamp > old.timestamp ? written : old);
  }

  /** Shows all cells whose key begins with a table's name. */
  <T> void forEachCell(String table, Class<T> type, BiConsumer<String, T> reader) {
    cells.forEach(
        (key, cell) -> {
          if (key.startsWith(table + " ")) {
            reader.accept(key.substring(table.length() + 1), type.cast(cell.value));
          }
        });
  }

  long timestamp(String key) {
    return cells.get(key).timestamp;
  }

  void forEachMessageRow(Consumer<MessageRow> reader) {
    messages.forEach((name, rows) -> rows.values().forEach(row -> reader.accept(toRow(row))));
  }

  private static MessageRow toRow(Row row) {
    NavigableMap<String, Object> columns = MessageColumns.of(row.event);
    long id = row.event.getEventId();
    MessageRow result =
        new MessageRow(
            row.event.getConversationId(),
            MessageBucket.of(id),
            id,
            columns,
            Snowflake.writeTimestampMicros(id),
            0,
            0);
    for (ConversationEvent change : row.changes.values()) {
      result = result.changedBy(change);
    }
    return result;
  }

  private NavigableMap<Long, Row> rows(String conversation) {
    return messages.computeIfAbsent(conversation, any -> new TreeMap<>());
  }
}
