package io.parley.e2e.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.cli.StackPorts;
import io.parley.cli.StackSettings;
import io.parley.demo.chat.ChatDevice;
import io.parley.demo.chat.ChatStack;
import io.parley.demo.chat.Supervisor;
import io.parley.infra.local.TaskManager;
import io.parley.infra.local.WebProgram;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.UsesLocalServers;
import io.parley.pipeline.JobSettings;
import io.parley.pipeline.PipelineStack;
import io.parley.pipeline.run.StackHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tests two reference gateways, each in a process of its own, on real servers with the three jobs.
 * The clients speak the protocol over the network, as a page does.
 */
@UsesLocalServers({})
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class GatewayIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String DIRECT = "ann-and-bob";

  private static StackHome home;
  private static PipelineStack stack;
  private static ChatStack chat;

  @BeforeAll
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  static void start(LocalServers servers) throws IOException {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    StackPorts ports = new StackPorts();
    home = StackHome.claim(servers.directory().resolve("gateway-it"), ports);
    stack = home.open(StackSettings.of(ports, 1), JobSettings.defaults(1), out, false);
    chat = new ChatStack(home.root(), 2, 0);
    chat.start(out, false);
  }

  @AfterAll
  static void stop() throws IOException {
    if (chat != null) {
      chat.close();
    }
    home.close();
  }

  @Test
  void aMessageIsStoredDeliveredAndReadAndTheSenderSeesIt() throws IOException {
    try (ChatDevice ann = ChatDevice.connect(gateway(0), "ann", "ann.1");
        ChatDevice bob = ChatDevice.connect(gateway(1), "bob", "bob.1")) {
      String typed = "<b>née</b> \u202e👩‍👩‍👧";
      ann.message("read-1", DIRECT, typed);
      JsonNode ack = ann.awaitAck("read-1");
      String message = ack.path("message").asText();
      assertThat(ack.path("status").asText()).isEqualTo("sent");
      assertThat(ack.path("received").asText()).isLessThanOrEqualTo(ack.path("at").asText());

      JsonNode event = bob.await(frame -> isEvent(frame, message));
      assertThat(event.path("text").asText()).isEqualTo(typed);
      assertThat(event.path("sender").asText()).isEqualTo("ann");
      assertThat(event.has("id")).as("others do not see the client's id").isFalse();
      awaitUnread(bob, 1);

      bob.receipt(DIRECT, message, "delivered");
      JsonNode delivered = ann.await(frame -> isStatus(frame, message, "delivered"));
      assertThat(delivered.path("recipients").asInt()).isEqualTo(1);
      bob.receipt(DIRECT, message, "read");
      ann.await(frame -> isStatus(frame, message, "read"));
      awaitUnread(bob, 0);

      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .untilAsserted(
              () -> {
                JsonNode stored = stored(ann, DIRECT).get(message);
                assertThat(stored.path("status").path("status").asText()).isEqualTo("read");
                assertThat(stored.path("id").asText()).isEqualTo("read-1");
                JsonNode receipts =
                    ann.get(
                        "/api/conversations/%s/messages/%s/receipts".formatted(DIRECT, message));
                assertThat(receipts.path("receipts").path(0).path("readAt").asText()).isNotEmpty();
                assertThat(receipts.path("exact").asBoolean()).isTrue();
              });
      assertThat(stored(bob, DIRECT).get(message).has("status"))
          .as("only the author sees the status")
          .isFalse();
    }
  }

  @Test
  void anEditAndADeletionReachTheOtherPersonAndTheHistory() throws IOException {
    try (ChatDevice ann = ChatDevice.connect(gateway(0), "ann", "ann.1");
        ChatDevice bob = ChatDevice.connect(gateway(1), "bob", "bob.1")) {
      ann.message("edit-1", DIRECT, "frist");
      String message = ann.awaitAck("edit-1").path("message").asText();
      bob.await(frame -> isEvent(frame, message));

      ann.send(
          ChatDevice.command("edit", "edit-2", DIRECT)
              .put("message", message)
              .put("text", "first"));
      JsonNode edit = ann.awaitAck("edit-2");
      JsonNode edited = bob.await(frame -> isEvent(frame, edit.path("event").asText()));
      assertThat(edited.path("kind").asText()).isEqualTo("edit");
      assertThat(edited.path("message").asText()).isEqualTo(message);
      assertThat(stored(bob, DIRECT).get(message).path("text").asText()).isEqualTo("first");

      ann.send(ChatDevice.command("delete", "edit-3", DIRECT).put("message", message));
      JsonNode delete = ann.awaitAck("edit-3");
      JsonNode deleted = bob.await(frame -> isEvent(frame, delete.path("event").asText()));
      assertThat(deleted.path("kind").asText()).isEqualTo("delete");
      JsonNode gone = stored(bob, DIRECT).get(message);
      assertThat(gone.path("deleted").asBoolean()).isTrue();
      assertThat(gone.has("text")).isFalse();

      bob.send(
          ChatDevice.command("edit", "edit-4", DIRECT).put("message", message).put("text", "x"));
      assertThat(bob.awaitAck("edit-4").path("reason").asText()).isNotEmpty();
    }
  }

  @Test
  void onlyMembersReadAConversationAndAFormerMemberUpToTheirLeave() throws IOException {
    try (ChatDevice ann = ChatDevice.connect(gateway(0), "ann", "ann.1");
        ChatDevice carol = ChatDevice.connect(gateway(0), "carol", "carol.1")) {
      assertThatThrownBy(() -> stored(carol, DIRECT)).hasMessageContaining("NOT_A_MEMBER");
      assertThatThrownBy(() -> carol.get("/api/conversations/" + DIRECT + "/cursors"))
          .hasMessageContaining("403");

      ann.create("leave-1", "den", "GROUP", List.of("ann", "carol"));
      ann.awaitAck("leave-1");
      ann.message("leave-2", "den", "with carol");
      String before = ann.awaitAck("leave-2").path("message").asText();
      var leave = ChatDevice.command("members", "leave-3", "den");
      leave.putArray("changes").addObject().put("action", "LEAVE").put("user", "carol");
      carol.send(leave);
      carol.awaitAck("leave-3");
      ann.message("leave-4", "den", "without carol");
      String after = ann.awaitAck("leave-4").path("message").asText();

      assertThat(stored(carol, "den")).containsKey(before).doesNotContainKey(after);
      assertThat(stored(ann, "den")).containsKeys(before, after);
      assertThatThrownBy(() -> carol.get("/api/conversations/den/members"))
          .hasMessageContaining("NOT_A_MEMBER");
      assertThat(ann.get("/api/conversations/den/members").path("members")).hasSize(1);
    }
  }

  @Test
  void whoIsAddedReadsFromTheEventWithWhichTheyJoined() throws IOException {
    try (ChatDevice ann = ChatDevice.connect(gateway(0), "ann", "ann.1");
        ChatDevice carol = ChatDevice.connect(gateway(1), "carol", "carol.1")) {
      ann.create("join-1", "attic", "GROUP", List.of("ann", "bob"));
      ann.awaitAck("join-1");
      ann.message("join-2", "attic", "without carol");
      String before = ann.awaitAck("join-2").path("message").asText();
      var join = ChatDevice.command("members", "join-3", "attic");
      join.putArray("changes").addObject().put("action", "JOIN").put("user", "carol");
      ann.send(join);
      String joined = ann.awaitAck("join-3").path("event").asText();
      ann.message("join-4", "attic", "with carol");
      String after = ann.awaitAck("join-4").path("message").asText();

      assertThat(stored(carol, "attic")).containsOnlyKeys(after, joined);
      assertThat(stored(ann, "attic")).containsKeys(before, joined, after);
      assertThatThrownBy(
              () -> carol.get("/api/conversations/attic/messages/" + before + "/receipts"))
          .hasMessageContaining("NOT_A_MEMBER");
    }
  }

  /**
   * Kills the sender's gateway, then the receiver's, while messages flow. Each time the device
   * connects again, as a page does: with the same token, and with its unanswered commands under the
   * same ids.
   */
  @Test
  void gatewaysThatAreKilledLoseNothingAndDoubleNothing() throws IOException {
    String room = "killed";
    Talk talk = new Talk(room);
    ChatDevice ann = ChatDevice.connect(gateway(0), "ann", "ann.kill");
    ChatDevice bob = ChatDevice.connect(gateway(1), "bob", "bob.kill");
    try {
      ann.create("kill-0", room, "GROUP", List.of("ann", "bob"));
      ann.awaitAck("kill-0");
      talk.send(ann, 0, 40);
      kill(0);
      talk.collect(ann);
      ann = ChatDevice.resume(gateway(0), ann.token());
      talk.resend(ann);
      talk.send(ann, 40, 60);

      kill(1);
      talk.collectEvents(bob);
      talk.send(ann, 60, 80);
      bob = ChatDevice.resume(gateway(1), bob.token());
      talk.awaitAll(ann, bob);

      Map<String, JsonNode> stored = stored(ann, room);
      assertThat(stored.values())
          .filteredOn(message -> message.path("kind").asText().equals("message"))
          .extracting(message -> message.path("text").asText())
          .as("in the history, newest first")
          .containsExactlyElementsOf(talk.textsNewestFirst());
      talk.assertEachArrivedOnceInOrder();
    } finally {
      ann.close();
      bob.close();
    }
  }

  @Test
  void aKilledTaskManagerIsStartedAgainAndTheMessageArrives() throws IOException {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    try (Supervisor supervisor = new Supervisor(chat.mayBeKilled(stack), () -> {}, out);
        ChatDevice ann = ChatDevice.connect(gateway(0), "ann", "ann.1");
        ChatDevice bob = ChatDevice.connect(gateway(1), "bob", "bob.1")) {
      supervisor.start();
      TaskManager victim = stack.stack().flink().taskManagers().get(0);
      long before = victim.pid();
      victim.kill();
      ann.message("manager-1", DIRECT, "to nobody yet");

      String event = ann.awaitAck("manager-1").path("event").asText();
      bob.await(frame -> isEvent(frame, event));
      assertThat(victim.pid()).isNotEqualTo(before);

      bob.receipt(DIRECT, event, "read");
      awaitUnread(bob, 0);
    }
  }

  @Test
  void anOrderlyStopSaysByeAndTheDeviceGoesOnElsewhere() throws IOException {
    try (ChatDevice carol = ChatDevice.connect(gateway(1), "carol", "carol.stop")) {
      WebProgram gateway = chat.gateways().get(1);
      gateway.stop();
      JsonNode bye = carol.await(frame -> ChatDevice.is(frame, "bye"));
      assertThat(bye.path("reason").asText()).isEqualTo("shutdown");
      assertThat(carol.closed().toCompletableFuture().join()).isEqualTo(1001);

      try (ChatDevice again = ChatDevice.resume(gateway(0), carol.token())) {
        again.message("stop-1", "garden", "hello from the other gateway");
        assertThat(again.awaitAck("stop-1").path("status").asText()).isEqualTo("sent");
      } finally {
        gateway.start();
      }
    }
  }

  private static void kill(int number) {
    WebProgram gateway = chat.gateways().get(number);
    gateway.kill();
    gateway.start();
  }

  private static String gateway(int number) {
    return chat.gateways().get(number).address();
  }

  private static boolean isEvent(JsonNode frame, String event) {
    return ChatDevice.is(frame, "event") && frame.path("event").asText().equals(event);
  }

  private static boolean isStatus(JsonNode frame, String message, String status) {
    return ChatDevice.is(frame, "status")
        && frame.path("message").asText().equals(message)
        && frame.path("status").asText().equals(status);
  }

  private static void awaitUnread(ChatDevice device, int number) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(
                        StreamSupport.stream(
                                device
                                    .get("/api/conversations")
                                    .path("conversations")
                                    .spliterator(),
                                false)
                            .filter(chat -> chat.path("conversation").asText().equals(DIRECT))
                            .findFirst()
                            .orElseThrow()
                            .path("unread")
                            .asInt())
                    .isEqualTo(number));
  }

  /** The history by message, newest first, read in small pages. */
  private static Map<String, JsonNode> stored(ChatDevice device, String conversation)
      throws IOException {
    Map<String, JsonNode> all = new LinkedHashMap<>();
    String before = "";
    boolean more = true;
    while (more) {
      JsonNode page =
          device.get("/api/conversations/%s/messages?limit=30%s".formatted(conversation, before));
      for (JsonNode message : page.path("messages")) {
        assertThat(all.put(message.path("message").asText(), message)).isNull();
        before = "&before=" + message.path("event").asText();
      }
      more = page.path("more").asBoolean();
    }
    return all;
  }

  /** One-way talk from ann to bob, with all that both saw over their connections. */
  private static final class Talk {

    private final String room;
    private final List<String> ids = new ArrayList<>();
    private final Map<String, String> eventByCommand = new TreeMap<>();
    private final Map<Long, JsonNode> arrived = new TreeMap<>();

    Talk(String room) {
      this.room = room;
    }

    void send(ChatDevice ann, int from, int to) throws IOException {
      for (int i = from; i < to; i++) {
        String id = "kill-%03d".formatted(i + 1);
        ids.add(id);
        ann.message(id, room, "text of " + id);
      }
    }

    /** Sends what has no ack again, as a page does after it was cut off. */
    void resend(ChatDevice ann) throws IOException {
      for (String id : ids) {
        if (!eventByCommand.containsKey(id)) {
          ann.message(id, room, "text of " + id);
        }
      }
    }

    void collect(ChatDevice ann) {
      for (JsonNode frame : ann.frames()) {
        if (ChatDevice.is(frame, "ack") && ids.contains(frame.path("id").asText())) {
          assertThat(frame.path("status").asText()).isEqualTo("sent");
          String event = frame.path("event").asText();
          String before = eventByCommand.putIfAbsent(frame.path("id").asText(), event);
          assertThat(before).as("the same answer as before").isIn(null, event);
        }
      }
    }

    void collectEvents(ChatDevice bob) {
      for (JsonNode frame : bob.frames()) {
        if (ChatDevice.is(frame, "event") && frame.path("conversation").asText().equals(room)) {
          arrived.putIfAbsent(frame.path("event").asLong(), frame);
        }
      }
    }

    void awaitAll(ChatDevice ann, ChatDevice bob) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                collect(ann);
                assertThat(eventByCommand).as("commands with an ack").hasSize(ids.size());
              });
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                collectEvents(bob);
                assertThat(messages()).as("messages at bob").hasSize(ids.size());
              });
    }

    private List<JsonNode> messages() {
      return arrived.values().stream()
          .filter(frame -> frame.path("kind").asText().equals("message"))
          .toList();
    }

    List<String> textsNewestFirst() {
      return IntStream.rangeClosed(1, ids.size())
          .mapToObj(i -> "text of " + ids.get(ids.size() - i))
          .toList();
    }

    void assertEachArrivedOnceInOrder() {
      assertThat(messages())
          .extracting(frame -> frame.path("text").asText())
          .containsExactlyElementsOf(ids.stream().map(id -> "text of " + id).toList());
      assertThat(messages())
          .extracting(frame -> frame.path("sequence").asInt())
          .as("the sequence has no gap: nothing is stored twice")
          .containsExactlyElementsOf(IntStream.rangeClosed(2, ids.size() + 1).boxed().toList());
      assertThat(eventByCommand.values())
          .containsExactlyElementsOf(
              messages().stream().map(frame -> frame.path("event").asText()).toList());
    }
  }
}
