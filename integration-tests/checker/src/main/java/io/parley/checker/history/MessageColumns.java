package io.parley.checker.history;

import io.parley.schemas.conversation.Media;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageDeleted;
import io.parley.schemas.event.MessageEdited;
import io.parley.schemas.event.MessageSent;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The columns that rows of table messages must have. They are worked out here a second time from
 * the comments of the CQL migration, and on purpose not by the job's code.
 *
 * <p>A row has four parts. Its place never changes. Its content is that of the message as it was
 * sent, until a deletion empties it. The other two are set by the newest edit and by a deletion.
 *
 * <p>Values are as the driver gives them: texts, longs, ints, {@link Instant}s, maps and sets
 * (sorted, so that equal sets print alike). Null columns, empty collections and the primary key are
 * left out.
 */
public final class MessageColumns {

  private static final List<String> CONTENT =
      List.of(
          "text", "media_uri", "media_mime_type", "media_size_bytes", "media_sha256", "mentions");

  private static final List<String> EDIT =
      List.of(
          "edit_event_id",
          "edited_text",
          "edited_media_uri",
          "edited_media_mime_type",
          "edited_media_size_bytes",
          "edited_media_sha256");

  private static final List<String> DELETION =
      List.of("delete_event_id", "deleted_at", "deleted_by");

  /** Every column of the table outside the primary key. */
  public static final List<String> ALL =
      List.of(
          "event_kind",
          "sequence",
          "message_id",
          "sender_id",
          "author_id",
          "device_id",
          "client_message_id",
          "created_at",
          "command_appended_at",
          "type",
          "text",
          "media_uri",
          "media_mime_type",
          "media_size_bytes",
          "media_sha256",
          "reply_to",
          "mentions",
          "recipients",
          "ordinal",
          "edit_event_id",
          "edited_text",
          "edited_media_uri",
          "edited_media_mime_type",
          "edited_media_size_bytes",
          "edited_media_sha256",
          "delete_event_id",
          "deleted_at",
          "deleted_by",
          "conversation_kind",
          "members_joined",
          "members_left",
          "member_roles",
          "member_notify",
          "member_count");

  private MessageColumns() {}

  /** The columns that the row of an event has before anything changes it. */
  public static NavigableMap<String, Object> of(ConversationEvent event) {
    NavigableMap<String, Object> columns = new TreeMap<>();
    columns.put("sequence", event.getSequence());
    columns.put("message_id", event.getMessageId());
    columns.put("sender_id", event.getSenderId());
    columns.put("device_id", event.getDeviceId());
    columns.put("client_message_id", event.getClientMessageId());
    columns.put("created_at", Instant.ofEpochMilli(event.getCreatedAt()));
    columns.put("command_appended_at", Instant.ofEpochMilli(event.getCommandAppendedAt()));
    putPayload(columns, event);
    columns.values().removeIf(Objects::isNull);
    return columns;
  }

  /** The part of a row that never changes. */
  public static NavigableMap<String, Object> place(NavigableMap<String, Object> columns) {
    NavigableMap<String, Object> place = new TreeMap<>(columns);
    CONTENT.forEach(place::remove);
    EDIT.forEach(place::remove);
    DELETION.forEach(place::remove);
    return place;
  }

  /** The part of a row that a deletion empties. */
  public static NavigableMap<String, Object> content(NavigableMap<String, Object> columns) {
    return only(CONTENT, columns);
  }

  /** The part of a row that the newest edit sets, and a deletion empties. */
  public static NavigableMap<String, Object> edit(NavigableMap<String, Object> columns) {
    return only(EDIT, columns);
  }

  /** The part of a row that a deletion sets. */
  public static NavigableMap<String, Object> deletion(NavigableMap<String, Object> columns) {
    return only(DELETION, columns);
  }

