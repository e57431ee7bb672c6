package io.parley.ingest.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.ack.RejectionReason;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.id.Snowflake;
import java.time.Duration;

/** Feeds commands to a conversation one after another, each a second after the last. */
final class DecisionHistory {

  static final DecisionLimits LIMITS =
      new DecisionLimits(Duration.ofDays(7), Duration.ofDays(7), 5, 8);

  private static final long START = 1_750_000_000_000L;

  final HeapConversationState state = new HeapConversationState();
  private final ConversationDecider decider;
  private final PartitionClocks clocks = new PartitionClocks("chat.commands");
  private long now = START;

  DecisionHistory() {
    this(LIMITS);
  }

  DecisionHistory(DecisionLimits limits) {
    decider = new ConversationDecider(limits);
  }

  Decision decide(ConversationCommand command) {
    now += 1_000;
    return decide(new NumberedCommand(nextId(), now, command, null, null));
  }

  Decision decide(NumberedCommand numbered) {
    Decision decision = decider.decide(state, numbered);
    StateTransition.apply(state, numbered, decision);
    return decision;
  }

  private long nextId() {
    long tick = clocks.next(5, now);
    return Snowflake.of(tick / 1_000, 0, 5, (int) (tick % 1_000));
  }

  ConversationEvent accept(ConversationCommand command) {
    Decision decision = decide(command);
    assertThat(decision).isInstanceOf(Decision.Accepted.class);
    return ((Decision.Accepted) decision).event();
  }

  void reject(ConversationCommand command, RejectionReason reason) {
    Decision decision = decide(command);
    assertThat(decision).isNotInstanceOf(Decision.Repeated.class);
    assertThat(decision.refusal()).contains(reason);
  }

  Answer repeat(ConversationCommand command) {
    Decision decision = decide(command);
    assertThat(decision).isInstanceOf(Decision.Repeated.class);
    return ((Decision.Repeated) decision).answer();
  }

  void pass(Duration time) {
    now += time.toMillis();
  }

  long now() {
    return now;
  }
}
