package io.parley.receipts.domain;

import io.parley.schemas.id.Snowflake;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * The naive model: recomputes every row from the whole history, message by message and user by
 * user, with no state, no cursors and no order of receipts.
 */
final class Recomputation {

  private record Message(EventFact event, Set<String> members, int phase) {}

  /** What shows that a user has got as far as a position. */
  private record Evidence(
      String user, long position, long cursor, boolean read, long at, boolean own, int phase) {}

  private final List<Message> messages = new ArrayList<>();
  private final Map<String, List<Message>> sinceJoined = new TreeMap<>();
  private final Set<String> members = new HashSet<>();
  private final Set<String> everMembers = new HashSet<>();
  private final Set<Long> deleted = new HashSet<>();
  private final List<Evidence> evidence = new ArrayList<>();
  private long last;

  static Map<String, String> of(History history, LedgerRules rules) {
    return new Recomputation(history).rows(rules);
  }

  private Recomputation(History history) {
    for (int phase = 0; phase < history.phases().size(); phase++) {
      long gone = messages.isEmpty() ? 0 : messages.get(messages.size() - 1).event.eventId();
      for (EventFact event : history.phases().get(phase).events()) {
        apply(event, phase);
      }
      for (ReceiptFact receipt : history.phases().get(phase).receipts()) {
        received(receipt, gone, phase);
      }
    }
  }

  private void apply(EventFact event, int phase) {
    last = event.eventId();
    switch (event.kind()) {
      case SENT -> sent(event, phase);
      case DELETED -> deleted.add(event.messageId());
      case MEMBERS_CHANGED -> {
        event.membership().joined().forEach(this::joined);
        members.removeAll(event.membership().left());
      }
      case OTHER -> {}
    }
  }

  /** A user who comes back before the next message was never away. */
  private void joined(String user) {
    boolean missedNothing =
        !messages.isEmpty() && messages.get(messages.size() - 1).members.contains(user);
    if (members.add(user) && !missedNothing) {
      sinceJoined.put(user, new ArrayList<>());
    }
    everMembers.add(user);
  }

  private void sent(EventFact event, int phase) {
    String sender = event.senderId();
    Message message = new Message(event, Set.copyOf(members), phase);
    messages.add(message);
    members.forEach(user -> sinceJoined.get(user).add(message));
    if (members.contains(sender)) {
      long cursor =
          sinceJoined.get(sender).stream()
              .filter(m -> !m.event.senderId().equals(sender))
              .mapToLong(m -> m.event.eventId())
              .max()
              .orElse(0);
      evidence.add(new Evidence(sender, event.eventId(), cursor, true, event.at(), true, phase));
    }
  }

  /** A receipt that reaches only messages that have left the state before the newest is too old. */
  private void received(ReceiptFact receipt, long gone, int phase) {
    long cursor = lastReceived(receipt.userId(), receipt.position());
    if (receipt.position() <= last && cursor >= gone && counts(receipt)) {
      evidence.add(
          new Evidence(
              receipt.userId(),
              receipt.position(),
              cursor,
              receipt.read(),
              receipt.at(),
              false,
              phase));
    }
  }

  private boolean counts(ReceiptFact receipt) {
    String user = receipt.userId();
    for (Message message : messages) {
      if (message.event.eventId() == receipt.position()) {
        return message.members.contains(user) && !message.event.senderId().equals(user);
      }
    }
    return lastReceived(user, receipt.position()) > 0;
  }

  /** The last message up to a position that the user received or wrote; 0 for none. */
  private long lastReceived(String user, long position) {
    return messages.stream()
        .filter(m -> m.members.contains(user))
        .mapToLong(m -> m.event.eventId())
        .filter(id -> id <= position)
        .max()
        .orElse(0);
  }

  private Map<String, String> rows(LedgerRules rules) {
    Map<String, String> rows = new TreeMap<>();
    messages.forEach(message -> statusRows(message, rules, rows));
    everMembers.forEach(user -> cursorRows(user, rows));
    return rows;
  }

  private void statusRows(Message message, LedgerRules rules, Map<String, String> rows) {
    Set<String> recipients = new HashSet<>(message.members);
    recipients.remove(message.event.senderId());
    boolean times = recipients.size() <= rules.receiptsUpTo();
    int delivered = 0;
    int read = 0;
    long deliveredSince = message.event.at();
    long readSince = message.event.at();
    for (String user : recipients) {
      long deliveredAt = earliest(user, message, false);
      long readAt = earliest(user, message, true);
      delivered += deliveredAt > 0 ? 1 : 0;
      read += readAt > 0 ? 1 : 0;
      if (times && deliveredAt > 0) {
        deliveredSince = Math.max(deliveredSince, deliveredAt);
        readSince = Math.max(readSince, readAt);
        rows.put("receipt " + message.event.eventId() + " " + user, deliveredAt + " " + readAt);
      }
    }
    int all = recipients.size();
    String status =
        all > 0 && read == all
            ? "READ since " + readSince
            : all > 0 && delivered == all
                ? "DELIVERED since " + deliveredSince
                : "SENT since " + message.event.at();
    if (delivered > 0) {
      rows.put(
          "status " + message.event.eventId(),
          delivered + " and " + read + " of " + all + ", " + status);
    }
  }

  /** 0 for never. */
  private long earliest(String user, Message message, boolean read) {
    return evidence.stream()
        .filter(e -> e.user.equals(user) && e.position >= message.event.eventId())
        .filter(e -> e.phase == message.phase)
        .filter(e -> e.read || !read)
        .mapToLong(e -> Math.max(e.at, message.event.at()))
        .min()
        .orElse(0);
  }

  private void cursorRows(String user, Map<String, String> rows) {
    for (boolean read : new boolean[] {false, true}) {
      long upTo = max(user, read, e -> e.cursor);
      if (upTo > 0) {
        long at = max(user, read, Recomputation::cursorTime);
        rows.put((read ? "read" : "delivered") + " up to " + user, upTo + " at " + at);
      }
    }
    int unread = 0;
    if (members.contains(user)) {
      long readUpTo = max(user, true, e -> e.position);
      for (int i = messages.size() - 1; i >= 0 && messages.get(i).members.contains(user); i--) {
        EventFact event = messages.get(i).event;
        if (event.eventId() > readUpTo
            && !event.senderId().equals(user)
            && !deleted.contains(event.eventId())) {
          unread++;
        }
      }
    }
    rows.put("unread " + user, String.valueOf(unread));
  }

  /** Of a receipt its own time, of a message of one's own that of the message reached. */
  private static long cursorTime(Evidence evidence) {
    long reached = evidence.cursor == 0 ? 0 : Snowflake.unixMillis(evidence.cursor);
    return evidence.own ? reached : Math.max(evidence.at, reached);
  }

  private long max(String user, boolean read, ToLongFunction<Evidence> of) {
    return evidence.stream()
        .filter(e -> e.user.equals(user) && (e.read || !read))
        .mapToLong(of)
        .max()
        .orElse(0);
  }
}
