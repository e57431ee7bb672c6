package io.parley.checker.live;

import com.datastax.oss.driver.api.core.cql.Row;
import io.parley.checker.history.MembershipHistory.BucketRow;
import io.parley.checker.history.MembershipHistory.MemberRow;

/** Rows of the tables about members and 10-day windows as the driver gives them. */
final class MemberRows {

  private static final String COMMON =
      "conversation_id, user_id, role, notify, joined_event_id, left_event_id,"
          + " WRITETIME(role) AS role_written, WRITETIME(notify) AS notify_written,"
          + " WRITETIME(joined_event_id) AS joined_written,"
          + " WRITETIME(left_event_id) AS left_written";

  /** The columns of conversation_members. */
  static final String OF_CONVERSATION = COMMON;

  /** The columns of user_conversations. */
  static final String OF_USER = COMMON + ", conversation_kind";

  private MemberRows() {}

  static MemberRow ofConversation(Row row) {
    return of(row, null);
  }

  static MemberRow ofUser(Row row) {
    return of(row, row.getString("conversation_kind"));
  }

  /** The driver gives 0 for a null number. */
  private static MemberRow of(Row row, String kind) {
    return new MemberRow(
        row.getString("conversation_id"),
        row.getString("user_id"),
        kind,
        row.getString("role"),
        row.getString("notify"),
        row.getLong("joined_event_id"),
        row.getLong("left_event_id"),
        row.getLong("role_written"),
        row.getLong("notify_written"),
        row.getLong("joined_written"),
        row.getLong("left_written"));
  }

  static BucketRow bucket(Row row) {
    return new BucketRow(row.getString("conversation_id"), row.getInt("bucket"));
  }
}
