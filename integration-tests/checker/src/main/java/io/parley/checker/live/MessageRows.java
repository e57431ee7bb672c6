package io.parley.checker.live;

import com.datastax.oss.driver.api.core.cql.Row;
import io.parley.checker.history.MessageColumns;
import io.parley.checker.history.MessageRow;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Rows of table messages as the driver gives them. */
final class MessageRows {

  static final String PARTITION_KEY = "conversation_id, bucket";

  /** All columns; {@code sequence} is set in every row, so it dates the row. */
  static final String COLUMNS =
      "conversation_id, bucket, event_id, "
          + String.join(", ", MessageColumns.ALL)
          + ", WRITETIME(sequence) AS written, WRITETIME(edit_event_id) AS edited,"
          + " WRITETIME(delete_event_id) AS deleted";

  private MessageRows() {}

  static MessageRow of(Row row) {
    NavigableMap<String, Object> columns = new TreeMap<>();
    for (String column : MessageColumns.ALL) {
      Object value = row.getObject(column);
      if (value != null && !isEmptyCollection(value)) {
        columns.put(column, sorted(value));
      }
    }
    return new MessageRow(
        row.getString("conversation_id"),
        row.getInt("bucket"),
        row.getLong("event_id"),
        columns,
        row.getLong("written"),
        row.getLong("edited"),
        row.getLong("deleted"));
  }

  /** Null and empty collections mean the same: the driver gives an empty one for either. */
  private static boolean isEmptyCollection(Object value) {
    return (value instanceof Map<?, ?> map && map.isEmpty())
        || (value instanceof Set<?> set && set.isEmpty());
  }

  private static Object sorted(Object value) {
    if (value instanceof Map<?, ?> map) {
      return new TreeMap<>(map);
    }
    return value instanceof Set<?> set ? new TreeSet<>(set) : value;
  }
}
