package io.parley.checker.deliveries;

import io.parley.checker.Findings;
import io.parley.checker.Violation;
import io.parley.checker.history.Position;
import io.parley.checker.sort.SortedRows;
import io.parley.schemas.conversation.NotifyLevel;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Works out for each message of a conversation the members who are to get a push, and judges each
 * push request against its message. Rows begin with conversation and event. The times at which
 * members may have had a live session come before all events. Then comes each event, with its
 * deletion, the users who join or set a notify level, the users whom it mentions, the push requests
 * that name it, and the users who leave. In memory are the members of one conversation, each with
 * the newest message that wants a push, and the push requests of one message.
 *
 * <p>A message wants a push for a member who did not send it, if the member's notify level at that
 * point is ALL, or is MENTIONS and the message mentions the member. Of the messages between which a
 * session of the member may have been live all the time, only the newest is kept, because it is the
 * message that a NOTIFY names.
 *
 * <p>{@link PushJudge} decides whether a push was owed in view of sessions, receipts and deletions.
 */
final class WantedPushes {

  static final int WIDTH = 11;

  /** Stands for no sender or no type. */
  static final long NONE = 0;

  // Notify levels.
  private static final long ALL = 2;
  private static final long MENTIONS = 1;
  private static final long OTHER = 0;

  private static final long MAYBE_ALIVE = 0;
  private static final long EVENT = 1;
  private static final long DELETED = 2;
  private static final long LEVEL = 3;
  private static final long MENTION = 4;
  private static final long PUSH = 5;
  private static final long LEAVE = 6;

  private record Message(long id, long deletedAt) {}

  /**
   * The deletion of a message.
   *
   * @param at the time in its id, or {@link GatewayLives#NEVER}
   * @param from the time from which the router may date it, at most {@code at}
   */
  record Deletion(long at, long from) {
    static final Deletion NONE = new Deletion(GatewayLives.NEVER, GatewayLives.NEVER);
  }

  private final Findings findings;
  private final Timeline timeline;
  private final SortedRows pushes;
  private final Map<Long, Intervals> maybeAlive = new HashMap<>();
  private final Map<Long, Long> members = new HashMap<>();
  private final Map<Long, Message> newest = new HashMap<>();
  private final Set<Long> mentioned = new HashSet<>();
  private final List<long[]> requests = new ArrayList<>();
  private final Map<Long, Long> leaving = new HashMap<>();
  private long conversation;
  private long[] event;
  private Deletion deletion = Deletion.NONE;
  private long wanted;

  /**
   * @param pushes takes rows of {@link PushJudge}
   */
  WantedPushes(Findings findings, Timeline timeline, SortedRows pushes) {
    this.findings = findings;
    this.timeline = timeline;
    this.pushes = pushes;
  }

  static long[] maybeAlive(long conversation, long user, long from, long until) {
    return new long[] {conversation, 0, MAYBE_ALIVE, user, from, until, 0, 0, 0, 0, 0};
  }

  /**
   * An event.
   *
   * @param type of the message, {@link #NONE} if the event is no new message
   */
  static long[] event(long conversation, long event, long sender, long type) {
    return new long[] {conversation, event, EVENT, sender, type, 0, 0, 0, 0, 0, 0};
  }

  static long[] deleted(long conversation, long message, Deletion deletion) {
    return new long[] {
      conversation, message, DELETED, deletion.at(), deletion.from(), 0, 0, 0, 0, 0, 0
    };
  }

  static long[] level(long conversation, long event, long user, NotifyLevel level) {
    return new long[] {conversation, event, LEVEL, user, level(level), 0, 0, 0, 0, 0, 0};
  }

  private static long level(NotifyLevel level) {
    return level == NotifyLevel.ALL ? ALL : level == NotifyLevel.MENTIONS ? MENTIONS : OTHER;
  }

  static long[] mention(long conversation, long event, long user) {
    return new long[] {conversation, event, MENTION, user, 0, 0, 0, 0, 0, 0, 0};
  }

  /**
   * A leave.
   *
   * @param from the time from which the router may date it
   */
  static long[] leave(long conversation, long event, long user, long from) {
    return new long[] {conversation, event, LEAVE, user, from, 0, 0, 0, 0, 0, 0};
  }

