package io.parley.routing.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The open conversations of one user. A few lie inside the user's record and the others in a table.
 * Users with few open conversations never touch the table. A conversation with a deadline lies
 * inside the record as long as there is room, so that a timer finds it without going through the
 * table.
 */
final class OpenConversations {

  /** The number of conversations inside the record, which take some hundred bytes. */
  static final int INLINE = 8;

  private final UserMemory memory;
  private final UserRecord user;

  OpenConversations(UserMemory memory, UserRecord user) {
    this.memory = memory;
    this.user = user;
  }

  /** The open conversation, or null. */
  OpenConversation get(String conversation) {
    for (OpenConversation open : user.inline) {
      if (open.conversationId.equals(conversation)) {
        return open;
      }
    }
    if (user.overflow == 0) {
      return null;
    }
    byte[] packed = memory.overflow().get(conversation);
    return packed == null ? null : fromTable(packed);
  }

  private static OpenConversation fromTable(byte[] packed) {
    OpenConversation open = UserCodec.open(packed);
    open.inTable = true;
    return open;
  }

  /** Keeps a changed conversation, or forgets it if nothing is open in it. */
  void keep(OpenConversation open, long now) {
    open.settle(user);
    open.touchedAt = now;
    if (open.inTable) {
      keepInTable(open);
    } else if (!open.isOpen()) {
      user.inline.remove(open);
    } else if (!user.inline.contains(open)) {
      add(open);
    }
  }

  private void keepInTable(OpenConversation open) {
    if (!open.isOpen()) {
      memory.overflow().remove(open.conversationId);
      user.overflow--;
      return;
    }
    memory.overflow().put(open.conversationId, UserCodec.pack(open));
    user.overflowDueAt = Math.min(user.overflowDueAt, open.nextDue());
  }

  private void add(OpenConversation open) {
    if (user.inline.size() >= INLINE) {
      OpenConversation quiet =
          user.inline.stream().filter(o -> o.nextDue() == Long.MAX_VALUE).findFirst().orElse(open);
      user.inline.remove(quiet);
      user.overflow++;
      quiet.inTable = true;
      keepInTable(quiet);
      if (quiet == open) {
        return;
      }
    }
    user.inline.add(open);
  }

  /** Visits every open conversation, and stores each as the visitor has left it. */
  void forEach(long now, Consumer<OpenConversation> visitor) {
    visitInline(visitor);
    if (user.overflow > 0) {
      visitTable(now, open -> true, visitor);
    }
  }

  /** Visits the open conversations whose deadline has passed. */
  void forEachDue(InputTime time, Consumer<OpenConversation> visitor) {
    visitInline(
        open -> {
          if (time.hasPassed(open.nextDue())) {
            visitor.accept(open);
          }
        });
    if (time.hasPassed(user.overflowDueAt)) {
      visitTable(time.now(), open -> time.hasPassed(open.nextDue()), visitor);
    }
  }

  private void visitInline(Consumer<OpenConversation> visitor) {
    for (OpenConversation open : List.copyOf(user.inline)) {
      visitor.accept(open);
      open.settle(user);
      if (!open.isOpen()) {
        user.inline.remove(open);
      }
    }
  }

  private void visitTable(
      long now, Predicate<OpenConversation> which, Consumer<OpenConversation> visitor) {
    List<OpenConversation> all = new ArrayList<>();
    for (Map.Entry<String, byte[]> entry : memory.overflow().entries()) {
      all.add(fromTable(entry.getValue()));
    }
    user.overflow = all.size();
    user.overflowDueAt = Long.MAX_VALUE;
    for (OpenConversation open : all) {
      if (which.test(open)) {
        visitor.accept(open);
        open.settle(user);
        open.touchedAt = now;
        keepInTable(open);
      } else {
        user.overflowDueAt = Math.min(user.overflowDueAt, open.nextDue());
      }
    }
  }

  /** Forgets the conversations that have not changed since a time. */
  void forgetUntouchedSince(long time) {
    user.inline.removeIf(open -> open.touchedAt < time);
  }

  /** The earliest deadline of all open conversations, or {@link Long#MAX_VALUE}. */
  long nextDue() {
    long next = user.overflowDueAt;
    for (OpenConversation open : user.inline) {
      next = Math.min(next, open.nextDue());
    }
    return next;
  }
}
