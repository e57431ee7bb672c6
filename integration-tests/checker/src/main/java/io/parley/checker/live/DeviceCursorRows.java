package io.parley.checker.live;

import com.datastax.oss.driver.api.core.cql.Row;
import io.parley.checker.history.DeviceCursorHistory.DeviceCursorRow;

/** Rows of table device_cursors as the driver gives them. */
final class DeviceCursorRows {

  static final String COLUMNS =
      "user_id, device_id, conversation_id, delivered_event_id,"
          + " WRITETIME(delivered_event_id) AS written";

  private DeviceCursorRows() {}

  /** The driver gives 0 for a null number. */
  static DeviceCursorRow of(Row row) {
    return new DeviceCursorRow(
        row.getString("user_id"),
        row.getString("device_id"),
        row.getString("conversation_id"),
        row.getLong("delivered_event_id"),
        row.getLong("written"));
  }
}
