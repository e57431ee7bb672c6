package io.parley.ingest.domain;

import static io.parley.ingest.testing.Commands.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.ingest.testing.Commands;
import io.parley.schemas.ack.RejectionReason;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.id.Snowflake;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the decision does with ids that cannot be, or clocks that must not be believed. */
class OrderOfIdsTest {

  private final DecisionHistory history = new DecisionHistory();
  private final Commands alice = Commands.of("alice");
  private ConversationEvent last;

  @BeforeEach
  void createGroup() {
    history.accept(alice.group("create", join("alice"), join("bob")));
    last = history.accept(alice.text("m0", "hello"));
  }

  /** Red when the head does not keep the last id, or the decision does not look at it. */
  @Test
  void noEventHasAnIdAtOrBelowTheOneBefore() {
    refuse(last.getEventId(), RejectionReason.OUT_OF_ORDER);
    refuse(last.getEventId() - 1, RejectionReason.OUT_OF_ORDER);
    refuse(Snowflake.of(history.now() - 60_000, 0, 9, 0), RejectionReason.OUT_OF_ORDER);
    assertThat(history.accept(alice.text("next", "hello")).getSequence()).isEqualTo(3);
  }

  /** The id is higher by its partition, and the write timestamp is lower: it would lose. */
  @Test
  void noEventHasAWriteTimestampAtOrBelowTheOneBefore() {
    DecisionHistory busy = new DecisionHistory();
    busy.accept(alice.group("create", join("alice")));
    busy.decide(numbered(Snowflake.of(busy.now() + 1, 0, 5, 700), alice.text("m1", "one")));
    Decision lower =
        busy.decide(numbered(Snowflake.of(busy.now() + 1, 0, 6, 3), alice.text("m2", "two")));
    assertThat(lower.refusal()).contains(RejectionReason.OUT_OF_ORDER);
    Decision same =
        busy.decide(numbered(Snowflake.of(busy.now() + 1, 0, 6, 700), alice.text("m3", "three")));
    assertThat(same.refusal()).contains(RejectionReason.OUT_OF_ORDER);
  }

  /** A copy of an accepted command in a wrong partition is still a copy. */
  @Test
  void aRepetitionIsAnsweredWhateverItsId() {
    Decision repeated = history.decide(numbered(last.getEventId() - 5, alice.text("m0", "hello")));
    assertThat(repeated)
        .isInstanceOfSatisfying(
            Decision.Repeated.class,
            r -> assertThat(r.answer().commandId()).isEqualTo(last.getEventId()));
  }

  @Test
  void aCommandThatTheBrokerDatedWronglyIsRefused() {
    Decision decision =
        history.decide(
            new NumberedCommand(
                last.getEventId() + 1,
                history.now(),
                alice.text("m1", "hi"),
                RejectionReason.CLOCK_AHEAD,
                null));
    assertThat(decision.refusal()).contains(RejectionReason.CLOCK_AHEAD);
    assertThat(history.repeat(alice.text("m1", "hi")).reason())
        .isEqualTo(RejectionReason.CLOCK_AHEAD);
  }

  private void refuse(long id, RejectionReason reason) {
    Decision decision = history.decide(numbered(id, alice.text("m" + id, "hello")));
    assertThat(decision.refusal()).contains(reason);
  }

  private NumberedCommand numbered(long id, ConversationCommand command) {
    return new NumberedCommand(id, history.now(), command, null, null);
  }
}
