package io.parley.demo.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;

/**
 * The first conversations of ann, bob and carol. Sending them shows that the whole way works: a
 * message is acknowledged only when it is stored.
 */
final class ChatSeed {

  static final List<String> PEOPLE = List.of("ann", "bob", "carol");

  private static final String DIRECT = "ann-and-bob";
  private static final String GROUP = "garden";

  private ChatSeed() {}

  /** Makes the conversations, and returns what there is, in words. */
  static String plant(String gateway) throws IOException {
    try (ChatDevice ann = ChatDevice.connect(gateway, "ann", "ann.seed");
        ChatDevice bob = ChatDevice.connect(gateway, "bob", "bob.seed")) {
      ann.create("seed-1", DIRECT, "DIRECT", List.of("ann", "bob"));
      ann.create("seed-2", GROUP, "GROUP", PEOPLE);
      sent(ann, "seed-1");
      sent(ann, "seed-2");
      ann.message("seed-3", DIRECT, "Hi Bob, is this thing on?");
      ann.message("seed-4", GROUP, "Welcome to the garden. Who waters the tomatoes this week?");
      sent(ann, "seed-3");
      sent(ann, "seed-4");
      bob.message("seed-5", DIRECT, "It is. Try to kill something while we talk.");
      sent(bob, "seed-5");
      bob.await(frame -> ChatDevice.is(frame, "event") && frame.has("text"));
      ann.send(ChatDevice.command("logout", "seed-6", DIRECT));
      bob.send(ChatDevice.command("logout", "seed-6", DIRECT));
    }
    return String.join(", ", PEOPLE) + "; a direct chat and a group";
  }

  private static void sent(ChatDevice device, String id) throws IOException {
    JsonNode ack = device.awaitAck(id);
    if (!ack.path("status").asText().equals("sent")) {
      throw new IOException("A first message was refused: " + ack.path("reason").asText());
    }
  }
}
