package io.parley.gateway.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.gateway.client.CloseReason;
import io.parley.gateway.client.Handover;
import io.parley.gateway.server.Limits;
import io.parley.schemas.ack.AckStatus;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.ack.RejectionReason;
import io.parley.schemas.command.ChangeMembers;
import io.parley.schemas.command.DeleteMessage;
import io.parley.schemas.command.EditMessage;
import io.parley.schemas.command.SendMessage;
import io.parley.schemas.conversation.MessageType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Tests the course of a connection: hello, commands, receipts, answers, limits of time and rate,
 * and the end. Seen red: with the idle time measured from the connection's start, with hello
 * accepted twice, and with the session left open when the connection is closed for being idle.
 */
class ConnectionTest {

  private static final String TIME = "\"time\":\"2026-01-01T00:00:00.500Z\"";

  private final TestConnections server = new TestConnections(Limits.defaults());
  private final FakeWire wire = new FakeWire();

  /**
   * Seen red: welcome came before Kafka had the session. A device that was new made its first
   * download too early, and an event that was stored right afterwards never reached it.
   */
  @Test
  void helloIsAnsweredByWelcomeWhenKafkaHasTheSession() {
    server.gate.kafkaAnswers = false;
    Connection connection = server.welcomed(wire);
    assertThat(wire.frames).isEmpty();
    connection.connected();

    assertThat(wire.last().path("type").asText()).isEqualTo("welcome");
    assertThat(wire.last().path("user").asText()).isEqualTo("ann");
    assertThat(wire.last().path("device").asText()).isEqualTo("ann.web-1");
    assertThat(wire.last().path("gateway").asText()).isEqualTo("gw-1");
    assertThat(server.gate.last().userId()).isEqualTo("ann");
  }

  @Test
  void aConnectionThatHasEndedIsNotWelcomed() {
    server.gate.kafkaAnswers = false;
    Connection connection = server.welcomed(wire);
    server.connections.end(Bye.SHUTDOWN);
    connection.connected();

    assertThat(wire.last().path("type").asText()).isEqualTo("bye");
  }

  @Test
  void aCommandBeforeHelloIsRefusedAndMayComeAgain() {
    Connection connection = server.connections.open(wire);
    connection.onText(command("send", "\"text\":\"Hello\""));

    assertThat(wire.last().path("code").asText()).isEqualTo("NOT_NOW");
    assertThat(wire.last().path("again").asBoolean()).isTrue();
    assertThat(server.gate.sessions).isEmpty();
  }

  @Test
  void aSecondHelloIsRefused() {
    Connection connection = server.welcomed(wire);
    connection.onText("{\"type\":\"hello\",\"token\":\"" + TestConnections.TOKEN + "\"}");

    assertThat(wire.last().path("code").asText()).isEqualTo("NOT_NOW");
    assertThat(server.gate.sessions).hasSize(1);
  }

  @Test
  void aTokenThatIsNotValidEndsTheConnection() {
    server.connections.open(wire).onText("{\"type\":\"hello\",\"token\":\"forged\"}");

    assertThat(wire.last("error").path("code").asText()).isEqualTo("UNAUTHORISED");
    assertThat(wire.last("bye").path("reason").asText()).isEqualTo("unauthorised");
    assertThat(wire.closed).hasValue(4003);
    assertThat(server.gate.sessions).isEmpty();
  }

  @Test
  void commandsReachTheLibraryAsTyped() {
    Connection connection = server.welcomed(wire);
    String typed = "  <b>née</b>\\n\\u202e\\u0000 👩‍👩‍👧 ";
    connection.onText(
        command("send", "\"text\":\"" + typed + "\",\"replyTo\":\"7\",\"mentions\":[\"bob\"]"));
    connection.onText(command("edit", "\"message\":\"9\",\"text\":\"new\""));
    connection.onText(command("delete", "\"message\":\"9\""));
    connection.onText(
        command(
            "members", "\"kind\":\"DIRECT\",\"changes\":[{\"action\":\"JOIN\",\"user\":\"bob\"}]"));

    assertThat(server.gate.last().commands)
        .extracting(command -> command.payload().getClass())
        .hasToString(
            java.util.List.of(
                    SendMessage.class, EditMessage.class, DeleteMessage.class, ChangeMembers.class)
                .toString());
    SendMessage sent = (SendMessage) server.gate.last().commands.get(0).payload();
    assertThat(sent.getText()).isEqualTo("  <b>née</b>\n\u202e\u0000 👩‍👩‍👧 ");
    assertThat(sent.getReplyTo()).isEqualTo(7);
    assertThat(sent.getMentions()).containsExactly("bob");
    assertThat(server.gate.last().commands.get(0).clientTime()).isEqualTo(1_767_225_600_500L);
  }

