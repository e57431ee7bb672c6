package io.parley.checker.history;

import io.parley.schemas.conversation.Media;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageDeleted;
import io.parley.schemas.event.MessageEdited;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.id.Snowflake;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The columns that the row of an event must have: what the CQL migration says, worked out here a
 * second time and on purpose not by the job's code.
 *
 * <p>Values are as the driver gives them: texts, longs, ints, {@link Instant}s, maps and sets
 * (sorted, so that equal ones print alike). Columns that are null are left out, and so is the
 * primary key.
 */
public final class MessageColumns {

  /** Every column of the table outside the primary key. */
  public static final List<String> ALL =
      List.of(
          "event_kind",
          "sequence",
          "sender_id",
          "author_id",
          "device_id",
          "client_message_id",
          "created_at",
          "edited_at",
          "deleted_at",
          "command_appended_at",
          "type",
          "text",
          "media_uri",
          "media_mime_type",
          "media_size_bytes",
          "media_sha256",
          "reply_to",
          "conversation_kind",
          "members_joined",
          "members_left",
          "member_roles",
          "member_count");

  private MessageColumns() {}

  /** The columns of the row that stores this event. */
  public static SortedMap<String, Object> of(ConversationEvent event) {
    SortedMap<String, Object> columns = new TreeMap<>();
    columns.put("sequence", event.getSequence());
    columns.put("sender_id", event.getSenderId());
    columns.put("author_id", event.getSenderId());
    columns.put("device_id", event.getDeviceId());
    columns.put("client_message_id", event.getClientMessageId());
    columns.put("created_at", Instant.ofEpochMilli(Snowflake.unixMillis(event.getMessageId())));
    columns.put("command_appended_at", Instant.ofEpochMilli(event.getCommandAppendedAt()));
    putPayload(columns, event);
    columns.values().removeIf(Objects::isNull);
    return columns;
  }

  private static void putPayload(SortedMap<String, Object> columns, ConversationEvent event) {
    Instant eventTime = Instant.ofEpochMilli(event.getCreatedAt());
    Object payload = event.getPayload();
    if (payload instanceof MessageSent sent) {
      columns.put("event_kind", "MESSAGE_SENT");
      columns.put("type", sent.getType().name());
      columns.put("text", sent.getText());
      columns.put("reply_to", sent.getReplyTo());
      putMedia(columns, sent.getMedia());
    } else if (payload instanceof MessageEdited edited) {
      columns.put("event_kind", "MESSAGE_EDITED");
      columns.put("edited_at", eventTime);
      columns.put("type", edited.getType().name());
      columns.put("text", edited.getText());
      columns.put("reply_to", edited.getReplyTo());
      putMedia(columns, edited.getMedia());
    } else if (payload instanceof MessageDeleted deleted) {
      columns.put("event_kind", "MESSAGE_DELETED");
      columns.put("deleted_at", eventTime);
      columns.put("author_id", deleted.getAuthorId());
    } else if (payload instanceof MembersChanged changed) {
      columns.put("event_kind", "MEMBERS_CHANGED");
      putMembers(columns, changed);
    }
  }

  private static void putMedia(SortedMap<String, Object> columns, Media media) {
    if (media != null) {
      columns.put("media_uri", media.getUri());
      columns.put("media_mime_type", media.getMimeType());
      columns.put("media_size_bytes", media.getSizeBytes());
      columns.put("media_sha256", media.getSha256());
    }
  }

  private static void putMembers(SortedMap<String, Object> columns, MembersChanged changed) {
    columns.put("conversation_kind", changed.getConversationKind().name());
    columns.put("member_count", changed.getMemberCount());
    SortedMap<String, String> joined = roles(changed, MemberAction.JOIN);
    SortedMap<String, String> changedRole = roles(changed, MemberAction.SET_ROLE);
    SortedSet<String> left = new TreeSet<>(roles(changed, MemberAction.LEAVE).keySet());
    columns.put("members_joined", joined.isEmpty() ? null : joined);
    columns.put("member_roles", changedRole.isEmpty() ? null : changedRole);
    columns.put("members_left", left.isEmpty() ? null : left);
  }

  private static SortedMap<String, String> roles(MembersChanged changed, MemberAction action) {
    SortedMap<String, String> roles = new TreeMap<>();
    for (MemberChange change : changed.getChanges()) {
      if (change.getAction() == action) {
        roles.put(change.getUserId(), change.getRole().name());
      }
    }
    return roles;
  }
}
