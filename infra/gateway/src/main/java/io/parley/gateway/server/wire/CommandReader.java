package io.parley.gateway.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.gateway.client.ClientCommand;
import io.parley.schemas.command.ChangeMembers;
import io.parley.schemas.command.DeleteMessage;
import io.parley.schemas.command.EditMessage;
import io.parley.schemas.command.SendMessage;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.Media;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.conversation.NotifyLevel;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads commands out of frames. It checks the form only. Whether a command is allowed is the
 * decision of ingest, whose answer is the ack.
 */
final class CommandReader {

  private static final int MOST_CHANGES = 1_000;
  private static final int MOST_MENTIONS = 64;
  private static final long UNKNOWN_SIZE = -1;

  ClientCommand read(String type, Fields fields) throws FrameException {
    String id = fields.id("id");
    String conversation = fields.id("conversation");
    long time = fields.time("time");
    Object payload =
        switch (type) {
          case "send" -> message(fields);
          case "edit" -> edit(fields);
          case "delete" -> new DeleteMessage(fields.number("message"));
          default -> members(fields);
        };
    return ClientCommand.of(id, conversation, time, payload);
  }

  private static SendMessage message(Fields fields) throws FrameException {
    List<String> mentions = new ArrayList<>();
    if (fields.has("mentions")) {
      for (JsonNode user : fields.list("mentions", MOST_MENTIONS)) {
        if (!user.isTextual()) {
          throw fields.wrong("mentions", "a list of user ids");
        }
        mentions.add(user.textValue());
      }
    }
    return new SendMessage(
        type(fields),
        fields.optionalText("text").orElse(null),
        media(fields),
        fields.has("replyTo") ? fields.number("replyTo") : null,
        mentions);
  }

  private static EditMessage edit(Fields fields) throws FrameException {
    return new EditMessage(
        fields.number("message"), fields.optionalText("text").orElse(null), media(fields));
  }

  private static MessageType type(Fields fields) throws FrameException {
    return fields.has("media")
        ? fields
            .object("media")
            .symbol("kind", MediaKind.class, "\"IMAGE\", \"AUDIO\", \"VIDEO\" or \"FILE\"")
            .type()
        : MessageType.TEXT;
  }

  private static Media media(Fields fields) throws FrameException {
    if (!fields.has("media")) {
      return null;
    }
    Fields media = fields.object("media");
    return new Media(
        media.text("uri"),
        media.text("mime"),
        media.has("size") ? media.size("size") : UNKNOWN_SIZE,
        media.text("sha256"));
  }

  private static ChangeMembers members(Fields fields) throws FrameException {
    List<MemberChange> changes = new ArrayList<>();
    int position = 0;
    for (JsonNode change : fields.list("changes", MOST_CHANGES)) {
      changes.add(change(new Fields(change, "frame.changes[" + position + "]")));
      position++;
    }
    return new ChangeMembers(
        fields.has("kind")
            ? fields.symbol("kind", ConversationKind.class, "\"DIRECT\" or \"GROUP\"")
            : ConversationKind.GROUP,
        changes);
  }

  private static MemberChange change(Fields fields) throws FrameException {
    return new MemberChange(
        fields.id("user"),
        fields.symbol(
            "action", MemberAction.class, "\"JOIN\", \"LEAVE\", \"SET_ROLE\" or \"SET_NOTIFY\""),
        fields.has("role")
            ? fields.symbol("role", MemberRole.class, "\"MEMBER\" or \"ADMIN\"")
            : MemberRole.MEMBER,
        fields.has("notify")
            ? fields.symbol("notify", NotifyLevel.class, "\"ALL\", \"MENTIONS\" or \"NONE\"")
            : NotifyLevel.ALL);
  }
}
