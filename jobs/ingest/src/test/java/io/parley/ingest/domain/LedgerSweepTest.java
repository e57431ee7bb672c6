package io.parley.ingest.domain;

import static io.parley.ingest.testing.Commands.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.ingest.testing.Commands;
import io.parley.schemas.event.ConversationEvent;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerSweepTest {

  private final DecisionHistory history = new DecisionHistory();
  private final Commands alice = Commands.of("alice");
  private final LedgerSweep sweep = new LedgerSweep(DecisionHistory.LIMITS, Duration.ofDays(3));

  @BeforeEach
  void createGroup() {
    history.accept(alice.group("create", join("alice")));
  }

  /** What stays is the head and the members (G8). */
  @Test
  void nothingElseStaysOfAQuietConversation() {
    for (int i = 0; i < 20; i++) {
      history.accept(alice.text("m" + i, "hello"));
    }
    history.pass(Duration.ofDays(10));
    assertThat(sweep.sweep(history.state, history.now())).isEmpty();
    assertThat(history.state.agingEntries()).isZero();
    assertThat(history.state.members()).containsOnlyKeys("alice");
    assertThat(history.accept(alice.text("again", "hello")).getSequence()).isEqualTo(22);
  }

  @Test
  void itStopsAtTheFirstEntryThatIsNotDue() {
    ConversationEvent old = history.accept(alice.text("m1", "hello"));
    history.pass(Duration.ofDays(5));
    ConversationEvent young = history.accept(alice.text("m2", "hello"));
    long now = sweep.dueTime(old.getEventId());
    assertThat(sweep.sweep(history.state, now)).hasValue(sweep.dueTime(young.getEventId()));
    assertThat(history.state.ledgered(old.getSequence())).isEmpty();
    assertThat(history.state.ledgered(young.getSequence())).isPresent();
  }

  @Test
  void itDoesABoundedAmountOfWorkAndComesBack() {
    for (int i = 0; i < LedgerSweep.MAX_ENTRIES + 10; i++) {
      history.accept(alice.text("m" + i, "hello"));
    }
    history.pass(Duration.ofDays(30));
    assertThat(sweep.sweep(history.state, history.now()))
        .hasValue(history.now() + LedgerSweep.PAUSE_MILLIS);
    assertThat(history.state.head().orElseThrow().oldestLedgered())
        .isEqualTo(1 + LedgerSweep.MAX_ENTRIES);
    assertThat(sweep.sweep(history.state, history.now())).isEmpty();
  }

  /** Red when the sweep removes the command's key without looking whose it is by now. */
  @Test
  void aCommandRepeatedAfterItsHorizonKeepsItsNewerEntry() {
    history.accept(alice.text("m1", "hello"));
    history.pass(Duration.ofDays(8));
    ConversationEvent second = history.accept(alice.text("m1", "hello"));
    history.pass(Duration.ofDays(2));
    sweep.sweep(history.state, history.now());
    assertThat(history.repeat(alice.text("m1", "hello")).eventId()).isEqualTo(second.getEventId());
  }
}
