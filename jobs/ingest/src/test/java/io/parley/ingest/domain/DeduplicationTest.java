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
    assertThat(history.repeat(alice.group("create", join("alice"), join("bob"))).eventId())
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

  @Test
  void aRejectedCommandIsDecidedAfreshWhenItComesAgain() {
    ConversationCommand early = Commands.of("carol").text("m1", "hello");
    history.reject(early, RejectionReason.NOT_A_MEMBER);
    history.accept(alice.group("add", join("carol")));
    history.accept(early);
  }

  @Test
  void repetitionsAndRejectionsDoNotCount() {
    history.accept(alice.text("m1", "hello"));
    history.repeat(alice.text("m1", "hello"));
    history.reject(alice.text("m1", "other"), RejectionReason.ID_REUSED);
    assertThat(history.accept(alice.text("m2", "next")).getSequence()).isEqualTo(3);
  }

  private static void assertFirst(FirstTime first, ConversationEvent event) {
    assertThat(first.eventId()).isEqualTo(event.getEventId());
    assertThat(first.messageId()).isEqualTo(event.getMessageId());
  }
}