  /**
   * A push request; sender and type are {@link #NONE} for CLEAR.
   *
   * @param unread the unread messages of the user in the conversation, 0 for CLEAR
   */
  static long[] push(
      long conversation,
      long message,
      long user,
      Position at,
      long writtenAt,
      boolean notify,
      long sender,
      long type,
      int unread) {
    return new long[] {
      conversation,
      message,
      PUSH,
      user,
      at.partition(),
      at.offset(),
      writtenAt,
      notify ? 1 : 0,
      sender,
      type,
      unread
    };
  }

  void accept(long[] row) {
    if (row[0] != conversation) {
      end();
      conversation = row[0];
    }
    if (row[2] == MAYBE_ALIVE) {
      maybeAlive.computeIfAbsent(row[3], any -> new Intervals()).add(row[4], row[5]);
      return;
    }
    if (event != null && event[1] != row[1]) {
      endEvent();
    }
    if (row[2] == EVENT) {
      event = row;
    } else if (row[2] == PUSH) {
      requests.add(row);
    } else if (event != null) {
      acceptOfEvent(row);
    }
    if (event == null) {
      endEvent(); // A push request names an event that does not exist.
    }
  }

  private void acceptOfEvent(long[] row) {
    if (row[2] == DELETED) {
      deletion = new Deletion(Math.min(deletion.at(), row[3]), Math.min(deletion.from(), row[4]));
    } else if (row[2] == LEVEL) {
      members.put(row[3], row[4]);
    } else if (row[2] == MENTION) {
      mentioned.add(row[3]);
    } else {
      leaving.put(row[3], row[4]);
    }
  }

  /** Ends the conversation. */
  void end() {
    endEvent();
    newest.forEach((user, message) -> keep(user, message, GatewayLives.NEVER));
    newest.clear();
    maybeAlive.clear();
    members.clear();
  }

  /** How many pairs of a message and a member were kept for {@link PushJudge}. */
  long wanted() {
    return wanted;
  }

  private void endEvent() {
    requests.forEach(this::judge);
    if (event != null && event[4] != NONE) {
      long id = event[1];
      for (long user : members.keySet()) {
        if (isWanted(user)) {
          Message before = newest.put(user, new Message(id, deletion.at()));
          keep(user, before, Snowflake.unixMillis(id));
        }
      }
    }
    leaving.forEach(
        (user, from) -> {
          keep(user, newest.remove(user), GatewayLives.NEVER);
          pushes.add(PushJudge.leave(PushJudge.group(user, conversation), event[1], from));
          members.remove(user);
        });
    event = null;
    deletion = Deletion.NONE;
    mentioned.clear();
    requests.clear();
    leaving.clear();
  }

  private boolean isWanted(long user) {
    long level = members.get(user);
    return user != event[3] && (level == ALL || (level == MENTIONS && mentioned.contains(user)));
  }

  /** Keeps a message unless a session may have been live from its time until a later time. */
  private void keep(long user, Message message, long until) {
    if (message == null) {
      return;
    }
    Intervals alive = maybeAlive.get(user);
    long at = Snowflake.unixMillis(message.id());
    if (alive == null || alive.longestGap(at, until) > 0) {
      wanted++;
      pushes.add(
          PushJudge.wanted(
              PushJudge.group(user, conversation),
              message.id(),
              message.deletedAt(),
              timeline.isLarge(conversation)));
    }
  }

  private void judge(long[] row) {
    boolean isNotify = row[7] == 1;
    boolean isMessage = event != null && event[1] == row[1] && event[4] != NONE;
    boolean isJudged = true;
    if (!isMessage) {
      report(Violation.WRONG_PUSH, row, "names message %d, which was never sent".formatted(row[1]));
    } else if (isNotify && (row[8] != event[3] || row[9] != event[4])) {
      report(
          Violation.WRONG_PUSH,
          row,
          "bears another sender or type than message %d".formatted(row[1]));
    } else if (isNotify && !members.containsKey(row[3])) {
      report(
          Violation.PUSH_NOT_OWED,
          row,
          "NOTIFY of message %d to somebody who was not a member then".formatted(row[1]));
    } else if (isNotify && !isWanted(row[3])) {
      report(
          Violation.PUSH_NOT_OWED,
          row,
          "NOTIFY of message %d to its sender, or against the member's notify level"
              .formatted(row[1]));
    } else {
      isJudged = false;
    }
    pushes.add(
        PushJudge.push(
            PushJudge.group(row[3], conversation),
            row,
            deletion,
            timeline.isLarge(conversation),
            isJudged));
  }

  private void report(Violation violation, long[] row, String what) {
    findings.report(violation, new Position(Topics.PUSH, (int) row[4], row[5]), what);
  }
}
