package io.parley.infra.scylla.history;

import com.datastax.oss.driver.api.core.cql.Row;
import io.parley.infra.scylla.history.HistoryMessage.Content;
import io.parley.infra.scylla.history.HistoryMessage.Kind;
import io.parley.infra.scylla.history.HistoryMessage.MediaReference;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.MessageType;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns rows of table {@code messages} into messages. */
final class HistoryRows {

  static final String COLUMNS =
      "conversation_id, message_id, event_id, event_kind, sequence, sender_id, author_id,"
          + " device_id, client_message_id, created_at, edited_at, deleted_at, type, text,"
          + " media_uri, media_mime_type, media_size_bytes, media_sha256, reply_to,"
          + " conversation_kind, members_joined, members_left, member_roles, member_count";

  private HistoryRows() {}

  static HistoryMessage message(Row row) {
    Kind kind = Kind.valueOf(row.getString("event_kind"));
    return new HistoryMessage(
        row.getString("conversation_id"),
        row.getLong("message_id"),
        row.getLong("event_id"),
        row.getLong("sequence"),
        kind,
        row.getString("author_id"),
        row.getString("sender_id"),
        row.getString("device_id"),
        row.getString("client_message_id"),
        row.getInstant("created_at"),
        Optional.ofNullable(row.getInstant("edited_at")),
        Optional.ofNullable(row.getInstant("deleted_at")),
        content(row),
        kind == Kind.MEMBERS_CHANGED ? Optional.of(memberChanges(row)) : Optional.empty());
  }

  private static Optional<Content> content(Row row) {
    return Optional.ofNullable(row.getString("type"))
        .map(
            type ->
                new Content(
                    MessageType.valueOf(type),
                    Optional.ofNullable(row.getString("text")),
                    media(row),
                    Optional.ofNullable(row.get("reply_to", Long.class))));
  }

  private static Optional<MediaReference> media(Row row) {
    return Optional.ofNullable(row.getString("media_uri"))
        .map(
            uri ->
                new MediaReference(
                    uri,
                    row.getString("media_mime_type"),
                    row.getLong("media_size_bytes"),
                    row.getString("media_sha256")));
  }

  private static MemberChanges memberChanges(Row row) {
    return new MemberChanges(
        ConversationKind.valueOf(row.getString("conversation_kind")),
        roles(row, "members_joined"),
        row.getSet("members_left", String.class),
        roles(row, "member_roles"),
        row.getInt("member_count"));
  }

  /** An empty map may be stored as null; the driver gives an empty one for both. */
  private static Map<String, MemberRole> roles(Row row, String column) {
    return row.getMap(column, String.class, String.class).entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, entry -> MemberRole.valueOf(entry.getValue())));
  }
}
