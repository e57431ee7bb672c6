package io.parley.checker.deliveries;

import io.parley.checker.Findings;
import io.parley.checker.Violation;
import io.parley.checker.history.Digest;
import io.parley.checker.history.Position;
import io.parley.checker.history.Seen;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges whether the newest status of each message, and the newest cursor of each user in each
 * conversation, came to all gateways where its user was connected. Rows begin with the user. The
 * user's sessions come first, then what the router handed to them, then the statuses and cursors:
 * each with its published versions, the highest first, and then with its deliveries. In memory are
 * the sessions of one user.
 *
 * <p>The router gives each status and cursor to all gateways at which the user has a live session
 * when the router reads it. It does not repeat them, and of several versions that come together it
 * may give the highest only. So a gateway is owed the newest version, or a higher one, if
 *
 * <ul>
 *   <li>the user has a session there that was certainly alive until the end of the history,
 *   <li>the router knew the session before it read that version. It knew it if it has dated a
 *       DIRECT or SYNC to the session before the time of the version: the router never dates an
 *       output before an input that it has read, and one task decides all outputs to a user;
 *   <li>and the version is older than the time within which the router settles.
 * </ul>
 *
 * <p>The DIRECT or SYNC lies in the same partition as the delivery that is looked for, and before
 * it. So retention cannot have deleted the delivery alone. A session to which the router has handed
 * nothing is owed nothing, because the topics do not tell when the router read its CONNECTED.
 */
final class UpdateCompletenessJudge {

  static final int WIDTH = 2 + UserSessions.COLUMNS;

  static final String OWED = "statuses and cursors owed to gateways";

  private static final long SESSION = 0;
  private static final long HANDED = 1;
  private static final long UPDATE = 2;

  private static final long SOURCE = 0;
  private static final long DELIVERY = 1;

  private record Handed(long device, long epoch, long gateway) {}

  private final Findings findings;
  private final Timeline timeline;
  private final UserSessions rows = new UserSessions();

  /** The earliest delivery to each session. */
  private final Map<Handed, Long> handed = new HashMap<>();

  /** By gateway, since when the router certainly knew a session that lasts; null until needed. */
  private Map<Long, Long> known;

  private final Map<Long, Long> delivered = new HashMap<>();
  private long[] newest;
  private long since;
  private long[] last;

  UpdateCompletenessJudge(Findings findings, Timeline timeline) {
    this.findings = findings;
    this.timeline = timeline;
  }

  /** A session; {@link UserSessions#counts} must hold. */
  static long[] session(Seen<SessionEvent> seen) {
    SessionEvent event = seen.value().orElseThrow();
    return UserSessions.row(Digest.of(event.getUserId()), SESSION, seen, event);
  }

  /** A committed delivery that names a session. */
  static long[] handed(Delivery delivery, long at) {
    return new long[] {
      Digest.of(delivery.getRecipientId()),
      HANDED,
      Digest.of(delivery.getRecipientId(), delivery.getDeviceId()),
      delivery.getSessionEpoch(),
      Digest.of(delivery.getGatewayId()),
      at,
      0,
      0,
      0
    };
  }

  /**
   * A published status or cursor. An uncommitted one counts too, because the router reads it.
   *
   * @param subject digest of the message, or of the user and conversation
   */
  static long[] source(String user, long subject, long version, Seen<?> seen) {
    long flags = (seen.committed() ? 1L : 0L) + (isStatus(seen.at()) ? 2L : 0L);
    return new long[] {
      Digest.of(user),
      UPDATE,
      subject,
      SOURCE,
      -version,
      seen.timestamp(),
      flags,
      seen.at().partition(),
      seen.at().offset()
    };
  }

  private static boolean isStatus(Position at) {
    return at.topic().equals(Topics.MESSAGE_STATUS);
  }

  /** A delivery of a status or cursor to its user, committed or not. */
  static long[] delivery(Delivery delivery, long subject, long version) {
    return new long[] {
      Digest.of(delivery.getRecipientId()),
      UPDATE,
      subject,
      DELIVERY,
      Digest.of(delivery.getGatewayId()),
      version,
      0,
      0,
      0
    };
  }

  void accept(long[] row) {
    boolean sameUser = last != null && last[0] == row[0];
    if (!sameUser || last[1] != row[1] || (row[1] == UPDATE && last[2] != row[2])) {
      end();
    }
    if (!sameUser) {
      rows.clear();
      handed.clear();
      known = null;
    }
    last = row;
    if (row[1] == SESSION) {
      rows.add(row);
    } else if (row[1] == HANDED) {
      handed.merge(new Handed(row[2], row[3], row[4]), row[5], Math::min);
    } else if (row[3] == DELIVERY) {
      delivered.merge(row[4], row[5], Math::max);
    } else if (newest == null || row[4] == newest[4]) {
      addSource(row);
    }
  }

  /** Takes a published version that is not below the newest committed one. */
  private void addSource(long[] row) {
    since = Math.min(since, row[5]);
    if (row[6] % 2 == 1) {
      newest = row;
    }
  }

  /** Ends one status or cursor. To be called after the last row, too. */
  void end() {
    if (newest != null && since <= timeline.end() - CompletenessJudge.SETTLES_WITHIN_MILLIS) {
      judge();
    }
    delivered.clear();
    newest = null;
    since = GatewayLives.NEVER;
  }

  private void judge() {
    if (known == null) {
      known = knownSessions(newest[0]);
    }
    known.forEach(
        (gateway, knownSince) -> {
          if (knownSince < since) {
            findings.count(OWED);
            requireDelivery(gateway);
          }
        });
  }

  private void requireDelivery(long gateway) {
    long version = -newest[4];
    Long reached = delivered.get(gateway);
    if (reached == null || reached < version) {
      findings.report(
          Violation.UPDATE_MISSING,
          new Position(
              newest[6] >= 2 ? Topics.MESSAGE_STATUS : Topics.READ_CURSORS,
              (int) newest[7],
              newest[8]),
          "version %d never came to a gateway where its user was connected: %s"
              .formatted(
                  version,
                  reached == null ? "no version came" : "the highest that came is " + reached));
    }
  }

  private Map<Long, Long> knownSessions(long user) {
    Map<Long, Long> byGateway = new HashMap<>();
    if (timeline.isCrowded(user)) {
      return byGateway;
    }
    for (List<Session> ofDevice : rows.byDevice().values()) {
      for (Session session : ofDevice) {
        Long at = handed.get(new Handed(session.device(), session.epoch(), session.gateway()));
        if (at != null
            && session.aliveUntil(timeline.gateways(), timeline.end()) == GatewayLives.NEVER) {
          byGateway.merge(session.gateway(), at, Math::min);
        }
      }
    }
    return byGateway;
  }
}
