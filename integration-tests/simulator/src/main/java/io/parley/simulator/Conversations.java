package io.parley.simulator;

import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ChangeMembers;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The members and events of conversations, by the acks of the fleet's commands. For one thread. */
final class Conversations {

  /** One conversation. */
  static final class Book {
    private long events;
    private final Map<String, Long> decidedBy = new HashMap<>();
    private final Set<String> members = new TreeSet<>();

    /** Events so far: the sequence of the last one. */
    long events() {
      return events;
    }

    Set<String> members() {
      return members;
    }

    private void apply(MemberChange change, long eventId) {
      // Acks of different gateways come in any order, so the newest event decides.
      if (eventId > decidedBy.getOrDefault(change.getUserId(), 0L)) {
        decidedBy.put(change.getUserId(), eventId);
        if (change.getAction() == MemberAction.JOIN) {
          members.add(change.getUserId());
        } else if (change.getAction() == MemberAction.LEAVE) {
          members.remove(change.getUserId());
        }
      }
    }
  }

  private final Map<String, Book> books = new HashMap<>();

  /** A command became an event; each command once. */
  void stored(PendingCommand command, CommandAck ack) {
    Book book = books.computeIfAbsent(command.conversation(), any -> new Book());
    book.events++;
    if (command.payload() instanceof ChangeMembers changes) {
      changes.getChanges().forEach(change -> book.apply(change, ack.getEventId()));
    }
  }

  Set<String> membersOf(String conversation) {
    Book book = books.get(conversation);
    return book == null ? Set.of() : book.members();
  }

  Map<String, Book> all() {
    return books;
  }
}
