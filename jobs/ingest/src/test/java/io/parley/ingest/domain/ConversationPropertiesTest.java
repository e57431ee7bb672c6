package io.parley.ingest.domain;

import static io.parley.ingest.testing.Commands.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.ingest.testing.Commands;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.NotifyLevel;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageSent;
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
                clientId,
                new MemberChange(other, MemberAction.LEAVE, MemberRole.MEMBER, NotifyLevel.ALL));
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
   * A second, naive implementation of the promise. It knows what must be accepted, too, so it is
   * red for a decider that rejects everything. Red when the count of events skips one, when
   * StateTransition forgets the answer, when it forgets a change of role, and when refusals are not
   * remembered.
   */
  @Property(seed = "4", tries = 300)
  void historiesKeepThePromise(@ForAll("histories") List<Step> steps) {
    DecisionHistory history = new DecisionHistory(SHORT_HORIZONS);
    List<ConversationEvent> events = new ArrayList<>();
    Map<String, NaiveAnswer> answers = new HashMap<>();
    Map<String, MemberRole> members = new HashMap<>();
    long messages = 0;

    for (Step step : steps) {
      history.pass(Duration.ofMillis(step.pauseMillis()));
      ConversationCommand command = step.command(events);
      NaiveAnswer first = answers.get(step.sender() + "/" + step.clientId());
      boolean known = first != null && history.now() + 1_000 - first.time() <= 30_000;

      Decision decision = history.decide(command);
      if (decision instanceof Decision.Repeated repeated) {
        assertThat(known).isTrue();
        assertThat(repeated.answer()).isEqualTo(first.answer());
      } else if (decision instanceof Decision.IdReused reused) {
        assertThat(known).isTrue();
        assertThat(reused.first()).isEqualTo(first.answer());
      } else {
        assertThat(known).as("a known command is never decided again").isFalse();
        answers.put(
            step.sender() + "/" + step.clientId(),
            new NaiveAnswer(history.now(), decision.remembered().orElseThrow().answer()));
      }
      if (decision instanceof Decision.Accepted accepted) {
        ConversationEvent event = accepted.event();
        assertThat(event.getSequence()).isEqualTo(events.size() + 1L);
        if (!events.isEmpty()) {
          assertThat(event.getEventId()).isGreaterThan(events.get(events.size() - 1).getEventId());
          assertThat(members).containsKey(event.getSenderId());
        }
        if (event.getPayload() instanceof MessageSent sent) {
          assertThat(sent.getOrdinal()).isEqualTo(++messages);
          assertThat(sent.getRecipients()).isEqualTo(members.size() - 1);
        }
        follow(event, members);
        events.add(event);
      } else if (decision instanceof Decision.Refused) {
        assertThat(mustBeAccepted(step, events, members)).as("%s", step).isFalse();
      }
      assertThat(history.state.members()).isEqualTo(members);
    }
  }

  private record NaiveAnswer(long time, Answer answer) {}

  /** What the rules leave no doubt about: creating, a plain text of a member, leaving. */
  private static boolean mustBeAccepted(
      Step step, List<ConversationEvent> events, Map<String, MemberRole> members) {
    boolean isMember = members.containsKey(step.sender());
    return switch (step.action()) {
      case 0 ->
          events.isEmpty()
              ? !step.sender().equals(step.other())
              : members.get(step.sender()) == MemberRole.ADMIN
                  && !step.sender().equals(step.other());
      case 1, 2, 3 -> false;
      case 4 -> isMember && step.sender().equals(step.other());
      case 5 -> members.get(step.sender()) == MemberRole.ADMIN && members.containsKey(step.other());
      default -> isMember;
    };
  }

  private static void follow(ConversationEvent event, Map<String, MemberRole> members) {
    if (event.getPayload() instanceof MembersChanged changed) {
      for (MemberChange change : changed.getChanges()) {
        if (change.getAction() == MemberAction.LEAVE) {
          assertThat(members.remove(change.getUserId())).isNotNull();
        } else if (change.getAction() != MemberAction.SET_NOTIFY) {
          assertThat(members.put(change.getUserId(), change.getRole()))
              .isNotEqualTo(change.getRole());
        }
      }
      assertThat(members).hasSize(changed.getMemberCount());
      assertThat(members.isEmpty() || members.containsValue(MemberRole.ADMIN)).isTrue();
    }
  }

  /** What others can see of a decision. */
  private static List<Object> outcome(Decision decision) {
    Object event = decision instanceof Decision.Accepted accepted ? accepted.event() : "no event";
    Object answer = decision.remembered().map(Memory::answer);
    Object repeated = decision instanceof Decision.Repeated r ? r.answer() : "no repetition";
    return List.of(decision.getClass(), decision.refusal(), event, answer, repeated);
  }

  /**
   * The sweep is invisible: whether it comes after every command, now and then or never, the
   * decisions are the same. Red when the sweep keeps entries for five seconds less than the dedup
   * horizon.
   */
  @Property(seed = "4", tries = 300)
  void theSweepChangesNoDecision(@ForAll("histories") List<Step> steps) {
    LogSweep sweep = new LogSweep(SHORT_HORIZONS, Duration.ZERO);
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
      assertThat(outcome(decisions.get(1))).isEqualTo(outcome(decisions.get(0)));
      assertThat(outcome(decisions.get(2))).isEqualTo(outcome(decisions.get(0)));
      if (decisions.get(0) instanceof Decision.Accepted accepted) {
        events.add(accepted.event());
      }
    }
  }
}
