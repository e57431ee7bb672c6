package io.parley.ingest.domain;

import static io.parley.ingest.testing.Commands.join;
import static io.parley.ingest.testing.Commands.leave;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.ingest.testing.Commands;
import io.parley.schemas.ack.RejectionReason;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.event.ConversationEvent;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeduplicationTest {

  private final DecisionHistory history = new DecisionHistory();
  private final Commands alice = Commands.of("alice");
  private final Commands bob = Commands.of("bob");

  @BeforeEach
  void createGroup() {
    history.accept(alice.group("create", join("alice"), join("bob")));
  }

  @Test
  void everyKindOfCommandIsAnsweredWithItsFirstIdsAgain() {
    ConversationCommand send = alice.text("m1", "hello");
    ConversationEvent sent = history.accept(send);
    ConversationCommand edit = alice.edit("m2", sent.getMessageId(), "hi");
    ConversationEvent edited = history.accept(edit);
    ConversationCommand delete = alice.delete("m3", sent.getMessageId());
    ConversationEvent deleted = history.accept(delete);

    assertFirst(history.repeat(send), sent);
    assertFirst(history.repeat(edit), edited);
    assertFirst(history.repeat(delete), deleted);
    assertThat(history.repeat(alice.group("create", join("alice"), join("bob"))).commandId())
        .isLessThan(sent.getEventId());
  }

  @Test
  void anotherGatewayDeviceOrClockMakesNoOtherCommand() {
    ConversationEvent sent = history.accept(alice.text("m1", "hello"));
    ConversationCommand again =
        ConversationCommand.newBuilder(alice.text("m1", "hello"))
            .setGatewayId("gateway-2")
            .setDeviceId("alice-tablet")
            .setClientTime(99)
            .build();
    assertFirst(history.repeat(again), sent);
  }

  @Test
  void theSameIdWithAnotherBodyIsRefused() {
    ConversationEvent sent = history.accept(alice.text("m1", "hello"));
    history.reject(alice.text("m1", "goodbye"), RejectionReason.ID_REUSED);
    history.reject(alice.delete("m1", sent.getMessageId()), RejectionReason.ID_REUSED);
    assertFirst(history.repeat(alice.text("m1", "hello")), sent);
  }

  @Test
  void sendersDoNotShareClientMessageIds() {
    history.accept(alice.text("m1", "hello"));
    history.accept(bob.text("m1", "hello"));
  }

  @Test
  void aRepetitionIsRecognisedUntilTheHorizonEnds() {
    ConversationEvent sent = history.accept(alice.text("m1", "hello"));
    history.pass(Duration.ofDays(7).minusSeconds(1));
    assertFirst(history.repeat(alice.text("m1", "hello")), sent);
    assertThat(history.accept(alice.text("m1", "hello")).getEventId())
        .isGreaterThan(sent.getEventId());
  }

  @Test
  void whoLeftStillGetsTheAnswerToWhatHeSentBefore() {
    ConversationEvent sent = history.accept(bob.text("m1", "hello"));
    history.accept(bob.group("bye", leave("bob")));
    assertFirst(history.repeat(bob.text("m1", "hello")), sent);
  }

  /**
   * A producer may append a command twice, and somebody joins between the copies: the sender has
   * been told that it failed. Red when refusals are not remembered.
   */
  @Test
  void aRefusalIsFinal() {
    ConversationCommand early = Commands.of("carol").text("m1", "hello");
    history.reject(early, RejectionReason.NOT_A_MEMBER);
    history.accept(alice.group("add", join("carol")));
    assertThat(history.repeat(early).reason()).isEqualTo(RejectionReason.NOT_A_MEMBER);
    assertThat(history.decide(early).refusal()).contains(RejectionReason.NOT_A_MEMBER);
    history.accept(Commands.of("carol").text("m2", "hello"));
  }

  @Test
  void aRefusalIsRememberedUntilTheHorizonEnds() {
    ConversationCommand early = Commands.of("carol").text("m1", "hello");
    history.reject(early, RejectionReason.NOT_A_MEMBER);
    history.accept(alice.group("add", join("carol")));
    history.pass(Duration.ofDays(7).minusSeconds(2));
    history.repeat(early);
    history.accept(early);
  }

  /** Red when only the conversations that exist remember refusals. */
  @Test
  void aRefusalInAConversationThatDoesNotExistYetIsFinal() {
    DecisionHistory empty = new DecisionHistory();
    empty.reject(alice.text("m1", "hello"), RejectionReason.CONVERSATION_NOT_FOUND);
    empty.accept(alice.group("create", join("alice")));
    assertThat(empty.repeat(alice.text("m1", "hello")).reason())
        .isEqualTo(RejectionReason.CONVERSATION_NOT_FOUND);
    assertThat(empty.accept(alice.text("m2", "hello")).getSequence()).isEqualTo(2);
  }

  /** An upgrade may read more of a command than the version that refused it. */
  @Test
  void aCommandThatWasUnsupportedStaysSo() {
    history.reject(alice.command("m1", null), RejectionReason.UNSUPPORTED);
    assertThat(history.repeat(alice.text("m1", "now readable")).reason())
        .isEqualTo(RejectionReason.UNSUPPORTED);
  }

  /** Such as the same text in another normal form: the client learns which message it is. */
  @Test
  void anotherBodyUnderTheSameIdIsToldTheFirstIds() {
    ConversationEvent sent = history.accept(alice.text("m1", "caf\u00e9"));
    Decision decision = history.decide(alice.text("m1", "cafe\u0301"));
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.IdReused.class, reused -> assertFirst(reused.first(), sent));
  }

  @Test
  void repetitionsAndRejectionsDoNotCount() {
    history.accept(alice.text("m1", "hello"));
    history.repeat(alice.text("m1", "hello"));
    history.reject(alice.text("m1", "other"), RejectionReason.ID_REUSED);
    assertThat(history.accept(alice.text("m2", "next")).getSequence()).isEqualTo(3);
  }

  private static void assertFirst(Answer first, ConversationEvent event) {
    assertThat(first.commandId()).isEqualTo(event.getEventId());
    assertThat(first.messageId()).isEqualTo(event.getMessageId());
  }
}
