package io.parley.e2e.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One conversation of {@link FakeChat}: its events in order, its members, and how far each member
 * has got. Guarded by the chat's lock.
 */
final class FakeConversation {

  /** How far a member has got, as event ids. */
  record Cursor(long delivered, long read) {}

  final String id;
  final String kind;
  final Set<String> members = new LinkedHashSet<>();
  final List<FakeEvent> events = new ArrayList<>();
  private final List<FakeEvent> changes = new ArrayList<>();
  final Map<String, Cursor> cursors = new TreeMap<>();

  FakeConversation(String id, String kind) {
    this.id = id;
    this.kind = kind;
  }

  FakeEvent add(long eventId, long message, String eventKind, String sender, ObjectNode command) {
    FakeEvent event =
        FakeEvent.of(
            eventId,
            message == 0 ? eventId : message,
            events.size() + 1L,
            eventKind,
            sender,
            command);
    events.add(event);
    if (eventKind.equals("edit") || eventKind.equals("delete")) {
      changes.add(event);
    }
    if (eventKind.equals("members")) {
      command
          .path("changes")
          .forEach(
              change -> {
                String user = change.path("user").asText();
                if (change.path("action").asText().equals("JOIN")) {
                  members.add(user);
                } else if (change.path("action").asText().equals("LEAVE")) {
                  members.remove(user);
                }
              });
    } else if (eventKind.equals("message")) {
      cursors.put(sender, new Cursor(eventId, eventId));
    }
    return event;
  }

  Cursor cursor(String user) {
    return cursors.getOrDefault(user, new Cursor(0, 0));
  }

  /** Advances a member. Returns whether anything changed. */
  boolean advance(String user, long event, boolean read) {
    Cursor old = cursor(user);
    Cursor now =
        new Cursor(
            Math.max(old.delivered(), event), read ? Math.max(old.read(), event) : old.read());
    cursors.put(user, now);
    return !now.equals(old);
  }

  long unread(String user) {
    long read = cursor(user).read();
    return events.stream()
        .filter(event -> event.kind().equals("message") && event.id() > read)
        .filter(event -> !event.sender().equals(user) && !deleted(event))
        .count();
  }

  Optional<FakeEvent> last() {
    return events.stream().filter(event -> event.kind().equals("message")).reduce((a, b) -> b);
  }

  /** A message as history has it: its newest text, and how far it has come. */
  ObjectNode row(FakeEvent message) {
    ObjectNode row = message.content().deepCopy();
    row.put("message", Long.toString(message.message()));
    row.put("event", Long.toString(message.id()));
    row.put("sequence", message.sequence());
    row.put("kind", message.kind());
    row.put("sender", message.sender());
    row.put("at", message.at());
    for (FakeEvent event : changes) {
      if (event.message() == message.message() && event.kind().equals("edit")) {
        row.set("text", event.content().get("text"));
        row.put("edited", true);
      }
    }
    if (deleted(message)) {
      row.remove(List.of("text", "media"));
      row.put("deleted", true);
    }
    row.set("status", status(message));
    return row;
  }

  ObjectNode status(FakeEvent message) {
    List<String> recipients =
        members.stream().filter(user -> !user.equals(message.sender())).toList();
    long delivered =
        recipients.stream().filter(user -> cursor(user).delivered() >= message.id()).count();
    long read = recipients.stream().filter(user -> cursor(user).read() >= message.id()).count();
    String status =
        !recipients.isEmpty() && read == recipients.size()
            ? "read"
            : !recipients.isEmpty() && delivered == recipients.size() ? "delivered" : "sent";
    return FakeEvent.JSON
        .createObjectNode()
        .put("status", status)
        .put("recipients", recipients.size())
        .put("delivered", delivered)
        .put("read", read);
  }

  /** A page of history, newest first. */
  ObjectNode page(long before, int limit) {
    ObjectNode page = FakeEvent.JSON.createObjectNode();
    ArrayNode messages = page.putArray("messages");
    boolean more = false;
    for (int at = events.size() - 1; at >= 0; at--) {
      FakeEvent event = events.get(at);
      boolean shown = event.kind().equals("message") || event.kind().equals("members");
      if (event.id() >= before || !shown) {
        continue;
      }
      if (messages.size() == limit) {
        more = true;
        break;
      }
      messages.add(row(event));
    }
    return page.put("more", more);
  }

  ObjectNode receipts(long message) {
    ObjectNode answer = FakeEvent.JSON.createObjectNode().put("exact", true);
    ArrayNode receipts = answer.putArray("receipts");
    String now = Instant.now().toString();
    FakeEvent event = events.stream().filter(e -> e.id() == message).findFirst().orElseThrow();
    for (String user : members) {
      Cursor cursor = cursor(user);
      if (user.equals(event.sender()) || cursor.delivered() < message) {
        continue;
      }
      ObjectNode receipt = receipts.addObject().put("user", user).put("deliveredAt", now);
      if (cursor.read() >= message) {
        receipt.put("readAt", now);
      }
    }
    return answer;
  }

  private boolean deleted(FakeEvent message) {
    return changes.stream()
        .anyMatch(e -> e.kind().equals("delete") && e.message() == message.message());
  }
}
