package io.parley.receipts.domain;

import io.parley.receipts.domain.EventFact.Kind;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.id.Snowflake;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** What happened in one conversation: events in their order, receipts with their times. */
record History(List<EventFact> events, List<ReceiptFact> receipts) {

  static final String CONVERSATION = "c";
  static final long START = Snowflake.EPOCH_MILLIS + 86_400_000L;
  private static final List<String> USERS = List.of("ann", "bob", "cem", "dee", "eve");

  static History random(Random random, int eventCount, int receiptCount) {
    List<EventFact> events = new ArrayList<>();
    Set<String> members = new TreeSet<>(USERS.subList(0, 3));
    long at = START;
    events.add(members(at, List.copyOf(members), List.of()));
    for (int i = 1; i < eventCount; i++) {
      at += random.nextInt(50) + 1;
      events.add(randomEvent(random, at, members, events));
    }
    List<ReceiptFact> receipts = new ArrayList<>();
    for (int i = 0; i < receiptCount; i++) {
      receipts.add(randomReceipt(random, events));
    }
    return new History(events, receipts);
  }

  private static EventFact randomEvent(
      Random random, long at, Set<String> members, List<EventFact> soFar) {
    String user = USERS.get(random.nextInt(USERS.size()));
    return switch (random.nextInt(8)) {
      case 0 -> {
        if (members.contains(user) && members.size() > 1) {
          members.remove(user);
          yield members(at, List.of(), List.of(user));
        }
        boolean joins = members.add(user);
        yield members(at, joins ? List.of(user) : List.of(), List.of());
      }
      case 1 -> event(at, Kind.DELETED, user, soFar.get(random.nextInt(soFar.size())).eventId());
      case 2 -> event(at, Kind.OTHER, user, 0);
      default -> {
        String sender = List.copyOf(members).get(random.nextInt(members.size()));
        yield sent(at, sender);
      }
    };
  }

  private static ReceiptFact randomReceipt(Random random, List<EventFact> events) {
    EventFact named = events.get(random.nextInt(events.size()));
    // Now and then a position that no event bears, or that no event ever reaches.
    long position = named.eventId() + random.nextInt(10) / 9;
    if (random.nextInt(30) == 0) {
      position += 1L << 50;
    }
    String user = USERS.get(random.nextInt(USERS.size()));
    long at = named.at() + random.nextInt(200) - 5;
    return new ReceiptFact(CONVERSATION, user, position, random.nextBoolean(), at);
  }

  static EventFact sent(long at, String sender) {
    return event(at, Kind.SENT, sender, id(at));
  }

  static EventFact event(long at, Kind kind, String sender, long messageId) {
    return new EventFact(
        CONVERSATION,
        id(at),
        kind,
        messageId,
        at,
        sender,
        ConversationKind.UNKNOWN,
        List.of(),
        List.of());
  }

  static EventFact members(long at, List<String> joined, List<String> left) {
    return new EventFact(
        CONVERSATION,
        id(at),
        Kind.MEMBERS_CHANGED,
        id(at),
        at,
        "admin",
        ConversationKind.GROUP,
        joined,
        left);
  }

  static long id(long at) {
    return Snowflake.of(at, 0, 7, 0);
  }
}
