package io.parley.infra.scylla.history;

import com.datastax.oss.driver.api.core.cql.Row;
import io.parley.infra.scylla.history.HistoryMessage.Content;
import io.parley.infra.scylla.history.HistoryMessage.Deletion;
import io.parley.infra.scylla.history.HistoryMessage.MediaReference;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.conversation.NotifyLevel;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Turns rows of table {@code messages} into messages and events. Kinds, types, roles and levels
 * that a later version wrote are read as UNKNOWN, so that one such row does not make a page
 * unreadable.
 */
final class HistoryRows {

  static final String COLUMNS =
      "conversation_id, event_id, event_kind, sequence, message_id, sender_id, device_id,"
          + " client_message_id, created_at, command_appended_at, type, text, media_uri,"
          + " media_mime_type, media_size_bytes, media_sha256, reply_to, mentions, recipients,"
          + " ordinal, edit_event_id, edited_text, edited_media_uri, edited_media_mime_type,"
          + " edited_media_size_bytes, edited_media_sha256, delete_event_id, deleted_at,"
          + " deleted_by, conversation_kind, members_joined, members_left, member_roles,"
          + " member_notify, member_count";

  private HistoryRows() {}

  static long eventId(Row row) {
    return row.getLong("event_id");
  }

  static long messageId(Row row) {
    return row.getLong("message_id");
  }

  static EventKind kind(Row row) {
    return symbol(EventKind.class, row.getString("event_kind"), EventKind.UNKNOWN);
  }

  /** Whether the row is a change of an earlier message, which shows in that message. */
  static boolean changesAMessage(Row row) {
    EventKind kind = kind(row);
    return kind == EventKind.MESSAGE_EDITED || kind == EventKind.MESSAGE_DELETED;
  }

  static boolean hasAPlaceInTheHistory(Row row) {
    return !changesAMessage(row);
  }

  static HistoryEvent event(Row row, Optional<HistoryMessage> message) {
    EventKind kind = kind(row);
    return new HistoryEvent(
        row.getString("conversation_id"),
        eventId(row),
        row.getLong("sequence"),
        kind,
        messageId(row),
        row.getString("sender_id"),
        row.getString("device_id"),
        row.getString("client_message_id"),
        row.getInstant("created_at"),
        row.getInstant("command_appended_at"),
        kind == EventKind.UNKNOWN ? Optional.empty() : message);
  }

  static HistoryMessage message(Row row) {
    EventKind kind = kind(row);
    Optional<Deletion> deletion = deletion(row);
    return new HistoryMessage(
        row.getString("conversation_id"),
        eventId(row),
        row.getLong("sequence"),
        kind,
        row.getString("sender_id"),
        row.getString("device_id"),
        row.getString("client_message_id"),
        row.getInstant("created_at"),
        Optional.ofNullable(row.get("edit_event_id", Long.class)),
        deletion,
        kind == EventKind.MESSAGE_SENT && deletion.isEmpty()
            ? Optional.of(content(row))
            : Optional.empty(),
        kind == EventKind.MEMBERS_CHANGED ? Optional.of(memberChanges(row)) : Optional.empty());
  }

  private static Optional<Deletion> deletion(Row row) {
    return Optional.ofNullable(row.get("delete_event_id", Long.class))
        .map(id -> new Deletion(id, row.getInstant("deleted_at"), row.getString("deleted_by")));
  }

  private static Content content(Row row) {
    String version = row.isNull("edit_event_id") ? "" : "edited_";
    return new Content(
        symbol(MessageType.class, row.getString("type"), MessageType.UNKNOWN),
        text(row, version + "text"),
        media(row, version + "media_"),
        Optional.ofNullable(row.get("reply_to", Long.class)),
        row.getSet("mentions", String.class),
        row.getInt("recipients"),
        row.getLong("ordinal"));
  }

  /**
   * An edit that removes a text leaves an empty one behind, because a null would be a tombstone.
   */
  private static Optional<String> text(Row row, String column) {
    return Optional.ofNullable(row.getString(column)).filter(text -> !text.isEmpty());
  }

  private static Optional<MediaReference> media(Row row, String columns) {
    return text(row, columns + "uri")
        .map(
            uri ->
                new MediaReference(
                    uri,
                    row.getString(columns + "mime_type"),
                    row.getLong(columns + "size_bytes"),
                    row.getString(columns + "sha256")));
  }

  private static MemberChanges memberChanges(Row row) {
    return new MemberChanges(
        symbol(
            ConversationKind.class, row.getString("conversation_kind"), ConversationKind.UNKNOWN),
        symbols(row, "members_joined", MemberRole.class, MemberRole.UNKNOWN),
        row.getSet("members_left", String.class),
        symbols(row, "member_roles", MemberRole.class, MemberRole.UNKNOWN),
        symbols(row, "member_notify", NotifyLevel.class, NotifyLevel.UNKNOWN),
        row.getInt("member_count"));
  }

  /** An empty map may be stored as null; the driver gives an empty one for both. */
  private static <E extends Enum<E>> Map<String, E> symbols(
      Row row, String column, Class<E> type, E unknown) {
    return row.getMap(column, String.class, String.class).entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, entry -> symbol(type, entry.getValue(), unknown)));
  }

  private static <E extends Enum<E>> E symbol(Class<E> type, String name, E unknown) {
    for (E symbol : type.getEnumConstants()) {
      if (symbol.name().equals(name)) {
        return symbol;
      }
    }
    return unknown;
  }
}