  @Test
  void mediaBecomesTheTypeThatThePipelineKnows() {
    Connection connection = server.welcomed(wire);
    connection.onText(
        command(
            "send",
            "\"media\":{\"kind\":\"VIDEO\",\"uri\":\"https://m/1\",\"mime\":\"video/mp4\",\"sha256\":\"00\"}"));

    SendMessage sent = (SendMessage) server.gate.last().commands.get(0).payload();
    assertThat(sent.getType()).isEqualTo(MessageType.FILE);
    assertThat(sent.getMedia().getSizeBytes()).isEqualTo(-1);
  }

  @Test
  void receiptsReachTheLibrary() {
    Connection connection = server.welcomed(wire);
    connection.onText(
        "{\"type\":\"receipt\",\"conversation\":\"chat\",\"event\":\"123456789012345678\",\"kind\":\"read\"}");

    assertThat(server.gate.last().receipts).containsExactly("chat 123456789012345678 READ");
  }

  @Test
  void anAckBearsItsTimes() {
    Connection connection = server.welcomed(wire);
    connection.onText(command("send", "\"text\":\"Hello\""));
    connection.deliver(new Handover.Answer(ack(AckStatus.SENT, null)));

    assertThat(wire.last().path("status").asText()).isEqualTo("sent");
    assertThat(wire.last().path("event").asText()).isEqualTo("123456789012345678");
    assertThat(wire.last().path("received").asText()).isEqualTo("2027-01-15T08:00:00.000Z");
    assertThat(wire.last().path("taken").asText()).startsWith("2024-12-");
    assertThat(wire.last().path("at").asText()).isEqualTo("2027-01-15T08:00:00.000Z");
  }

  @Test
  void aRejectionBearsItsReason() {
    Connection connection = server.welcomed(wire);
    connection.deliver(new Handover.Answer(ack(AckStatus.REJECTED, RejectionReason.NOT_A_MEMBER)));

    assertThat(wire.last().path("status").asText()).isEqualTo("rejected");
    assertThat(wire.last().path("reason").asText()).isEqualTo("NOT_A_MEMBER");
  }

  @Test
  void aCommandThatTheLibraryDidNotTakeIsAnErrorWithItsId() {
    Connection connection = server.welcomed(wire);
    connection.onText(command("send", "\"text\":\"Hello\""));
    connection.deliver(
        new Handover.NotTaken(
            server.gate.last().commands.get(0), Handover.NotTaken.Reason.TOO_MANY_PENDING));

    assertThat(wire.last().path("code").asText()).isEqualTo("TOO_MANY_PENDING");
    assertThat(wire.last().path("id").asText()).isEqualTo("c-1");
    assertThat(wire.last().path("again").asBoolean()).isTrue();
  }

  @Test
  void aClientThatSendsNoHelloIsClosed() {
    Connection connection = server.connections.open(wire);
    connection.onText("{\"type\":\"ping\"}");
    server.pass(Duration.ofSeconds(4));
    connection.onText("{\"type\":\"ping\"}");
    assertThat(wire.closed).isEmpty();
    server.pass(Duration.ofSeconds(2));

    assertThat(wire.closed).hasValue(4001);
    assertThat(wire.last("error").path("text").asText()).contains("No hello");
  }

