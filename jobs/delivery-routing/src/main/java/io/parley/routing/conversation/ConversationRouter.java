package io.parley.routing.conversation;

import io.parley.routing.TracedEvent;
import io.parley.routing.device.LargeConversationNotice;
import io.parley.routing.device.Nudge;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Decides whom an event concerns. That is a function of the memory and the event alone; only when
 * members of large conversations are nudged depends on the time, in milliseconds since 1970.
 *
 * <p>Events come in the order of event_id. One that comes again, because ingest wrote it in a
 * transaction that was aborted and wrote it again, is known by its id and dropped. So the job reads
 * what is not committed yet and saves a checkpoint interval of latency.
 */
public final class ConversationRouter {

  private final ConversationMemory memory;
  private final Members members;
  private final NudgeRounds nudges;
  private final ConversationOutput out;
  private final LargeGroupPolicy policy;

  /**
   * @param pace shared by all conversations of a subtask
   */
  public ConversationRouter(
      ConversationMemory memory, ConversationOutput out, LargeGroupPolicy policy, NudgePace pace) {
    this.memory = memory;
    this.members = new Members(memory.members());
    this.nudges = new NudgeRounds(memory, out, policy.nudges(), pace);
    this.out = out;
    this.policy = policy;
  }

  /** Routes an event, unless it was routed before. */
  public void onEvent(TracedEvent event, long now) {
    ConversationRecord before =
        Objects.requireNonNullElse(memory.conversation().get(), ConversationRecord.NEW);
    if (event.id() <= before.highWaterMark()) {
      out.repeated();
      return;
    }
    MemberChanges changes = MemberChanges.of(event.event());
    int joined = members.join(changes.joining());
    int left = members.count(changes.leaving());
    int count = before.members() + joined - left;
    boolean large = policy.isLarge(before.large(), count);
    if (before.large() || large) {
      routeLarge(event, changes, before.large(), large, now);
    } else {
      members.forEach(user -> out.toUser(user, event));
    }
    members.leave(changes.leaving());
    memory.conversation().set(new ConversationRecord(event.id(), count, large));
  }

  /** Goes on with what takes time: to nudge the members of a large conversation. */
  public void onTime(long now) {
    nudges.onTime(now);
  }

  /**
   * The members who come or go get the event themselves too: gateways may not know yet, or know no
   * more, that it concerns them. Who leaves is told before that, because what he missed comes
   * before it.
   */
  private void routeLarge(
      TracedEvent event, MemberChanges changes, boolean wasLarge, boolean isLarge, long now) {
    out.broadcast(event);
    Nudge nudge = Nudge.of(event.event());
    if (nudge != null) {
      nudges.offer(nudge, now);
    }
    if (wasLarge) {
      for (String user : changes.leaving()) {
        nudges.tellNow(user);
        notice(user, event, event.id(), false);
      }
    }
    for (String user : changes.both()) {
      out.toUser(user, event);
    }
    if (wasLarge && isLarge) {
      changes.joining().forEach(user -> notice(user, event, event.id(), true));
    } else {
      nudges.finish();
      Set<String> leaving = Set.copyOf(changes.leaving());
      long from = isLarge ? event.id() : event.id() + 1;
      members.forEach(
          user -> {
            if (!leaving.contains(user)) {
              notice(user, event, from, isLarge);
            }
          });
    }
  }

  private void notice(String user, TracedEvent event, long from, boolean entered) {
    out.toUser(new LargeConversationNotice(user, event.conversation(), from, entered));
  }

  /** Who comes and who goes with an event. */
  private record MemberChanges(List<String> joining, List<String> leaving) {

    static MemberChanges of(ConversationEvent event) {
      if (!(event.getPayload() instanceof MembersChanged changed)) {
        return new MemberChanges(List.of(), List.of());
      }
      return new MemberChanges(
          users(changed, MemberAction.JOIN), users(changed, MemberAction.LEAVE));
    }

    private static List<String> users(MembersChanged changed, MemberAction action) {
      return changed.getChanges().stream()
          .filter(change -> change.getAction() == action)
          .map(MemberChange::getUserId)
          .toList();
    }

    List<String> both() {
      List<String> both = new ArrayList<>(joining);
      both.addAll(leaving);
      return both;
    }
  }
}
