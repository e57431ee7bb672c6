package io.parley.checker.deliveries;

import com.google.common.collect.Lists;
import io.parley.checker.Findings;
import io.parley.checker.Violation;
import io.parley.checker.history.Digest;
import io.parley.checker.history.Position;
import io.parley.checker.history.Seen;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.topic.Topics;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Judges whether one user's deliveries went to the right sessions and gateways. Rows begin with the
 * user. The user's sessions come first, then the deliveries by partition and offset. In memory are
 * the sessions of one user.
 *
 * <p>DIRECT and SYNC name a session. The session must be one of {@code chat.sessions}, at that
 * gateway, and the router must not have seen its end. The router has certainly seen the end
 *
 * <ul>
 *   <li>if the same partition has an earlier delivery to a session whose CONNECTED closed this one,
 *       or came after its end: all sessions of a user come in the order of one partition;
 *   <li>or if the end was appended, or the lease of the gateway was over, longer before than {@link
 *       RoutingLag} allows.
 * </ul>
 *
 * <p>STATUS and CURSOR go to a gateway. At that time, with the same tolerance, the user must have
 * had a session there.
 *
 * <p>If retention has deleted sessions, a session that is missing in the topic is not reported.
 */
final class SessionJudge {

  static final int WIDTH = 2 + UserSessions.COLUMNS;

  private static final long SESSION = 0;
  private static final long DELIVERY = 1;

  private final Findings findings;
  private final Timeline timeline;
  private final UserSessions rows = new UserSessions();
  private Map<Long, List<Session>> sessions;
  private long user;
  private long partition;
  private long usedOffset;

  SessionJudge(Findings findings, Timeline timeline) {
    this.findings = findings;
    this.timeline = timeline;
  }

  /** A session; {@link UserSessions#counts} must hold. */
  static long[] session(Seen<SessionEvent> seen) {
    SessionEvent event = seen.value().orElseThrow();
    return UserSessions.row(Digest.of(event.getUserId()), SESSION, seen, event);
  }

  static long[] delivery(
      long user,
      Position position,
      boolean namesSession,
      long device,
      long epoch,
      long gateway,
      long at) {
    return new long[] {
      user,
      DELIVERY,
      position.partition(),
      position.offset(),
      namesSession ? 1 : 0,
      device,
      epoch,
      gateway,
      at
    };
  }

  void accept(long[] row) {
    if (row[0] != user) {
      user = row[0];
      rows.clear();
      sessions = null;
      partition = -1;
    }
    if (row[1] == SESSION) {
      rows.add(row);
      return;
    }
    if (sessions == null) {
      sessions = rows.byDevice();
    }
    if (row[2] != partition) {
      partition = row[2];
      usedOffset = -1;
    }
    if (row[4] == 1) {
      judgeSession(row);
    } else {
      judgeGateway(row);
    }
  }

  private void judgeSession(long[] row) {
    Session session = find(row[5], row[6]);
    if (session == null) {
      if (!timeline.sessionsAreMissing()) {
        report(Violation.ENDED_SESSION, row, "no CONNECTED has epoch " + row[6]);
      }
      return;
    }
    long at = row[8];
    long over = session.overSince(timeline.gateways(), at);
    if (session.gateway() != row[7]) {
      report(Violation.ENDED_SESSION, row, "epoch %d is at another gateway".formatted(row[6]));
    } else if (session.closedOffset() <= usedOffset) {
      report(
          Violation.ENDED_SESSION,
          row,
          "epoch %d was closed at offset %d of %s, and the router had read on to %d"
              .formatted(row[6], session.closedOffset(), Topics.SESSIONS, usedOffset));
    } else if (over < at - timeline.lag().at(at)) {
      report(
          Violation.ENDED_SESSION,
          row,
          "epoch %d had been over for %d ms".formatted(row[6], at - over));
    }
    usedOffset = Math.max(usedOffset, session.offset());
  }

  private Session find(long device, long epoch) {
    List<Session> ofDevice = sessions.getOrDefault(device, List.of());
    int index = Collections.binarySearch(Lists.transform(ofDevice, Session::epoch), epoch);
    return index < 0 ? null : ofDevice.get(index);
  }

  private void judgeGateway(long[] row) {
    long at = row[8];
    boolean isThere =
        sessions.values().stream()
            .flatMap(List::stream)
            .filter(session -> session.gateway() == row[7])
            .filter(session -> session.from() <= at + DeviceJudge.CLOCKS_MILLIS)
            .anyMatch(
                session ->
                    session.overSince(timeline.gateways(), at) >= at - timeline.lag().at(at));
    if (!isThere && !timeline.sessionsAreMissing()) {
      report(
          Violation.WRONG_UPDATE,
          row,
          "status or cursor to a gateway at which the user has no session");
    }
  }

  private void report(Violation violation, long[] row, String what) {
    findings.report(violation, new Position(Topics.DELIVERIES, (int) row[2], row[3]), what);
  }
}
