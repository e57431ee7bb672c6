package io.parley.routing.domain;

import io.parley.routing.domain.UserInput.EventKind;
import io.parley.routing.domain.UserInput.LargeChange;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.conversation.NotifyLevel;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MessageDeleted;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.wire.AvroBytes;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides which users an event concerns. The decision depends on the conversation's memory and on
 * the event only. The pace of rounds in large conversations also depends on the time, in
 * milliseconds since 1970.
 *
 * <p>Events come in the order of event_id. An event at or below the last event_id is a repetition
 * and is dropped. Ingest repeats an event with the same id when the transaction of the first one
 * was aborted. So the job may read events before they are committed, which saves the latency of a
 * checkpoint interval.
 */
public final class ConversationRouter {

  /**
   * The size limit of an event that is copied to each member. Above it the members read the event
   * from the database instead.
   */
  static final int FETCHED_ABOVE_BYTES = 20 * 1024;

  private final ConversationMemory memory;
  private final MemberPages pages;
  private final Rounds rounds;
  private final ConversationOutput out;
  private final LargeGroupPolicy policy;
  private final AvroBytes<ConversationEvent> encoder;

  /**
   * @param pace of rounds, shared by all conversations of a task
   * @param encoder shared by all conversations of a task
   */
  public ConversationRouter(
      ConversationMemory memory,
      ConversationOutput out,
      LargeGroupPolicy policy,
      Pace pace,
      AvroBytes<ConversationEvent> encoder) {
    this.memory = memory;
    this.pages = new MemberPages(memory.pages());
    this.rounds = new Rounds(memory.round(), pages, out, policy, pace);
    this.out = out;
    this.policy = policy;
    this.encoder = encoder;
  }

  /**
   * When the command of an event was appended, but not after the time of the event's id: ingest
   * gives no id that is older than its command. Without this bound one event with a wrong time
   * could put the time of a task far ahead, where every gateway looks dead.
   */
  public static long appendedAt(ConversationEvent event) {
    return Math.min(event.getCommandAppendedAt(), Snowflake.unixMillis(event.getEventId()));
  }

  /** Routes an event, unless it was routed before. */
  public void onEvent(ConversationEvent event, String traceparent, long now) {
    ConversationRecord record = ConversationRecord.of(memory.conversation().get());
    if (event.getEventId() <= record.lastEventId) {
      out.repeated();
      return;
    }
    Routing routing =
        new Routing(record, event, MemberChanges.of(event), encoder.of(event), traceparent);
    if (record.large) {
      routeLarge(routing, now);
    } else {
      routeSmall(routing);
    }
    record.lastEventId = event.getEventId();
    memory.conversation().set(record.packed());
  }

  /** Goes on with a round. */
  public void onTime(long askedFor, long now) {
    rounds.onTime(askedFor, now);
  }

  /** The recipients of an event. Members who leave with it get it, too. */
  private void routeSmall(Routing routing) {
    ConversationRecord record = routing.record;
    Set<String> joined = new HashSet<>();
    for (String user : routing.changes.joining()) {
      if (record.members.putIfAbsent(user, NotifyLevel.ALL) == null) {
        joined.add(user);
      }
    }
    routing.changes.levels().forEach((user, l) -> record.members.replace(user, l));
    if (record.members.isEmpty() && isOwedToSomebody(routing.event)) {
      out.withoutMembers();
    }
    if (policy.isLarge(false, record.members.size() - leavers(routing))) {
      becomeLarge(routing, joined);
    } else {
      sendToAll(routing, joined);
      record.members.keySet().removeAll(routing.changes.leaving());
      record.count = record.members.size();
    }
  }

  private static int leavers(Routing routing) {
    return (int)
        routing.changes.leaving().stream().filter(routing.record.members::containsKey).count();
  }

  private static boolean isOwedToSomebody(ConversationEvent event) {
    return event.getPayload() instanceof MessageSent sent && sent.getRecipients() > 0;
  }

  private void sendToAll(Routing routing, Set<String> joined) {
    routing.record.members.forEach(
        (user, level) -> out.toUser(user, routing.packed(user, level, joined.contains(user))));
  }

