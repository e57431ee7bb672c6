package io.parley.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.command.Printable;
import io.parley.infra.scylla.history.HistoryMessage;
import io.parley.infra.scylla.history.HistoryMessage.Content;
import io.parley.infra.scylla.history.MemberChanges;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A converter of stored messages to JSON for scripts. An id is a string of digits, because many
 * tools round a JSON number of that size. What a message does not have is left out.
 */
final class HistoryJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private HistoryJson() {}

  /** A message on one line, control characters as escapes. */
  static String of(HistoryMessage message) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("message_id", Long.toString(message.messageId()));
    json.put("sequence", message.sequence());
    json.put("kind", message.kind().name());
    json.put("author_id", message.authorId());
    json.put("device_id", message.deviceId());
    json.put("client_message_id", message.clientMessageId());
    json.put("created_at", message.createdAt().toString());
    message.editEventId().ifPresent(id -> json.put("edit_event_id", Long.toString(id)));
    message
        .deletion()
        .ifPresent(
            deletion ->
                json.putObject("deletion")
                    .put("event_id", Long.toString(deletion.eventId()))
                    .put("at", deletion.at().toString())
                    .put("by", deletion.by()));
    message.content().ifPresent(content -> put(content, json));
    message.memberChanges().ifPresent(changes -> put(changes, json.putObject("members")));
    return Printable.of(json.toString());
  }

  private static void put(Content content, ObjectNode json) {
    json.put("type", content.type().name());
    json.put("recipients", content.recipients());
    json.put("ordinal", content.ordinal());
    content.text().ifPresent(text -> json.put("text", text));
    content
        .media()
        .ifPresent(
            media ->
                json.putObject("media")
                    .put("uri", media.uri())
                    .put("mime_type", media.mimeType())
                    .put("size_bytes", media.sizeBytes())
                    .put("sha256", media.sha256()));
    content.replyTo().ifPresent(id -> json.put("reply_to", Long.toString(id)));
    ArrayNode mentions = json.putArray("mentions");
    new TreeSet<>(content.mentions()).forEach(mentions::add);
  }

  private static void put(MemberChanges changes, ObjectNode json) {
    json.put("conversation_kind", changes.conversationKind().name());
    json.put("member_count", changes.memberCount());
    ObjectNode joined = json.putObject("joined");
    new TreeMap<>(changes.joined()).forEach((user, role) -> joined.put(user, role.name()));
    ArrayNode left = json.putArray("left");
    new TreeSet<>(changes.left()).forEach(left::add);
    ObjectNode roles = json.putObject("roles");
    new TreeMap<>(changes.roles()).forEach((user, role) -> roles.put(user, role.name()));
    ObjectNode levels = json.putObject("notify_levels");
    new TreeMap<>(changes.notifyLevels()).forEach((user, level) -> levels.put(user, level.name()));
  }
}
