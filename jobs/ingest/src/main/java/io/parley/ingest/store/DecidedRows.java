package io.parley.ingest.store;

import io.parley.flink.connector.scylladb.ScyllaUpsert;
import io.parley.ingest.domain.Decided;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.id.MessageBucket;
import io.parley.schemas.id.Snowflake;
import java.util.List;

/**
 * The rows of a decided command. A command without an event writes no row. An event writes its row
 * in {@code messages}; an edit or a deletion also changes the row of its message there. The first
 * event of a 10-day window writes a row in {@code conversation_buckets}, and a change of members
 * two rows for each member who changed.
 *
 * <p>Key, values and timestamp of each row come from the event, so writing it again changes
 * nothing.
 */
public final class DecidedRows {

  private DecidedRows() {}

  /** The upserts of all tables. */
  public static List<ScyllaUpsert<Decided>> upserts(String keyspace) {
    return List.of(
        EventRow.upsert(keyspace).forEach(DecidedRows::event),
        VersionRow.edited(keyspace)
            .forEach(decided -> event(decided).stream().filter(VersionRow::isEdit).toList()),
        VersionRow.deleted(keyspace)
            .forEach(decided -> event(decided).stream().filter(VersionRow::isDeletion).toList()),
        bucket(keyspace).forEach(decided -> decided.opensBucket() ? event(decided) : List.of()),
        MembershipRow.byConversation(keyspace).forEach(DecidedRows::memberships),
        MembershipRow.byUser(keyspace).forEach(DecidedRows::memberships));
  }

  private static List<ConversationEvent> event(Decided decided) {
    return decided.event() == null ? List.of() : List.of(decided.event());
  }

  private static List<MembershipRow> memberships(Decided decided) {
    return decided.event() == null ? List.of() : MembershipRow.of(decided.event());
  }

  private static ScyllaUpsert<ConversationEvent> bucket(String keyspace) {
    return Upserts.insert(
        keyspace,
        "conversation_buckets",
        "conversation_id, bucket",
        (event, row) ->
            row.setString("conversation_id", event.getConversationId())
                .setInt("bucket", MessageBucket.of(event.getEventId())),
        event -> Snowflake.writeTimestampMicros(event.getEventId()));
  }
}
