package io.parley.e2e.chat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Set;

/** One event of a conversation of {@link FakeChat}: what a command became, with its ids. */
record FakeEvent(
    long id, long message, long sequence, String kind, String sender, ObjectNode content) {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final long EPOCH = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();
  private static final int TIME_SHIFT = 22;
  private static final Set<String> CONTENT =
      Set.of("text", "media", "replyTo", "mentions", "changes");

  static FakeEvent of(
      long id, long message, long sequence, String kind, String sender, ObjectNode command) {
    ObjectNode content = JSON.createObjectNode();
    CONTENT.stream()
        .filter(command::hasNonNull)
        .forEach(name -> content.set(name, command.get(name)));
    return new FakeEvent(id, message, sequence, kind, sender, content);
  }

  /** The smallest id of this instant. */
  static long firstIdAt(Instant time) {
    return (time.toEpochMilli() - EPOCH) << TIME_SHIFT;
  }

  String at() {
    return Instant.ofEpochMilli((id >> TIME_SHIFT) + EPOCH).toString();
  }

  /** The event as the gateway hands it on, live or from history. */
  ObjectNode frame(String conversation, Long previous) {
    ObjectNode frame = content.deepCopy();
    frame.put("type", "event");
    frame.put("conversation", conversation);
    frame.put("event", Long.toString(id));
    frame.put("message", Long.toString(message));
    frame.put("kind", kind);
    frame.put("sender", sender);
    frame.put("at", at());
    frame.put("stored", previous != null);
    if (previous == null) {
      frame.put("sequence", sequence);
    } else {
      frame.put("previous", Long.toString(previous));
    }
    return frame;
  }
}
