package io.parley.e2e.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The pipeline as {@link FakeGateway} pretends it: it numbers commands, answers them, hands events
 * to the other devices, and turns receipts into statuses and cursors, all at once and in one lock.
 * {@link Faults} makes it lose, repeat, refuse and hold back.
 */
final class FakeChat {

  /** What goes wrong on purpose. */
  static final class Faults {
    /** Answers to commands wait until {@link FakeChat#releaseAcks}. */
    volatile boolean holdAcks;

    /** Commands do not arrive. */
    volatile boolean loseCommands;

    /** The next commands are refused for this reason. */
    volatile String refuse;

    /** Live events are not handed on. */
    volatile boolean loseEvents;

    /** Every live event is handed on twice. */
    volatile boolean repeatEvents;
  }

  /** One connection. */
  record Device(String user, String id, Consumer<ObjectNode> out) {}

  final Faults faults = new Faults();

  private final Map<String, FakeConversation> conversations = new LinkedHashMap<>();
  private final List<Device> devices = new ArrayList<>();
  private final Map<String, ObjectNode> answers = new HashMap<>();
  private final Map<String, Long> deviceCursors = new HashMap<>();
  private final List<JsonNode> frames = new ArrayList<>();
  private final List<Runnable> held = new ArrayList<>();
  private long lastId;

  // What tests do

  synchronized FakeConversation create(String id, String kind, String... members) {
    ObjectNode command = FakeEvent.JSON.createObjectNode();
    for (String user : members) {
      command.withArray("changes").addObject().put("action", "JOIN").put("user", user);
    }
    FakeConversation conversation = new FakeConversation(id, kind);
    conversations.put(id, conversation);
    conversation.add(nextId(), 0, "members", members[0], command);
    return conversation;
  }

  /** A message from a device that is not there. Returns its id. */
  synchronized String say(String sender, String conversation, String text) {
    return say(sender, conversation, FakeEvent.JSON.createObjectNode().put("text", text));
  }

  synchronized String say(String sender, String conversation, ObjectNode message) {
    return Long.toString(event(sender, null, conversation, "message", 0, message).id());
  }

  /** Old messages, one a minute, the last one an hour ago. */
  synchronized void fill(String conversation, int count, String... senders) {
    Instant first = Instant.now().minusSeconds(3600 + 60L * count);
    FakeConversation filled = conversations.get(conversation);
    for (int at = 0; at < count; at++) {
      ObjectNode command = FakeEvent.JSON.createObjectNode().put("text", "message " + (at + 1));
      long id = FakeEvent.firstIdAt(first.plusSeconds(60L * at));
      filled.add(id, 0, "message", senders[at % senders.length], command);
    }
    filled.members.forEach(
        user -> filled.advance(user, filled.events.get(filled.events.size() - 1).id(), true));
  }

  synchronized void receipt(String user, String conversation, String event, boolean read) {
    receipt(user, "elsewhere", conversation, Long.parseLong(event), read);
  }

  synchronized void releaseAcks() {
    faults.holdAcks = false;
    held.forEach(Runnable::run);
    held.clear();
  }

  /** Every frame that clients have sent, in order. */
  synchronized List<JsonNode> frames(String type) {
    return frames.stream().filter(frame -> frame.path("type").asText().equals(type)).toList();
  }

  synchronized List<FakeEvent> events(String conversation) {
    return Optional.ofNullable(conversations.get(conversation))
        .map(c -> List.copyOf(c.events))
        .orElse(List.of());
  }

  synchronized FakeConversation conversation(String id) {
    return conversations.get(id);
  }

  // What clients do

  synchronized void connect(Device device) {
    ObjectNode bye = FakeEvent.JSON.createObjectNode().put("type", "bye").put("reason", "REPLACED");
    devices.stream()
        .filter(other -> other.id().equals(device.id()))
        .forEach(other -> other.out().accept(bye));
    devices.removeIf(other -> other.id().equals(device.id()));
    devices.add(device);
    for (FakeConversation conversation : conversations.values()) {
      Long had = deviceCursors.get(device.id() + "/" + conversation.id);
      long previous = had == null ? Long.MAX_VALUE : had;
      for (FakeEvent event : conversation.events) {
        if (event.id() > previous) {
          device.out().accept(event.frame(conversation.id, previous));
          previous = event.id();
        }
      }
    }
  }

  synchronized void disconnect(Device device) {
    devices.remove(device);
  }

  synchronized void frame(Device device, JsonNode frame) {
    frames.add(((ObjectNode) frame.deepCopy()).put("from", device.user()));
    switch (frame.path("type").asText()) {
      case "receipt" ->
          receipt(
              device.user(),
              device.id(),
              frame.path("conversation").asText(),
              Long.parseLong(frame.path("event").asText()),
              frame.path("kind").asText().equals("read"));
      case "ping" -> device.out().accept(FakeEvent.JSON.createObjectNode().put("type", "pong"));
      case "send", "edit", "delete", "members" -> command(device, (ObjectNode) frame);
      default -> {}
    }
  }