  /**
   * Applies an edit or deletion to the row of its message.
   *
   * @param row the columns of the row before
   * @param change an edit or deletion of the message
   */
  public static NavigableMap<String, Object> changed(
      NavigableMap<String, Object> row, ConversationEvent change) {
    NavigableMap<String, Object> columns = new TreeMap<>(row);
    if (change.getPayload() instanceof MessageEdited edited) {
      columns.put("edit_event_id", change.getEventId());
      columns.put("edited_text", Objects.requireNonNullElse(edited.getText(), ""));
      putMedia(columns, "edited_media_", edited.getMedia());
    } else if (change.getPayload() instanceof MessageDeleted) {
      Media empty = new Media("", "", 0L, "");
      columns.put("delete_event_id", change.getEventId());
      columns.put("deleted_at", Instant.ofEpochMilli(change.getCreatedAt()));
      columns.put("deleted_by", change.getSenderId());
      columns.put("text", "");
      columns.put("edited_text", "");
      putMedia(columns, "media_", empty);
      putMedia(columns, "edited_media_", empty);
      columns.remove("mentions");
    }
    return columns;
  }

  private static NavigableMap<String, Object> only(
      List<String> names, NavigableMap<String, Object> columns) {
    NavigableMap<String, Object> part = new TreeMap<>(columns);
    part.keySet().retainAll(names);
    return part;
  }

  private static void putPayload(NavigableMap<String, Object> columns, ConversationEvent event) {
    Object payload = event.getPayload();
    if (payload instanceof MessageSent sent) {
      columns.put("event_kind", "MESSAGE_SENT");
      columns.put("type", sent.getType().name());
      columns.put("text", sent.getText());
      columns.put("reply_to", sent.getReplyTo());
      columns.put("recipients", sent.getRecipients());
      columns.put("ordinal", sent.getOrdinal());
      columns.put(
          "mentions", sent.getMentions().isEmpty() ? null : new TreeSet<>(sent.getMentions()));
      putMedia(columns, "media_", sent.getMedia());
    } else if (payload instanceof MessageEdited) {
      columns.put("event_kind", "MESSAGE_EDITED");
    } else if (payload instanceof MessageDeleted deleted) {
      columns.put("event_kind", "MESSAGE_DELETED");
      columns.put("author_id", deleted.getAuthorId());
    } else if (payload instanceof MembersChanged changed) {
      columns.put("event_kind", "MEMBERS_CHANGED");
      putMembers(columns, changed);
    }
  }

  private static void putMedia(NavigableMap<String, Object> columns, String prefix, Media media) {
    if (media != null) {
      columns.put(prefix + "uri", media.getUri());
      columns.put(prefix + "mime_type", media.getMimeType());
      columns.put(prefix + "size_bytes", media.getSizeBytes());
      columns.put(prefix + "sha256", media.getSha256());
    }
  }

  private static void putMembers(NavigableMap<String, Object> columns, MembersChanged changed) {
    Function<MemberChange, String> role = change -> change.getRole().name();
    columns.put("conversation_kind", changed.getConversationKind().name());
    columns.put("member_count", changed.getMemberCount());
    columns.put("members_joined", by(changed, MemberAction.JOIN, role));
    columns.put("member_roles", by(changed, MemberAction.SET_ROLE, role));
    columns.put(
        "member_notify", by(changed, MemberAction.SET_NOTIFY, change -> change.getNotify().name()));
    NavigableMap<String, String> left = by(changed, MemberAction.LEAVE, role);
    columns.put("members_left", left == null ? null : new TreeSet<>(left.keySet()));
  }

  private static NavigableMap<String, String> by(
      MembersChanged changed, MemberAction action, Function<MemberChange, String> value) {
    NavigableMap<String, String> users = new TreeMap<>();
    for (MemberChange change : changed.getChanges()) {
      if (change.getAction() == action) {
        users.put(change.getUserId(), value.apply(change));
      }
    }
    return users.isEmpty() ? null : users;
  }
}
