package io.parley.checker.deliveries;

import io.parley.checker.Findings;
import io.parley.checker.Violation;
import io.parley.checker.history.Position;
import io.parley.schemas.topic.Topics;
import java.util.HashSet;
import java.util.Set;

/**
 * Judges to whom events went, and whether unchanged. Rows: conversation, event, what, user or
 * content, partition, offset, content. In one event come the event itself, then who joins, then the
 * deliveries, then who leaves. In memory: the members of one conversation.
 */
final class MembersJudge {

  static final int WIDTH = 7;

  private static final long EVENT = 0;
  private static final long JOIN = 1;
  private static final long DELIVERY = 2;
  private static final long LEAVE = 3;

  private final Findings findings;
  private final Set<Long> members = new HashSet<>();
  private long conversation;
  private long eventId;
  private long content;

  MembersJudge(Findings findings) {
    this.findings = findings;
  }

  static long[] event(long conversation, long eventId, long content) {
    return new long[] {conversation, eventId, EVENT, content, 0, 0, 0};
  }

  static long[] join(long conversation, long eventId, long user) {
    return new long[] {conversation, eventId, JOIN, user, 0, 0, 0};
  }

  static long[] leave(long conversation, long eventId, long user) {
    return new long[] {conversation, eventId, LEAVE, user, 0, 0, 0};
  }

  static long[] delivery(long conversation, long eventId, long user, Position at, long content) {
    return new long[] {conversation, eventId, DELIVERY, user, at.partition(), at.offset(), content};
  }

  void accept(long[] row) {
    if (row[0] != conversation) {
      conversation = row[0];
      members.clear();
      eventId = 0;
    }
    if (row[2] == EVENT) {
      eventId = row[1];
      content = row[3];
    } else if (row[2] == JOIN) {
      members.add(row[3]);
    } else if (row[2] == LEAVE) {
      members.remove(row[3]);
    } else {
      judge(row);
    }
  }

  private void judge(long[] row) {
    if (row[1] != eventId) {
      report(row, "bears event " + row[1] + ", which was never committed");
    } else if (row[6] != content) {
      report(row, "bears event " + row[1] + " with other content");
    } else if (!members.contains(row[3])) {
      report(row, "bears event " + row[1] + " to somebody who was no member then");
    }
  }

  private void report(long[] row, String what) {
    findings.report(
        Violation.MISDELIVERED, new Position(Topics.DELIVERIES, (int) row[4], row[5]), what);
  }
}
