package io.parley.gateway.client;

import static io.parley.gateway.client.Records.ack;
import static io.parley.gateway.client.Records.command;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.command.ConversationCommand;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/**
 * Commands until their acks.
 *
 * <p>Seen red: with all commands of a conversation sent at once, with a queue whose next command
 * was never sent, and with commands given to Kafka's client without a bound.
 */
class CommandsTest {

  private static final GatewaySettings SETTINGS =
      GatewaySettings.of(Records.GATEWAY)
          .withRetry(Duration.ofSeconds(5), Duration.ofSeconds(20))
          .withMostPendingCommands(3);

  private TestGateway gateway = new TestGateway(SETTINGS);
  private final TestConnection phone = new TestConnection();
  private DeviceSession session = gateway.connect("ann", "ann.phone", phone);

  /** From here on the test says what Kafka answers. */
  private void kafkaIsSlow() {
    gateway = new TestGateway(SETTINGS, false);
    session = gateway.connect("ann", "ann.phone", phone);
    gateway.producer.completeNext();
  }

  private List<String> sent() {
    return gateway.written(ConversationCommand.class).stream()
        .map(ConversationCommand::getClientMessageId)
        .toList();
  }

  private void answer(String clientMessageId) {
    gateway.loop.execute(() -> gateway.core.onAck(ack(clientMessageId, "ann", "ann.phone")));
  }

  @Test
  void aCommandSaysWhoGaveItAndWhereTheAckGoes() {
    session.send(command("c-1", "chat"));
    ConversationCommand sent = gateway.written(ConversationCommand.class).get(0);
    assertThat(sent.getSenderId()).isEqualTo("ann");
    assertThat(sent.getDeviceId()).isEqualTo("ann.phone");
    assertThat(sent.getGatewayId()).isEqualTo(Records.GATEWAY);
  }

  @Test
  void aCommandIsSentAgainWithGrowingPausesUntilItsAck() {
    session.send(command("c-1", "chat"));
    gateway.loop.pass(Duration.ofSeconds(4));
    assertThat(sent()).hasSize(1);
    gateway.loop.pass(Duration.ofSeconds(1));
    assertThat(sent()).hasSize(2);
    gateway.loop.pass(Duration.ofSeconds(10));
    assertThat(sent()).hasSize(3);
    gateway.loop.pass(Duration.ofSeconds(20));
    assertThat(sent()).hasSize(4);
    gateway.loop.pass(Duration.ofSeconds(20));
    assertThat(sent()).hasSize(5);
    answer("c-1");
    gateway.loop.pass(Duration.ofMinutes(5));
    assertThat(sent()).hasSize(5).containsOnly("c-1");
  }

  @Test
  void anAckIsHandedOnOnceAndStrangersAcksNever() {
    session.send(command("c-1", "chat"));
    answer("c-2");
    answer("c-1");
    answer("c-1");
    assertThat(phone.of(Handover.Answer.class))
        .singleElement()
        .satisfies(given -> assertThat(given.ack().getClientMessageId()).isEqualTo("c-1"));
    assertThat(gateway.count("acks.stray")).isEqualTo(2);
  }

  @Test
  void aConversationsNextCommandFollowsWhenKafkaHasTheOneBefore() {
    kafkaIsSlow();
    session.send(command("c-1", "chat"));
    session.send(command("c-2", "chat"));
    session.send(command("c-3", "other"));
    assertThat(sent()).containsExactly("c-1", "c-3");
    gateway.producer.completeNext();
    assertThat(sent()).containsExactly("c-1", "c-3", "c-2");
  }

  @Test
  void whenKafkaDoesNotTakeACommandTheNextOneStillWaits() {
    kafkaIsSlow();
    session.send(command("c-1", "chat"));
    session.send(command("c-2", "chat"));
    gateway.producer.errorNext(new TimeoutException("the buffer is full"));
    gateway.loop.pass(Duration.ofSeconds(1));
    assertThat(sent()).containsExactly("c-1", "c-1");
    gateway.producer.completeNext();
    assertThat(sent()).containsExactly("c-1", "c-1", "c-2");
  }

