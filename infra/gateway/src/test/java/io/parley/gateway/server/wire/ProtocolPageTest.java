package io.parley.gateway.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.gateway.client.CloseReason;
import io.parley.gateway.client.Handover;
import io.parley.gateway.server.Limits;
import io.parley.schemas.ack.AckStatus;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.ack.RejectionReason;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.Media;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageDeleted;
import io.parley.schemas.event.MessageEdited;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.status.DeliveryStatus;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tests that PROTOCOL.md says what the gateway does: its examples of clients' frames are accepted,
 * its examples of the gateway's frames are what the gateway writes, and its tables have every code.
 * Seen red: with a field renamed in an example of each kind, and with a code added.
 */
class ProtocolPageTest {

  private static final long ID = 123456789012345678L;
  private static final long TIME = Snowflake.unixMillis(ID);
  private static final Pattern EXAMPLE = Pattern.compile("```json (client|server)\n(.*?)\n```");

  private final TestConnections server = new TestConnections(Limits.defaults());
  private final FakeWire wire = new FakeWire();
  private String page;

  @BeforeEach
  void read() throws IOException {
    page =
        Files.readString(
            Path.of(System.getProperty("parley.home"), "infra", "gateway", "PROTOCOL.md"));
  }

  @Test
  void everyExampleOfAClientIsAccepted() throws IOException {
    Connection connection = server.connections.open(wire);
    for (JsonNode example : examples("client")) {
      connection.onText(example.toString().replace("\"TOKEN\"", '"' + TestConnections.TOKEN + '"'));
    }

    assertThat(wire.frames)
        .extracting(frame -> frame.path("type").asText())
        .containsExactly("welcome", "pong", "bye");
    assertThat(server.gate.last().commands).hasSize(4);
    assertThat(server.gate.last().receipts).hasSize(1);
  }

  @Test
  void everyExampleOfTheGatewayIsWhatItWrites() throws IOException {
    Connection connection = server.welcomed(wire);
    connection.onText(
        "{\"type\":\"send\",\"id\":\"c-1\",\"conversation\":\"garden\",\"time\":\"2026-01-01T00:00:00Z\",\"text\":\"x\"}");
    handovers().forEach(connection::deliver);
    connection.onText("{\"type\":\"ping\"}");
    connection.close(CloseReason.SHUTDOWN);

    assertThat(wire.frames).containsExactlyElementsOf(examples("server"));
  }

  @Test
  void theTablesHaveEveryCodeAndReason() {
    for (ErrorCode code : ErrorCode.values()) {
      assertThat(page).containsPattern("\\| `" + code + "` \\|.*\\| " + again(code) + " \\|");
    }
    for (Bye reason : Bye.values()) {
      assertThat(page)
          .contains("| `" + reason.name().toLowerCase(Locale.ROOT) + "` | " + reason.code() + " |");
    }
  }

  @Test
  void theTableOfLimitsHasTheLimits() {
    Limits limits = Limits.defaults();
    assertThat(page)
        .contains(
            String.format(Locale.ROOT, "| frame of a client | %,d bytes", limits.mostFrameBytes()))
        .contains("| rate | " + limits.framesPerSecond() + " frames/s for long, " + limits.burst())
        .contains("| first frame | within " + limits.hello().toSeconds() + " s")
        .contains("| silence | " + limits.idle().toSeconds() + " s")
        .contains("| HTTP request | " + limits.request().toSeconds() + " s")
        .contains("| faulty frames | " + limits.mostFaults() + " per")
        .contains("client | " + limits.mostUnsentBytes() / 1024 + " KiB")
        .contains(String.format(Locale.ROOT, "| connections | %,d per", limits.mostConnections()));
  }

  private static String again(ErrorCode code) {
    return code.mayBeSentAgain() ? "yes" : "no";
  }

  private List<JsonNode> examples(String side) throws IOException {
    List<JsonNode> examples = new ArrayList<>();
    Matcher matcher = EXAMPLE.matcher(page);
    while (matcher.find()) {
      if (matcher.group(1).equals(side)) {
        examples.add(Json.mapper().readTree(matcher.group(2)));
      }
    }
    assertThat(examples).as("examples of the %s", side).isNotEmpty();
    return examples;
  }

  /** What makes the examples of the page, in its order. */
  private List<Handover> handovers() {
    CommandAck.Builder ack =
        CommandAck.newBuilder()
            .setClientMessageId("c-1")
            .setConversationId("garden")
            .setSenderId("ann")
            .setDeviceId("ann.web-1")
            .setGatewayId("gw-1");
    Media media = new Media("https://media.example.org/1", "video/mp4", 1024L, "00");
    MessageSent sent = new MessageSent(MessageType.FILE, "Look!", media, 5L, 2, 1L, List.of("ann"));
    MessageEdited edited = new MessageEdited(MessageType.TEXT, "Look here!", null, null);
    MembersChanged changed =
        new MembersChanged(
            ConversationKind.GROUP,
            List.of(
                MemberChange.newBuilder().setUserId("carol").setAction(MemberAction.JOIN).build()),
            3);
    return Arrays.asList(
        new Handover.Answer(
            ack.setStatus(AckStatus.SENT).setMessageId(ID).setEventId(ID).setSequence(7L).build()),
        new Handover.Answer(
            ack.setStatus(AckStatus.REJECTED)
                .setMessageId(null)
                .setEventId(null)
                .setSequence(null)
                .setReason(RejectionReason.NOT_A_MEMBER)
                .build()),
        new Handover.Live(event(ID, 7, ID, "bob", "bob.web-1", sent), Optional.empty()),
        new Handover.Stored(event(9, 8, 5, "ann", "ann.web-2", edited), 7),
        new Handover.Stored(event(9, 8, 5, "bob", "bob.web-1", new MessageDeleted("bob")), 7),
        new Handover.Live(event(9, 8, 9, "bob", "bob.web-1", changed), Optional.empty()),
        new Handover.Status(
            new MessageStatus("garden", ID, "ann", DeliveryStatus.DELIVERED, 2, 2, 1, 1L, TIME)),
        new Handover.Cursor(new ReadCursor("garden", "ann", 9L, 5L, 1, 1L, TIME)),
        new Handover.NotTaken(
            server.gate.last().commands.get(0), Handover.NotTaken.Reason.TOO_MANY_PENDING));
  }

  private static ConversationEvent event(
      long id, long sequence, long message, String sender, String device, Object payload) {
    return new ConversationEvent(
        id, sequence, "garden", message, sender, device, "c-9", TIME, TIME, payload);
  }
}