  @Test
  void aClientThatIsSilentIsClosedAndItsSessionEnds() {
    Connection connection = server.welcomed(wire);
    server.pass(Duration.ofSeconds(50));
    connection.onText("{\"type\":\"ping\"}");
    server.pass(Duration.ofSeconds(50));
    assertThat(wire.closed).isEmpty();
    server.pass(Duration.ofSeconds(11));

    assertThat(wire.closed).hasValue(4008);
    assertThat(server.gate.last().closed).isTrue();
  }

  @Test
  void aClientThatSendsTooFastIsReadMoreSlowlyAndToldOnce() {
    TestConnections strict = new TestConnections(Limits.defaults().withRate(10, 20));
    Connection connection = strict.welcomed(wire);
    for (int i = 0; i < 40; i++) {
      connection.onText(command("send", "\"text\":\"Hello\"").replace("c-1", "c-" + i));
    }

    assertThat(strict.gate.last().commands).as("no frame is lost").hasSize(40);
    assertThat(wire.frames)
        .filteredOn(frame -> frame.path("code").asText().equals("TOO_FAST"))
        .hasSize(1);
    assertThat(wire.pauses.get(wire.pauses.size() - 1))
        .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
  }

  @Test
  void theLibraryHearsWhenASlowClientHasRoomAgain() {
    Connection connection = server.welcomed(wire);
    wire.room = false;
    assertThat(connection.isWritable()).isFalse();
    connection.onRoom();

    assertThat(server.gate.last().writable).isEqualTo(1);
  }

  @Test
  void whoSignsOutIsForgotten() {
    server.welcomed(wire).onText("{\"type\":\"logout\"}");

    assertThat(server.gate.last().loggedOut).isTrue();
    assertThat(wire.last().path("reason").asText()).isEqualTo("logged_out");
    assertThat(wire.closed).hasValue(1000);
  }

  @Test
  void aDeviceThatConnectsElsewhereClosesTheOldConnection() {
    server.welcomed(wire).close(CloseReason.REPLACED);

    assertThat(wire.last().path("reason").asText()).isEqualTo("replaced");
    assertThat(wire.closed).hasValue(4009);
  }

  @Test
  void atTheEndEverybodyIsToldAndNobodyMayCome() {
    server.welcomed(wire);
    server.connections.end(Bye.SHUTDOWN);

    assertThat(wire.last().path("reason").asText()).isEqualTo("shutdown");
    assertThat(wire.closed).hasValue(1001);
    assertThat(server.connections.hasRoom()).isFalse();
  }

  @Test
  void nothingIsSentAfterTheFarewell() {
    Connection connection = server.welcomed(wire);
    server.connections.end(Bye.SHUTDOWN);
    int frames = wire.frames.size();
    connection.onText("{\"type\":\"ping\"}");

    assertThat(wire.frames).hasSize(frames);
  }

  @Test
  void theNumberOfConnectionsIsMeasuredHoweverLongTheGatewayRuns() {
    server.welcomed(wire);
    System.gc();

    assertThat(server.metrics.get("parley.gateway.web.connections").gauge().value()).isEqualTo(1);
  }

  @Test
  void aConnectionThatClosesEndsItsSession() {
    Connection connection = server.welcomed(wire);
    server.connections.closed(connection);

    assertThat(server.gate.last().closed).isTrue();
    assertThat(server.connections.size()).isZero();
  }

  private static String command(String type, String rest) {
    return "{\"type\":\"%s\",\"id\":\"c-1\",\"conversation\":\"chat\",%s,%s}"
        .formatted(type, TIME, rest);
  }

  private static CommandAck ack(AckStatus status, RejectionReason reason) {
    boolean sent = status == AckStatus.SENT;
    return CommandAck.newBuilder()
        .setClientMessageId("c-1")
        .setConversationId("chat")
        .setSenderId("ann")
        .setDeviceId("ann.web-1")
        .setGatewayId("gw-1")
        .setStatus(status)
        .setMessageId(sent ? 123456789012345678L : null)
        .setEventId(sent ? 123456789012345678L : null)
        .setSequence(sent ? 1L : null)
        .setReason(reason)
        .build();
  }
}