  synchronized ObjectNode list(String user) {
    ObjectNode answer = FakeEvent.JSON.createObjectNode();
    for (FakeConversation conversation : conversations.values()) {
      if (!conversation.members.contains(user)) {
        continue;
      }
      ObjectNode row = answer.withArray("conversations").addObject();
      row.put("conversation", conversation.id).put("kind", conversation.kind);
      conversation.members.forEach(row.withArray("members")::add);
      row.put("memberCount", conversation.members.size()).put("unread", conversation.unread(user));
      conversation.last().ifPresent(last -> row.set("last", conversation.row(last)));
    }
    return answer;
  }

  private void command(Device device, ObjectNode frame) {
    if (faults.loseCommands) {
      return;
    }
    String id = frame.path("id").asText();
    String conversation = frame.path("conversation").asText();
    ObjectNode known = answers.get(device.user() + "/" + id);
    ObjectNode ack = known == null ? decide(device, frame, conversation) : known.deepCopy();
    ack.put("duplicate", known != null);
    answers.put(device.user() + "/" + id, ack);
    if (faults.holdAcks) {
      held.add(() -> device.out().accept(ack));
    } else {
      device.out().accept(ack);
    }
  }

  private ObjectNode decide(Device device, ObjectNode frame, String conversation) {
    ObjectNode ack =
        FakeEvent.JSON
            .createObjectNode()
            .put("type", "ack")
            .put("id", frame.path("id").asText())
            .put("conversation", conversation)
            .put("at", Instant.now().toString());
    String reason =
        faults.refuse != null
            ? faults.refuse
            : conversations.containsKey(conversation)
                    || frame.path("type").asText().equals("members")
                ? null
                : "CONVERSATION_NOT_FOUND";
    if (reason != null) {
      return ack.put("status", "rejected").put("reason", reason);
    }
    String type = frame.path("type").asText();
    conversations.computeIfAbsent(
        conversation, key -> new FakeConversation(key, frame.path("kind").asText("GROUP")));
    long message = frame.path("message").asLong(0);
    FakeEvent event =
        event(
            device.user(),
            device.id(),
            conversation,
            type.equals("send") ? "message" : type,
            message,
            frame);
    return ack.put("status", "sent")
        .put("message", Long.toString(event.message()))
        .put("event", Long.toString(event.id()))
        .put("sequence", event.sequence());
  }

  private FakeEvent event(
      String sender, String device, String to, String kind, long message, ObjectNode command) {
    FakeConversation conversation = conversations.get(to);
    FakeEvent event = conversation.add(nextId(), message, kind, sender, command);
    for (Device other : List.copyOf(devices)) {
      if (other.id().equals(device)
          || !conversation.members.contains(other.user())
          || faults.loseEvents) {
        continue;
      }
      other.out().accept(event.frame(to, null));
      if (faults.repeatEvents) {
        other.out().accept(event.frame(to, null));
      }
    }
    return event;
  }

  private void receipt(String user, String device, String to, long event, boolean read) {
    FakeConversation conversation = conversations.get(to);
    if (conversation == null) {
      return;
    }
    deviceCursors.merge(device + "/" + to, event, Math::max);
    if (!conversation.advance(user, event, read)) {
      return;
    }
    FakeConversation.Cursor cursor = conversation.cursor(user);
    ObjectNode frame =
        FakeEvent.JSON
            .createObjectNode()
            .put("type", "cursor")
            .put("conversation", to)
            .put("delivered", Long.toString(cursor.delivered()))
            .put("read", Long.toString(cursor.read()))
            .put("unread", conversation.unread(user));
    tell(user, device, frame);
    conversation.events.stream()
        .filter(e -> e.kind().equals("message") && e.id() <= event && !e.sender().equals(user))
        .skip(Math.max(0, conversation.events.size() - 50L))
        .forEach(
            e -> {
              ObjectNode status = conversation.status(e);
              status.put("type", "status").put("conversation", to);
              status.put("message", Long.toString(e.message())).put("at", Instant.now().toString());
              tell(e.sender(), "", status);
            });
  }

  private void tell(String user, String except, ObjectNode frame) {
    devices.stream()
        .filter(device -> device.user().equals(user) && !device.id().equals(except))
        .forEach(device -> device.out().accept(frame));
  }

  private long nextId() {
    lastId = Math.max(lastId + 1, FakeEvent.firstIdAt(Instant.now()));
    return lastId;
  }
}
