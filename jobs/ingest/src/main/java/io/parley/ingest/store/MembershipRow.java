package io.parley.ingest.store;

import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import io.parley.flink.connector.scylladb.ScyllaUpsert;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.id.Snowflake;
import java.util.List;

/**
 * The row of one change of a membership. It writes only the cells that change, in the row of this
 * user and this conversation. Two tables hold the row, one by conversation and one by user.
 */
record MembershipRow(ConversationEvent event, MembersChanged payload, MemberChange change) {

  private static final String COLUMNS =
      "conversation_id, user_id, role, notify, joined_event_id, left_event_id";

  /** The rows of an event: one for each change of a member. */
  static List<MembershipRow> of(ConversationEvent event) {
    return event.getPayload() instanceof MembersChanged payload
        ? payload.getChanges().stream()
            .map(change -> new MembershipRow(event, payload, change))
            .toList()
        : List.of();
  }

  static ScyllaUpsert<MembershipRow> byConversation(String keyspace) {
    return Upserts.insert(
        keyspace,
        "conversation_members",
        COLUMNS,
        MembershipRow::bindCommon,
        MembershipRow::timestamp);
  }

  static ScyllaUpsert<MembershipRow> byUser(String keyspace) {
    return Upserts.insert(
        keyspace,
        "user_conversations",
        COLUMNS + ", conversation_kind",
        (row, builder) ->
            row.bindCommon(builder)
                .setString("conversation_kind", row.payload.getConversationKind().name()),
        MembershipRow::timestamp);
  }

  private long timestamp() {
    return Snowflake.writeTimestampMicros(event.getEventId());
  }

  private BoundStatementBuilder bindCommon(BoundStatementBuilder empty) {
    BoundStatementBuilder row =
        empty
            .setString("conversation_id", event.getConversationId())
            .setString("user_id", change.getUserId());
    return switch (change.getAction()) {
      case JOIN -> bindNotify(bindRole(row)).setLong("joined_event_id", event.getEventId());
      case SET_ROLE -> bindRole(row);
      case SET_NOTIFY -> bindNotify(row);
      case LEAVE -> row.setLong("left_event_id", event.getEventId());
      case UNKNOWN -> throw new IllegalStateException("An event has a change of UNKNOWN action");
    };
  }

  private BoundStatementBuilder bindNotify(BoundStatementBuilder row) {
    return row.setString("notify", change.getNotify().name());
  }

  private BoundStatementBuilder bindRole(BoundStatementBuilder row) {
    return row.setString("role", change.getRole().name());
  }
}
