package io.parley.ingest.domain;

import static io.parley.ingest.testing.Commands.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.ingest.testing.Commands;
import io.parley.schemas.ack.RejectionReason;
import io.parley.schemas.event.ConversationEvent;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The horizons are seven days, the margin is three. */
class LogSweepTest {

  private static final long HORIZON = Duration.ofDays(7).toMillis();
  private static final long MARGIN = Duration.ofDays(3).toMillis();

  private final DecisionHistory history = new DecisionHistory();
  private final Commands alice = Commands.of("alice");
  private final LogSweep sweep = new LogSweep(DecisionHistory.LIMITS, Duration.ofMillis(MARGIN));

  @BeforeEach
  void createGroup() {
    history.accept(alice.group("create", join("alice")));
  }

  /** What stays is the head and the members (G8). */
  @Test
  void nothingElseStaysOfAQuietConversation() {
    for (int i = 0; i < 200; i++) {
      history.accept(alice.text("m" + i, "hello"));
      history.reject(Commands.of("mallory").text("m" + i, "hi"), RejectionReason.NOT_A_MEMBER);
    }
    history.pass(Duration.ofDays(10));
    assertThat(sweep.sweep(history.state, history.now() + 1)).isEmpty();
    assertThat(history.state.agingEntries()).isZero();
    assertThat(history.state.members()).containsOnlyKeys("alice");
    assertThat(history.accept(alice.text("again", "hello")).getSequence()).isEqualTo(202);
  }

  /** Commands for conversations that do not exist leave no state for ever (G8). */
  @Test
  void nothingAtAllStaysOfAConversationThatNeverWas() {
    DecisionHistory never = new DecisionHistory();
    for (int i = 0; i < 70; i++) {
      never.reject(alice.text("m" + i, "hello"), RejectionReason.CONVERSATION_NOT_FOUND);
    }
    never.pass(Duration.ofDays(10));
    assertThat(sweep.sweep(never.state, never.now() + 1)).isEmpty();
    assertThat(never.state.agingEntries()).isZero();
    assertThat(never.state.head()).isEmpty();
  }

  /**
   * A partition that is behind has a command of four days ago. Red when a quiet conversation is
   * swept by the record time of others without the margin.
   */
  @Test
  void aQuietConversationIsSweptAfterTheMarginOnly() {
    ConversationEvent sent = history.accept(alice.text("m1", "hello"));
    long elsewhere = history.now() + Duration.ofDays(10).toMillis() - 1;
    assertThat(sweep.sweep(history.state, elsewhere)).isPresent();
    history.pass(Duration.ofDays(6));
    assertThat(history.repeat(alice.text("m1", "hello")).commandId()).isEqualTo(sent.getEventId());
  }

  /** Red when a conversation that goes on is swept by others' time only. */
  @Test
  void aConversationThatGoesOnIsSweptByItsOwnTime() {
    for (int i = 0; i < 100; i++) {
      history.accept(alice.text("old" + i, "hello"));
    }
    history.pass(Duration.ofDays(7).plusMinutes(5));
    ConversationEvent young = history.accept(alice.text("young", "hello"));
    OptionalLong next = sweep.sweep(history.state, history.now());
    assertThat(next).hasValue(sweep.firstDueTime(young.getEventId()));
    assertThat(history.state.agingEntries())
        .as("answer and log entry of the youngest")
        .isEqualTo(2);
  }

  @Test
  void itDoesABoundedAmountOfWorkAndComesBack() {
    int count = LogSweep.MAX_ENTRIES + 10;
    for (int i = 0; i < count; i++) {
      history.accept(alice.text("m" + i, "hello"));
    }
    history.pass(Duration.ofDays(30));
    int before = history.state.agingEntries();
    assertThat(sweep.sweep(history.state, history.now()))
        .hasValue(history.now() + LogSweep.PAUSE_MILLIS);
    assertThat(before - history.state.agingEntries()).isEqualTo(2 * LogSweep.MAX_ENTRIES);
    assertThat(sweep.sweep(history.state, history.now())).isEmpty();
    assertThat(history.state.agingEntries()).isZero();
  }

  /** What comes between two halves of a segment is not lost from the chain. */
  @Test
  void aConversationThatGoesOnWhileItIsSweptLosesNothing() {
    for (int i = 0; i < 2 * LogSweep.MAX_ENTRIES; i++) {
      history.accept(alice.text("old" + i, "hello"));
    }
    history.pass(Duration.ofDays(30));
    int sweeps = 0;
    while (sweep.sweep(history.state, history.now()).isPresent() && sweeps < 10) {
      history.accept(alice.text("new" + sweeps++, "hello"));
    }
    history.pass(Duration.ofDays(30));
    assertThat(sweep.sweep(history.state, history.now())).isEmpty();
    assertThat(history.state.agingEntries()).isZero();
  }

  /** Red when the sweep removes the command's answer without looking whose it is by now. */
  @Test
  void aCommandRepeatedAfterItsHorizonKeepsItsNewerAnswer() {
    history.accept(alice.text("m1", "hello"));
    history.pass(Duration.ofDays(8));
    ConversationEvent second = history.accept(alice.text("m1", "hello"));
    history.pass(Duration.ofDays(2));
    sweep.sweep(history.state, history.now());
    assertThat(history.repeat(alice.text("m1", "hello")).commandId())
        .isEqualTo(second.getEventId());
  }

  /** Twenty thousand commands, and the head is as small as after a few. */
  @Test
  void theIndexOfABusyConversationStaysSmall() {
    for (int i = 0; i < 20_000; i++) {
      history.accept(alice.text("m" + i, "hello"));
    }
    LogIndex log = history.state.head().orElseThrow().log();
    assertThat(log.tails().length).isBetween(16, LogIndex.MAX_SEGMENTS);
    assertThat(log.segmentSize()).isGreaterThan(LogIndex.FIRST_SEGMENT_SIZE);

    history.pass(Duration.ofDays(30));
    int sweeps = 1;
    while (sweep.sweep(history.state, history.now()).isPresent()) {
      sweeps++;
    }
    assertThat(sweeps).isEqualTo(21);
    assertThat(history.state.agingEntries()).isZero();
  }

  /** At the horizon a repetition is still recognised, so the sweep must leave its answer. */
  @Test
  void nothingIsSweptUntilItsHorizonIsPast() {
    long sent = history.accept(alice.text("m1", "hello")).getCreatedAt();
    int entries = history.state.agingEntries();

    sweep.sweep(history.state, sent + HORIZON + MARGIN);
    assertThat(history.state.agingEntries()).isEqualTo(entries);

    sweep.sweep(history.state, sent + HORIZON + MARGIN + 1);
    assertThat(history.state.agingEntries()).isZero();
  }

  /** Otherwise a conversation that was swept long ago would be swept once a second for ever. */
  @Test
  void theNextSweepIsWhenTheOldestMayGo() {
    long sent = history.accept(alice.text("m1", "hello")).getCreatedAt();

    assertThat(sweep.sweep(history.state, sent + 1)).hasValue(sent + HORIZON + 1);
    assertThat(sweep.sweep(history.state, sent + HORIZON + 1))
        .hasValue(sent + HORIZON + 1 + MARGIN);
    assertThat(sweep.sweep(history.state, sent + HORIZON + MARGIN))
        .hasValue(sent + HORIZON + MARGIN + LogSweep.PAUSE_MILLIS);
  }
}
