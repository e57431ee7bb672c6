package io.parley.ingest.domain;

import static io.parley.ingest.testing.Commands.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.ingest.testing.Commands;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What must hold for every history of a conversation, checked on random ones. */
class ConversationPropertiesTest {

  private static final List<String> USERS = List.of("alice", "bob", "carol", "dave");
  private static final DecisionLimits SHORT_HORIZONS =
      new DecisionLimits(Duration.ofSeconds(30), Duration.ofSeconds(20), 5, 8);

  /**
   * One step of a history, independent of the ids that earlier steps will get.
   *
   * @param back how many events ago the message lies that an edit, delete or reply names
   */
  record Step(String sender, String clientId, int action, String other, int back, int pauseMillis) {

    ConversationCommand command(List<ConversationEvent> events) {
      Commands commands = Commands.of(sender);
      long message =
          events.isEmpty() ? 1 : events.get(Math.max(0, events.size() - back)).getMessageId();
      return switch (action) {
        case 0 -> commands.group(clientId, join(sender), join(other));
        case 1 -> commands.edit(clientId, message, "edit " + pauseMillis % 3);
        case 2 -> commands.delete(clientId, message);
        case 3 -> commands.reply(clientId, message);
        case 4 ->
            commands.group(
                clientId, new MemberChange(other, MemberAction.LEAVE, MemberRole.MEMBER));
        case 5 -> commands.group(clientId, Commands.setRole(other, MemberRole.ADMIN));
        default -> commands.text(clientId, "text " + pauseMillis % 3);
      };
    }
  }

  @Provide
  Arbitrary<List<Step>> histories() {
    Arbitrary<Step> step =
        Combinators.combine(
                Arbitraries.of(USERS),
                Arbitraries.integers().between(0, 30).map(i -> "m" + i),
                Arbitraries.integers().between(0, 12),
                Arbitraries.of(USERS),
                Arbitraries.integers().between(1, 10),
                Arbitraries.integers().between(0, 4_000))
            .as(Step::new);
    return step.list().ofMinSize(20).ofMaxSize(150);
  }

  /**
   * A second, naive implementation of the promise. Red when the count of events skips one, when
   * StateTransition forgets the first time, and when it forgets a change of role.
   */
  @Property(seed = "4", tries = 300)
  void historiesKeepThePromise(@ForAll("histories") List<Step> steps) {
    DecisionHistory history = new DecisionHistory(SHORT_HORIZONS);
    List<ConversationEvent> events = new ArrayList<>();
    Map<String, ConversationEvent> firstTimes = new HashMap<>();
    Map<String, MemberRole> members = new HashMap<>();

    for (Step step : steps) {
      history.pass(Duration.ofMillis(step.pauseMillis()));
      ConversationCommand command = step.command(events);
      ConversationEvent first = firstTimes.get(step.sender() + "/" + step.clientId());
      boolean known = first != null && history.now() + 1_000 - first.getCreatedAt() <= 30_000;

      Decision decision = history.decide(command);
      if (decision instanceof Decision.Duplicate duplicate) {
        assertThat(known).isTrue();
        assertThat(duplicate.first().eventId()).isEqualTo(first.getEventId());
        assertThat(duplicate.first().messageId()).isEqualTo(first.getMessageId());
      } else if (decision instanceof Decision.Accepted accepted) {
        assertThat(known).as("a known command is never accepted again").isFalse();
        ConversationEvent event = accepted.event();
        assertThat(event.getSequence()).isEqualTo(events.size() + 1L);
        if (!events.isEmpty()) {
          assertThat(event.getEventId()).isGreaterThan(events.get(events.size() - 1).getEventId());
          assertThat(members).containsKey(event.getSenderId());
        }
        follow(event, members);
        events.add(event);
        firstTimes.put(step.sender() + "/" + step.clientId(), event);
      }
      assertThat(history.state.members()).isEqualTo(members);
    }
  }

  private static void follow(ConversationEvent event, Map<String, MemberRole> members) {
    if (event.getPayload() instanceof MembersChanged changed) {
      for (MemberChange change : changed.getChanges()) {
        if (change.getAction() == MemberAction.LEAVE) {
          assertThat(members.remove(change.getUserId())).isNotNull();
        } else {
          assertThat(members.put(change.getUserId(), change.getRole()))
              .isNotEqualTo(change.getRole());
        }
      }
      assertThat(members).hasSize(changed.getMemberCount());
      assertThat(members.isEmpty() || members.containsValue(MemberRole.ADMIN)).isTrue();
    }
  }

  /**
   * The sweep is invisible: whether it comes after every command, now and then or never, the
   * decisions are the same. Red when the sweep keeps entries for five seconds less than the dedup
   * horizon.
   */
  @Property(seed = "4", tries = 300)
  void theSweepChangesNoDecision(@ForAll("histories") List<Step> steps) {
    LedgerSweep sweep = new LedgerSweep(SHORT_HORIZONS, Duration.ZERO);
    DecisionHistory never = new DecisionHistory(SHORT_HORIZONS);
    DecisionHistory always = new DecisionHistory(SHORT_HORIZONS);
    DecisionHistory sometimes = new DecisionHistory(SHORT_HORIZONS);
    List<ConversationEvent> events = new ArrayList<>();

    for (Step step : steps) {
      ConversationCommand command = step.command(events);
      List<Decision> decisions = new ArrayList<>();
      for (DecisionHistory history : List.of(never, always, sometimes)) {
        history.pass(Duration.ofMillis(step.pauseMillis()));
        decisions.add(history.decide(command));
        boolean due = history == always || (history == sometimes && step.back() == 1);
        if (due && history.state.head().isPresent()) {
          sweep.sweep(history.state, history.now());
        }
      }
      assertThat(decisions.get(1))
          .usingRecursiveComparison()
          .ignoringFields("head")
          .isEqualTo(decisions.get(0));
      assertThat(decisions.get(2))
          .usingRecursiveComparison()
          .ignoringFields("head")
          .isEqualTo(decisions.get(0));
      if (decisions.get(0) instanceof Decision.Accepted accepted) {
        events.add(accepted.event());
      }
    }
  }
}
