package io.parley.checker.live;

import com.datastax.oss.driver.api.core.CqlSession;
import io.parley.checker.history.DeviceCursorHistory.DeviceCursorRow;
import io.parley.checker.history.MembershipHistory.BucketRow;
import io.parley.checker.history.MembershipHistory.MemberRow;

/** Writes rows whose cells have write timestamps of their own, as ingest and routing do. */
final class CellTables {

  private final CqlSession session;
  private final String keyspace;

  CellTables(CqlSession session, String keyspace) {
    this.session = session;
    this.keyspace = keyspace;
  }

  /** Writes a row of conversation_members or user_conversations cell by cell. */
  void insert(String table, MemberRow row) {
    cell(table, row, "conversation_kind", row.conversationKind(), 1);
    cell(table, row, "role", row.role(), row.roleTimeMicros());
    cell(table, row, "notify", row.notifyLevel(), row.levelTimeMicros());
    cell(table, row, "joined_event_id", orNull(row.joinedEventId()), row.joinTimeMicros());
    cell(table, row, "left_event_id", orNull(row.leftEventId()), row.leaveTimeMicros());
  }

  private static Long orNull(long number) {
    return number == 0 ? null : number;
  }

  private void cell(String table, MemberRow row, String column, Object value, long timeMicros) {
    if (value != null) {
      session.execute(
          "INSERT INTO %s.%s (conversation_id, user_id, %s) VALUES (?, ?, ?) USING TIMESTAMP %d"
              .formatted(keyspace, table, column, timeMicros),
          row.conversationId(),
          row.userId(),
          value);
    }
  }

  void insert(BucketRow row) {
    session.execute(
        "INSERT INTO %s.conversation_buckets (conversation_id, bucket) VALUES (?, ?)"
            .formatted(keyspace),
        row.conversationId(),
        row.bucket());
  }

  void insert(DeviceCursorRow row) {
    session.execute(
        "INSERT INTO %s.device_cursors (user_id, device_id, conversation_id, delivered_event_id) VALUES (?, ?, ?, ?) USING TIMESTAMP %d"
            .formatted(keyspace, row.writeTimeMicros()),
        row.userId(),
        row.deviceId(),
        row.conversationId(),
        row.deliveredEventId());
  }
}