  @Test
  void aCommandThatIsTooLargeIsRefusedAndTheNextOneGoes() {
    kafkaIsSlow();
    session.send(command("c-1", "chat"));
    session.send(command("c-2", "chat"));
    gateway.producer.errorNext(new RecordTooLargeException("2 MB"));
    assertThat(phone.of(Handover.NotTaken.class))
        .extracting(Handover.NotTaken::reason)
        .containsExactly(Handover.NotTaken.Reason.TOO_LARGE);
    assertThat(sent()).containsExactly("c-1", "c-2");
    gateway.loop.pass(Duration.ofMinutes(1));
    assertThat(sent()).filteredOn("c-1"::equals).hasSize(1);
  }

  @Test
  void aPayloadThatIsNoCommandIsRefusedAndTheNextOneGoes() {
    session.send(ClientCommand.of("c-1", "chat", 0, "no command"));
    session.send(command("c-2", "chat"));
    assertThat(phone.of(Handover.NotTaken.class))
        .extracting(Handover.NotTaken::reason)
        .containsExactly(Handover.NotTaken.Reason.INVALID);
    assertThat(sent()).containsExactly("c-2");
  }

  @Test
  void aSessionWithTooManyPendingCommandsIsTold() {
    for (int n = 1; n <= 4; n++) {
      session.send(command("c-" + n, "chat"));
    }
    assertThat(phone.of(Handover.NotTaken.class))
        .extracting(refused -> refused.command().clientMessageId())
        .containsExactly("c-4");
    answer("c-1");
    session.send(command("c-4", "chat"));
    assertThat(sent()).containsExactly("c-1", "c-2", "c-3", "c-4");
  }

  @Test
  void aCommandThatIsPendingIsNotSentTwice() {
    session.send(command("c-1", "chat"));
    session.send(command("c-1", "chat"));
    assertThat(sent()).hasSize(1);
  }

  @Test
  void whenTheSessionEndsItsCommandsAreForgotten() {
    session.send(command("c-1", "chat"));
    session.close();
    gateway.loop.pass(Duration.ofMinutes(1));
    answer("c-1");
    assertThat(sent()).hasSize(1);
    assertThat(phone.of(Handover.Answer.class)).isEmpty();
  }

  @Test
  void aRefusalOfKafkaForGoodFailsTheGateway() {
    kafkaIsSlow();
    session.send(command("c-1", "chat"));
    gateway.producer.errorNext(new AuthorizationException("no"));
    assertThat(gateway.failures).hasSize(1);
  }

  @Test
  void commandsThatKafkaDoesNotTakeLeaveRoomForSignsOfLife() {
    gateway = new TestGateway(GatewaySettings.of(Records.GATEWAY), false);
    session = gateway.connect("ann", "ann.phone", phone);
    for (int n = 0; n < 256; n++) {
      session.send(Records.large("c-" + n, "chat-" + n));
    }
    assertThat(bytesGiven()).isBetween(15L << 20, 17L << 20);
    session.close();
    assertThat(gateway.sessions()).endsWith("ann.phone DISCONNECTED");
  }

  @Test
  void commandsThatWaitedForRoomGoWhenKafkaHasTakenOthers() {
    gateway = new TestGateway(GatewaySettings.of(Records.GATEWAY), false);
    session = gateway.connect("ann", "ann.phone", phone);
    for (int n = 0; n < 200; n++) {
      session.send(Records.large("c-" + n, "chat-" + n % 10));
    }
    for (int round = 0; round < 200; round++) {
      while (gateway.producer.completeNext()) {}
      gateway.loop.pass(Duration.ofMillis(20));
    }
    assertThat(sent()).doesNotHaveDuplicates().hasSize(200);
  }

  private long bytesGiven() {
    return gateway.producer.history().stream().mapToLong(record -> record.value().length).sum();
  }
}
