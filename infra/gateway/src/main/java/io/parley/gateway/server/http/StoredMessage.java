package io.parley.gateway.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.gateway.server.history.ChatTables;
import io.parley.gateway.server.wire.Json;
import io.parley.infra.scylla.history.EventKind;
import io.parley.infra.scylla.history.HistoryMessage;
import io.parley.infra.scylla.history.HistoryMessage.Content;
import io.parley.infra.scylla.history.StoredEvents;
import io.parley.schemas.conversation.Media;
import java.util.Locale;
import java.util.Optional;

/** Writes a stored message, or a change of members, in its newest version. */
final class StoredMessage {

  private StoredMessage() {}

  /**
   * The message as JSON.
   *
   * @param user the user who asks; only they see the status and the id of their own message
   * @param status the stored status; empty if no receipt has come yet
   */
  static ObjectNode json(HistoryMessage message, String user, Optional<ChatTables.Status> status) {
    ObjectNode json =
        Json.object()
            .put("conversation", message.conversationId())
            .put("message", Json.id(message.messageId()))
            .put("event", Json.id(message.messageId()))
            .put("version", Json.id(message.newestEventId()))
            .put("sequence", Json.id(message.sequence()))
            .put("kind", kind(message))
            .put("sender", message.authorId())
            .put("device", message.deviceId())
            .put("at", Json.time(message.createdAt().toEpochMilli()));
    message.content().ifPresent(content -> content(json, content));
    message
        .memberChanges()
        .ifPresent(
            changes -> {
              json.put("conversationKind", changes.conversationKind().name());
              Json.changes(json, StoredEvents.toChanges(changes));
              json.put("memberCount", changes.memberCount());
            });
    if (message.isEdited()) {
      json.put("edited", true);
    }
    message
        .deletion()
        .ifPresent(
            deletion ->
                json.put("deleted", true)
                    .put("deletedBy", deletion.by())
                    .put("deletedAt", Json.time(deletion.at().toEpochMilli())));
    if (message.authorId().equals(user)) {
      json.put("id", message.clientMessageId());
      status(json, message, status);
    }
    return json;
  }

  private static String kind(HistoryMessage message) {
    return switch (message.kind()) {
      case MESSAGE_SENT, MESSAGE_EDITED, MESSAGE_DELETED -> "message";
      case MEMBERS_CHANGED -> "members";
      case UNKNOWN -> "unknown";
    };
  }

  private static void content(ObjectNode json, Content content) {
    content.text().ifPresent(text -> json.put("text", text));
    content
        .media()
        .ifPresent(
            media ->
                Json.media(
                    json,
                    content.type(),
                    new Media(media.uri(), media.mimeType(), media.sizeBytes(), media.sha256())));
    content.replyTo().ifPresent(reply -> json.put("replyTo", Json.id(reply)));
    if (!content.mentions().isEmpty()) {
      content.mentions().stream().sorted().forEach(json.putArray("mentions")::add);
    }
    json.put("recipients", content.recipients());
  }

  private static void status(
      ObjectNode json, HistoryMessage message, Optional<ChatTables.Status> status) {
    if (message.kind() != EventKind.MESSAGE_SENT) {
      return;
    }
    int recipients = message.content().map(Content::recipients).orElse(0);
    ChatTables.Status known = status.orElse(new ChatTables.Status("SENT", recipients, 0, 0));
    json.putObject("status")
        .put("status", known.status().toLowerCase(Locale.ROOT))
        .put("recipients", known.recipients())
        .put("delivered", known.delivered())
        .put("read", known.read());
  }
}
