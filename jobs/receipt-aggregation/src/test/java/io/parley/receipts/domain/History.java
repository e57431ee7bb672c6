package io.parley.receipts.domain;

import io.parley.receipts.domain.EventFact.Kind;
import io.parley.receipts.domain.EventFact.MembershipChange;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.id.Snowflake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What happened in one conversation: events in their order, receipts with their times. In phases:
 * between two of them lies more time than a message stays in state.
 */
record History(List<Phase> phases) {

  record Phase(List<EventFact> events, List<ReceiptFact> receipts) {}

  static final String CONVERSATION = "c";
  static final long START = Snowflake.EPOCH_MILLIS + 86_400_000L;
  static final long BETWEEN_PHASES = Duration.ofDays(40).toMillis();

  static History random(Random random, int users, int phases, int eventCount) {
    Builder builder = new Builder();
    List<String> names = IntStream.range(0, users).mapToObj(i -> "user" + i).toList();
    List<Phase> all = new ArrayList<>();
    for (int phase = 0; phase < phases; phase++) {
      long at = START + phase * BETWEEN_PHASES;
      List<EventFact> events = new ArrayList<>();
      if (phase == 0) {
        events.add(builder.members(at, names.subList(0, users - 2), List.of()));
      }
      for (int i = events.size(); i < eventCount; i++) {
        at += random.nextInt(50) + 1;
        events.add(builder.random(random, at, names, events));
      }
      List<ReceiptFact> receipts = new ArrayList<>();
      for (int i = 0; i < 2 * eventCount; i++) {
        receipts.add(randomReceipt(random, names, events));
      }
      all.add(new Phase(events, receipts));
    }
    return new History(all);
  }

  /** One phase with many messages, most of them of one user, and few receipts of four others. */
  static History longWays(Random random, int messages, int receiptCount) {
    Builder builder = new Builder();
    List<String> readers = List.of("user1", "user2", "user3", "user4");
    List<EventFact> events = new ArrayList<>();
    long at = START;
    events.add(
        builder.members(at, List.of("user0", "user1", "user2", "user3", "user4"), List.of()));
    for (int i = 0; i < messages; i++) {
      at += random.nextInt(50) + 1;
      events.add(
          random.nextInt(500) == 0
              ? builder.random(random, at, readers, events)
              : builder.sent(at, "user0"));
    }
    List<ReceiptFact> receipts = new ArrayList<>();
    for (int i = 0; i < receiptCount; i++) {
      receipts.add(randomReceipt(random, readers, events));
    }
    return new History(List.of(new Phase(events, receipts)));
  }

  List<EventFact> events() {
    return phases.stream().flatMap(phase -> phase.events().stream()).toList();
  }

  List<ReceiptFact> receipts() {
    return phases.stream().flatMap(phase -> phase.receipts().stream()).toList();
  }

  private static ReceiptFact randomReceipt(
      Random random, List<String> names, List<EventFact> events) {
    EventFact named = events.get(random.nextInt(events.size()));
    // Now and then a position that no event bears, or that no event ever reaches.
    long position = named.eventId() + random.nextInt(10) / 9;
    if (random.nextInt(30) == 0) {
      position += 1L << 50;
    }
    String user = names.get(random.nextInt(names.size()));
    long at = named.at() + random.nextInt(200) - 5;
    return new ReceiptFact(CONVERSATION, user, position, random.nextBoolean(), at);
  }

  static long id(long at) {
    return Snowflake.of(at, 0, 7, 0);
  }

  /** Makes events as ingest does: with sequence numbers, recipients and member counts. */
  static final class Builder {

    private final Set<String> members = new TreeSet<>();
    private long sequence;

    private EventFact random(Random random, long at, List<String> names, List<EventFact> soFar) {
      String user = names.get(random.nextInt(names.size()));
      return switch (random.nextInt(8)) {
        case 0 -> {
          if (members.contains(user) && members.size() > 1) {
            yield members(at, List.of(), List.of(user));
          }
          yield members(at, members.contains(user) ? List.of() : List.of(user), List.of());
        }
        case 1 ->
            soFar.isEmpty()
                ? event(at, Kind.OTHER, user, 0)
                : event(at, Kind.DELETED, user, soFar.get(random.nextInt(soFar.size())).eventId());
        case 2 -> event(at, Kind.OTHER, user, 0);
        default -> sent(at, List.copyOf(members).get(random.nextInt(members.size())));
      };
    }

    EventFact sent(long at, String sender) {
      int recipients = members.size() - (members.contains(sender) ? 1 : 0);
      return new EventFact(
          CONVERSATION, id(at), ++sequence, Kind.SENT, id(at), at, sender, recipients, null);
    }

    EventFact event(long at, Kind kind, String sender, long messageId) {
      return new EventFact(CONVERSATION, id(at), ++sequence, kind, messageId, at, sender, 0, null);
    }

    EventFact members(long at, List<String> joined, List<String> left) {
      members.addAll(joined);
      members.removeAll(left);
      return new EventFact(
          CONVERSATION,
          id(at),
          ++sequence,
          Kind.MEMBERS_CHANGED,
          id(at),
          at,
          "admin",
          0,
          new MembershipChange(ConversationKind.GROUP, joined, left, members.size()));
    }
  }
}
