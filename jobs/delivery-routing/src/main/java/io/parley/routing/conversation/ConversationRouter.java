package io.parley.routing.conversation;

import io.parley.routing.TracedEvent;
import io.parley.routing.device.LargeConversationNotice;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Decides whom an event concerns. A function of the memory and the event alone: it knows no time.
 *
 * <p>Events come in the order of event_id. One that comes again, because ingest wrote it in a
 * transaction that was aborted and wrote it again, is known by its id and dropped. So the job reads
 * what is not committed yet and saves a checkpoint interval of latency.
 */
public final class ConversationRouter {

  private final ConversationMemory memory;
  private final ConversationOutput out;
  private final LargeGroupPolicy policy;

  public ConversationRouter(
      ConversationMemory memory, ConversationOutput out, LargeGroupPolicy policy) {
    this.memory = memory;
    this.out = out;
    this.policy = policy;
  }

  /** Routes an event, unless it was routed before. */
  public void onEvent(TracedEvent event) {
    ConversationRecord before =
        Objects.requireNonNullElse(memory.conversation().get(), ConversationRecord.NEW);
    if (event.id() <= before.highWaterMark()) {
      out.repeated();
      return;
    }
    MemberChanges changes = MemberChanges.of(event.event());
    int joined = join(changes.joining(), event);
    int left = (int) changes.leaving().stream().filter(this::isMember).count();
    int members = before.members() + joined - left;
    boolean large = policy.isLarge(before.large(), members);
    if (before.large() || large) {
      routeLarge(event, changes, before.large(), large);
    } else {
      memory.members().entries().forEach(member -> out.toUser(member.getKey(), event));
    }
    changes.leaving().forEach(memory.members()::remove);
    memory.conversation().set(new ConversationRecord(event.id(), members, large));
  }

  private boolean isMember(String userId) {
    return memory.members().get(userId) != null;
  }

  private int join(List<String> users, TracedEvent event) {
    int joined = 0;
    for (String user : users) {
      if (!isMember(user)) {
        memory.members().put(user, event.id());
        joined++;
      }
    }
    return joined;
  }

  /**
   * The members who come or go get the event themselves too: gateways may not know yet, or know no
   * more, that it concerns them.
   */
  private void routeLarge(
      TracedEvent event, MemberChanges changes, boolean wasLarge, boolean isLarge) {
    out.broadcast(event);
    for (String user : changes.both()) {
      out.toUser(user, event);
    }
    if (wasLarge && isLarge) {
      changes.joining().forEach(user -> notice(user, event, true));
    } else {
      for (Map.Entry<String, Long> member : memory.members().entries()) {
        notice(member.getKey(), event, isLarge);
      }
    }
    changes.leaving().forEach(user -> notice(user, event, false));
  }

  private void notice(String user, TracedEvent event, boolean entered) {
    out.toUser(new LargeConversationNotice(user, event.conversation(), event.id(), entered));
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
