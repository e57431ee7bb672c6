package io.parley.routing.device;

import io.parley.common.memory.Table;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.push.PushRequest;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Wakes a user who has no connected device: at once with the first message of a conversation, then
 * at the end of each quiet interval with the newest one that came within it. Edits, deletions,
 * changes of members and one's own messages wake nobody.
 */
final class PushCollapse {

  private final Table<String, Quiet> quiet;
  private final UserOutput out;
  private final long quietMillis;

  PushCollapse(Table<String, Quiet> quiet, UserOutput out, Duration quietInterval) {
    this.quiet = quiet;
    this.out = out;
    this.quietMillis = quietInterval.toMillis();
  }

  /** Takes an event that found no connected device. */
  void offer(String userId, ConversationEvent event, long now) {
    Nudge nudge = Nudge.of(event);
    if (nudge != null) {
      offer(userId, nudge, now);
    }
  }

  /** Takes word of a message that found no connected device. */
  void offer(String userId, Nudge message, long now) {
    if (message.senderId().equals(userId)) {
      return;
    }
    PushRequest request = message.to(userId);
    Quiet running = quiet.get(message.conversationId());
    if (running == null || running.until() <= now) {
      push(request, now);
    } else {
      out.count(Occurrence.COLLAPSED_PUSH);
      // When a session ends, what waits is offered again: it must not displace a newer message.
      if (running.held() == null || running.held().getMessageId() < message.messageId()) {
        quiet.put(message.conversationId(), new Quiet(running.until(), request));
      }
    }
  }

  /**
   * Ends the quiet intervals that are over.
   *
   * @return when the next one ends. In one walk: this is most of what a push costs in the end.
   */
  OptionalLong onTime(boolean userIsConnected, long now) {
    long next = Long.MAX_VALUE;
    for (Map.Entry<String, Quiet> entry : quiet.entries()) {
      if (entry.getValue().until() > now) {
        next = Math.min(next, entry.getValue().until());
      } else if (entry.getValue().held() == null || userIsConnected) {
        quiet.remove(entry.getKey());
      } else {
        push(entry.getValue().held(), now);
        next = Math.min(next, now + quietMillis);
      }
    }
    return next == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(next);
  }

  private void push(PushRequest request, long now) {
    out.push(request);
    quiet.put(request.getConversationId(), new Quiet(now + quietMillis, null));
    out.wakeAt(now + quietMillis);
  }
}
