package io.parley.gateway.server.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageDeleted;
import io.parley.schemas.event.MessageEdited;
import io.parley.schemas.event.MessageSent;
import java.util.OptionalLong;

/** Writes the frame {@code event}. */
final class EventFrame {

  private EventFrame() {}

  /**
   * The frame of an event.
   *
   * @param user the user who gets it; only they see their own client_message_id
   * @param follows the event that a stored event follows; empty for an event as it happens
   */
  static ObjectNode of(ConversationEvent event, String user, OptionalLong follows) {
    ObjectNode frame =
        Json.object()
            .put("type", "event")
            .put("conversation", event.getConversationId())
            .put("event", Json.id(event.getEventId()))
            .put("sequence", Json.id(event.getSequence()))
            .put("stored", follows.isPresent());
    follows.ifPresent(previous -> frame.put("previous", Json.id(previous)));
    frame.put("kind", kind(event)).put("message", Json.id(event.getMessageId()));
    frame.put("sender", event.getSenderId()).put("device", event.getDeviceId());
    if (event.getSenderId().equals(user)) {
      frame.put("id", event.getClientMessageId());
    }
    frame.put("at", Json.time(event.getCreatedAt()));
    payload(frame, event.getPayload());
    return frame;
  }

  private static String kind(ConversationEvent event) {
    Object payload = event.getPayload();
    if (payload instanceof MessageSent) {
      return "message";
    } else if (payload instanceof MessageEdited) {
      return "edit";
    } else if (payload instanceof MembersChanged) {
      return "members";
    } else if (payload instanceof MessageDeleted) {
      // A message that was deleted since it was sent keeps its place in the history.
      return event.getEventId() == event.getMessageId() ? "message" : "delete";
    }
    return "unknown";
  }

  private static void payload(ObjectNode frame, Object payload) {
    if (payload instanceof MessageSent sent) {
      text(frame, sent.getText());
      Json.media(frame, sent.getType(), sent.getMedia());
      reply(frame, sent.getReplyTo());
      if (!sent.getMentions().isEmpty()) {
        sent.getMentions().forEach(frame.putArray("mentions")::add);
      }
      frame.put("recipients", sent.getRecipients());
    } else if (payload instanceof MessageEdited edited) {
      text(frame, edited.getText());
      Json.media(frame, edited.getType(), edited.getMedia());
      reply(frame, edited.getReplyTo());
    } else if (payload instanceof MembersChanged changed) {
      frame.put("conversationKind", changed.getConversationKind().name());
      Json.changes(frame, changed.getChanges());
      frame.put("memberCount", changed.getMemberCount());
    } else if (payload instanceof MessageDeleted) {
      frame.put("deleted", true);
    }
  }

  private static void text(ObjectNode frame, String text) {
    if (text != null) {
      frame.put("text", text);
    }
  }

  private static void reply(ObjectNode frame, Long replyTo) {
    if (replyTo != null) {
      frame.put("replyTo", Json.id(replyTo));
    }
  }
}
