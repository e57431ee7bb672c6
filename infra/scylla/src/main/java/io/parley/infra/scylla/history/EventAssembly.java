package io.parley.infra.scylla.history;

import com.datastax.oss.driver.api.core.cql.Row;
import io.parley.schemas.id.MessageBucket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Turns the rows of one page into events. Each edit and deletion gets the message that it changes.
 *
 * <p>An edit writes two rows, its own and that of its message. Until both are acknowledged, a
 * reader may see the first row without the second. Such an edit is the newest event of its
 * conversation, because ingest writes the next event only when the edit is acknowledged. The page
 * leaves the edit out, because it is not stored yet.
 */
final class EventAssembly {

  private final LogTable table;
  private final String conversationId;
  private final Map<Long, HistoryMessage> messages = new HashMap<>();

  EventAssembly(LogTable table, String conversationId) {
    this.table = table;
    this.conversationId = conversationId;
  }

  /**
   * Makes events of rows that follow each other, oldest first.
   *
   * @param rows rows by rising event id, up to the newest one that was read
   */
  List<HistoryEvent> assemble(List<Row> rows) {
    rows.stream()
        .filter(HistoryRows::hasAPlaceInTheHistory)
        .map(HistoryRows::message)
        .forEach(this::keep);
    fetchWhatIsMissingOrOlder(rows);
    List<HistoryEvent> events = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      if (i == rows.size() - 1 && !isInItsMessage(row)) {
        break;
      }
      events.add(
          HistoryRows.event(row, Optional.ofNullable(messages.get(HistoryRows.messageId(row)))));
    }
    return events;
  }

  private void fetchWhatIsMissingOrOlder(List<Row> rows) {
    Map<Integer, TreeSet<Long>> wanted = new TreeMap<>();
    for (Row row : rows) {
      if (!isInItsMessage(row)) {
        long messageId = HistoryRows.messageId(row);
        wanted
            .computeIfAbsent(MessageBucket.of(messageId), bucket -> new TreeSet<>())
            .add(messageId);
      }
    }
    wanted.forEach(
        (bucket, ids) -> {
          List<Long> keys = List.copyOf(ids);
          for (int i = 0; i < keys.size(); i += LogTable.MAX_KEYS) {
            List<Long> some = keys.subList(i, Math.min(i + LogTable.MAX_KEYS, keys.size()));
            table.rowsOf(conversationId, bucket, some).stream()
                .map(HistoryRows::message)
                .forEach(this::keep);
          }
        });
  }

  private void keep(HistoryMessage message) {
    messages.put(message.messageId(), message);
  }

  /**
   * Whether the message that was read already has the change that the row records. True for rows
   * that change no message.
   */
  private boolean isInItsMessage(Row row) {
    if (!HistoryRows.changesAMessage(row)) {
      return true;
    }
    HistoryMessage message = messages.get(HistoryRows.messageId(row));
    return message != null && message.newestEventId() >= HistoryRows.eventId(row);
  }
}
