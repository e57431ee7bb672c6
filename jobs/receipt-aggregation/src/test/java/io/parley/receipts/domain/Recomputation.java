package io.parley.receipts.domain;

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

  private record Message(EventFact event, Set<String> members) {}

  private record Evidence(String user, long position, boolean read, long at) {}

  private final List<Message> messages = new ArrayList<>();
  private final Set<String> members = new HashSet<>();
  private final Set<String> everMembers = new HashSet<>();
  private final Set<Long> deleted = new HashSet<>();
  private final List<Evidence> evidence = new ArrayList<>();

  static Map<String, String> of(History history, LedgerRules rules) {
    return new Recomputation(history).rows(rules);
  }

  private Recomputation(History history) {
    for (EventFact event : history.events()) {
      switch (event.kind()) {
        case SENT -> {
          messages.add(new Message(event, Set.copyOf(members)));
          if (members.contains(event.senderId())) {
            evidence.add(new Evidence(event.senderId(), event.eventId(), true, event.at()));
          }
        }
        case DELETED -> deleted.add(event.messageId());
        case MEMBERS_CHANGED -> {
          members.addAll(event.joined());
          everMembers.addAll(event.joined());
          members.removeAll(event.left());
        }
        case OTHER -> {}
      }
    }
    long last = history.events().get(history.events().size() - 1).eventId();
    history.receipts().stream()
        .filter(receipt -> receipt.position() <= last && counts(receipt))
        .map(r -> new Evidence(r.userId(), r.position(), r.read(), r.at()))
        .forEach(evidence::add);
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
    boolean times = recipients.size() <= rules.passagesUpTo();
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
    rows.put(
        "status " + message.event.eventId(),
        delivered + " and " + read + " of " + all + ", " + status);
  }

  /** 0 for never. */
  private long earliest(String user, Message message, boolean read) {
    return evidence.stream()
        .filter(e -> e.user.equals(user) && e.position >= message.event.eventId())
        .filter(e -> e.read || !read)
        .mapToLong(e -> Math.max(e.at, message.event.at()))
        .min()
        .orElse(0);
  }

  private void cursorRows(String user, Map<String, String> rows) {
    for (boolean read : new boolean[] {false, true}) {
      long upTo = lastReceived(user, max(user, read, e -> e.position));
      if (upTo > 0) {
        rows.put(
            (read ? "read" : "delivered") + " up to " + user,
            upTo + " at " + max(user, read, e -> e.at));
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

  private long max(String user, boolean read, ToLongFunction<Evidence> of) {
    return evidence.stream()
        .filter(e -> e.user.equals(user) && (e.read || !read))
        .mapToLong(of)
        .max()
        .orElse(0);
  }
}
