package io.parley.gateway.server.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.schemas.ack.AckStatus;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes the frames of the gateway other than {@code event}. */
final class ServerFrames {

  private ServerFrames() {}

  static String welcome(String user, String device, String gateway, long now) {
    return Json.object()
        .put("type", "welcome")
        .put("user", user)
        .put("device", device)
        .put("gateway", gateway)
        .put("time", Json.time(now))
        .toString();
  }

  /**
   * The answer to a command.
   *
   * @param received when the gateway read the command; empty if another gateway did
   * @param now when the answer is here, and so the event is stored
   */
  static String ack(CommandAck ack, OptionalLong received, long now) {
    boolean sent = ack.getStatus() == AckStatus.SENT;
    ObjectNode frame =
        Json.object()
            .put("type", "ack")
            .put("id", ack.getClientMessageId())
            .put("conversation", ack.getConversationId())
            .put("status", sent ? "sent" : "rejected");
    if (ack.getMessageId() != null) {
      frame.put("message", Json.id(ack.getMessageId()));
    }
    if (ack.getEventId() != null) {
      frame.put("event", Json.id(ack.getEventId()));
    }
    if (ack.getSequence() != null) {
      frame.put("sequence", Json.id(ack.getSequence()));
    }
    if (ack.getReason() != null) {
      frame.put("reason", ack.getReason().name());
    }
    frame.put("duplicate", ack.getDuplicate());
    received.ifPresent(time -> frame.put("received", Json.time(time)));
    if (sent && ack.getEventId() != null) {
      frame.put("taken", Json.timeOfId(ack.getEventId()));
    }
    return frame.put("at", Json.time(now)).toString();
  }

  static String status(MessageStatus status) {
    return Json.object()
        .put("type", "status")
        .put("conversation", status.getConversationId())
        .put("message", Json.id(status.getMessageId()))
        .put("status", status.getStatus().name().toLowerCase(Locale.ROOT))
        .put("recipients", status.getRecipients())
        .put("delivered", status.getDeliveredCount())
        .put("read", status.getReadCount())
        .put("at", Json.time(status.getUpdatedAt()))
        .toString();
  }

  static String cursor(ReadCursor cursor) {
    return Json.object()
        .put("type", "cursor")
        .put("conversation", cursor.getConversationId())
        .put("delivered", Json.id(cursor.getDeliveredUpTo()))
        .put("read", Json.id(cursor.getReadUpTo()))
        .put("unread", cursor.getUnreadCount())
        .put("at", Json.time(cursor.getUpdatedAt()))
        .toString();
  }

  static String error(ErrorCode code, String text, Optional<String> id) {
    ObjectNode frame =
        Json.object().put("type", "error").put("code", code.name()).put("text", text);
    id.ifPresent(command -> frame.put("id", command).put("again", code.mayBeSentAgain()));
    return frame.toString();
  }

  static String pong(long now) {
    return Json.object().put("type", "pong").put("time", Json.time(now)).toString();
  }

  static String bye(Bye reason) {
    return Json.object()
        .put("type", "bye")
        .put("reason", reason.name().toLowerCase(Locale.ROOT))
        .toString();
  }
}