  private void becomeLarge(Routing routing, Set<String> joined) {
    ConversationRecord record = routing.record;
    for (String user : routing.changes.leaving()) {
      NotifyLevel level = record.members.remove(user);
      if (level != null) {
        out.toUser(user, routing.packed(user, level, false));
      }
    }
    pages.change(record.members, (page, member) -> page.put(member.getKey(), member.getValue()));
    byte[] asJoined = routing.largeNotice(LargeChange.JOINED);
    byte[] asEntered = routing.largeNotice(LargeChange.ENTERED);
    record
        .members
        .keySet()
        .forEach(user -> out.toUser(user, joined.contains(user) ? asJoined : asEntered));
    record.large = true;
    record.count = record.members.size();
    record.members.clear();
    out.broadcast(routing.event, routing.encoded, routing.traceparent);
  }

  private void routeLarge(Routing routing, long now) {
    ConversationRecord record = routing.record;
    out.broadcast(routing.event, routing.encoded, routing.traceparent);
    byte[] joined = routing.largeNotice(LargeChange.JOINED);
    byte[] left = routing.largeNotice(LargeChange.LEFT);
    pages.change(
        asMap(routing.changes.joining()),
        (page, user) -> {
          if (page.putIfAbsent(user.getKey(), NotifyLevel.ALL) == null) {
            record.count++;
            out.toUser(user.getKey(), joined);
          }
        });
    pages.change(routing.changes.levels(), (page, l) -> page.replace(l.getKey(), l.getValue()));
    pages.change(
        asMap(routing.changes.leaving()),
        (page, user) -> {
          if (page.remove(user.getKey()) != null) {
            record.count--;
            out.toUser(user.getKey(), left);
          }
        });
    if (policy.isLarge(true, record.count)) {
      rounds.offer(routing.event, now);
    } else {
      becomeSmall(record, routing.largeNotice(LargeChange.SHRUNK));
    }
  }

  private void becomeSmall(ConversationRecord record, byte[] notice) {
    rounds.finish();
    record.members.putAll(pages.all());
    pages.clear();
    record.large = false;
    record.members.keySet().forEach(user -> out.toUser(user, notice));
  }

  private static Map<String, Boolean> asMap(Set<String> users) {
    return users.stream().collect(Collectors.toMap(user -> user, user -> true));
  }

  /** One event on its way, packed at most once for each kind of recipient. */
  private static final class Routing {
    final ConversationRecord record;
    final ConversationEvent event;
    final MemberChanges changes;
    final byte[] encoded;
    final String traceparent;
    final Map<EventKind, byte[][]> packed = new EnumMap<>(EventKind.class);

    Routing(
        ConversationRecord record,
        ConversationEvent event,
        MemberChanges changes,
        byte[] encoded,
        String traceparent) {
      this.record = record;
      this.event = event;
      this.changes = changes;
      this.encoded = encoded;
      this.traceparent = traceparent;
    }

    byte[] packed(String user, NotifyLevel level, boolean joins) {
      EventKind kind = kind(user);
      boolean wantsPush = wantsPush(user, level);
      byte[][] ofKind = packed.computeIfAbsent(kind, any -> new byte[4][]);
      int effect = (joins ? 2 : 0) + (wantsPush ? 1 : 0);
      if (ofKind[effect] == null) {
        ofKind[effect] = UserInputCodec.pack(input(kind, joins, wantsPush));
      }
      return ofKind[effect];
    }

    private boolean wantsPush(String user, NotifyLevel level) {
      return event.getPayload() instanceof MessageSent sent
          && Rounds.wantsPush(user, level, sent.getMentions());
    }

    private UserInput.Event input(EventKind kind, boolean joins, boolean wantsPush) {
      boolean fetched = encoded.length > FETCHED_ABOVE_BYTES;
      return new UserInput.Event(
          event.getConversationId(),
          event.getEventId(),
          record.lastEventId,
          kind,
          event.getMessageId(),
          event.getSenderId(),
          event.getDeviceId(),
          event.getPayload() instanceof MessageSent sent ? sent.getType() : MessageType.UNKNOWN,
          event.getCommandAppendedAt(),
          joins,
          fetched,
          wantsPush,
          fetched ? null : encoded,
          traceparent);
    }

    private EventKind kind(String user) {
      if (event.getPayload() instanceof MessageSent) {
        return EventKind.MESSAGE;
      }
      if (changes.leaving().contains(user)) {
        return EventKind.LEAVE;
      }
      return event.getPayload() instanceof MessageDeleted ? EventKind.DELETION : EventKind.OTHER;
    }

    byte[] largeNotice(LargeChange change) {
      return UserInputCodec.pack(
          new UserInput.Large(
              event.getConversationId(), event.getEventId(), record.lastEventId, change));
    }
  }
}
