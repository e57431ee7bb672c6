package io.parley.checker.deliveries;

import io.parley.checker.Findings;
import io.parley.checker.Violation;
import io.parley.checker.history.Position;
import io.parley.schemas.topic.Topics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Judges whether events went only to members, and with unchanged content. Rows begin with
 * conversation and event. First comes the event itself, then the users who join by it, then its
 * deliveries and the SYNCs that end with it, then the users who leave by it. In memory are the
 * members of one conversation, and the gateways that one event was broadcast to.
 *
 * <ul>
 *   <li>A DIRECT or BROADCAST has its event byte by byte.
 *   <li>A DIRECT goes to a device of somebody who was a member at that event, but never to the
 *       device that sent the event. The last event for a member who leaves is the event of the
 *       leave.
 *   <li>A BROADCAST of one event is committed once for a gateway.
 *   <li>A SYNC ends with an event of the conversation. It goes to somebody who was a member at the
 *       event that it ends with. It does not begin before that membership, because it would hand
 *       out messages from before the member joined.
 * </ul>
 */
final class MembersJudge {

  static final int WIDTH = 8;

  private static final long EVENT = 0;
  private static final long JOIN = 1;
  private static final long DIRECT = 2;
  private static final long BROADCAST = 3;
  private static final long SYNC = 4;
  private static final long LEAVE = 5;

  private final Findings findings;
  // By member, the last event before the one that made the user a member.
  private final Map<Long, Long> members = new HashMap<>();
  private final Set<Long> broadcastTo = new HashSet<>();
  private long conversation;
  private long previousEvent;
  private long[] event;

  MembersJudge(Findings findings) {
    this.findings = findings;
  }

  static long[] event(long conversation, long eventId, long content, long device) {
    return new long[] {conversation, eventId, EVENT, content, device, 0, 0, 0};
  }

  static long[] join(long conversation, long eventId, long user) {
    return new long[] {conversation, eventId, JOIN, user, 0, 0, 0, 0};
  }

  static long[] leave(long conversation, long eventId, long user) {
    return new long[] {conversation, eventId, LEAVE, user, 0, 0, 0, 0};
  }

  static long[] direct(
      long conversation, long eventId, long user, long device, Position at, long content) {
    return new long[] {
      conversation, eventId, DIRECT, user, at.partition(), at.offset(), content, device
    };
  }

  static long[] broadcast(
      long conversation, long eventId, long gateway, Position at, long content, boolean committed) {
    return new long[] {
      conversation,
      eventId,
      BROADCAST,
      gateway,
      at.partition(),
      at.offset(),
      content,
      committed ? 1 : 0
    };
  }

  static long[] sync(long conversation, long upTo, long user, Position at, long after) {
    return new long[] {conversation, upTo, SYNC, user, at.partition(), at.offset(), after, 0};
  }

  void accept(long[] row) {
    if (row[0] != conversation) {
      conversation = row[0];
      members.clear();
      previousEvent = 0;
      event = null;
    }
    if (row[2] == EVENT) {
      if (event != null && event[1] != row[1]) {
        previousEvent = event[1];
      }
      event = row;
      broadcastTo.clear();
    } else if (row[2] == JOIN) {
      members.put(row[3], previousEvent);
    } else if (row[2] == LEAVE) {
      members.remove(row[3]);
    } else if (event == null || row[1] != event[1]) {
      report(
          row[2] == SYNC ? Violation.WRONG_SYNC : Violation.MISDELIVERED,
          row,
          "names event " + row[1] + ", which was never committed");
    } else if (row[2] == SYNC) {
      judgeSync(row);
    } else {
      judgeEvent(row);
    }
  }

  private void judgeSync(long[] row) {
    Long beforeMembership = members.get(row[3]);
    if (beforeMembership == null) {
      report(row, "SYNC up to event " + row[1] + " to somebody who was not a member then");
    } else if (row[6] < beforeMembership) {
      report(
          row,
          "SYNC after event %d to somebody who became a member after event %d"
              .formatted(row[6], beforeMembership));
    }
  }

  private void judgeEvent(long[] row) {
    if (row[6] != event[3]) {
      report(row, "bears event " + row[1] + " with other content");
    } else if (row[2] == BROADCAST) {
      if (row[7] == 1 && !broadcastTo.add(row[3])) {
        report(row, "broadcasts event " + row[1] + " to the same gateway again");
      }
    } else if (!members.containsKey(row[3])) {
      report(row, "bears event " + row[1] + " to somebody who was not a member then");
    } else if (row[7] == event[4]) {
      report(row, "bears event " + row[1] + " to the device that sent it");
    }
  }

  private void report(long[] row, String what) {
    report(Violation.MISDELIVERED, row, what);
  }

  private void report(Violation violation, long[] row, String what) {
    findings.report(violation, new Position(Topics.DELIVERIES, (int) row[4], row[5]), what);
  }
}
