package io.parley.checker.deliveries;

import io.parley.checker.history.Digest;
import io.parley.checker.history.Seen;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.session.SessionState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The sessions of one user, built from rows of {@code chat.sessions}. All records of a user lie in
 * one partition, so their offsets tell in which order the router read them.
 */
final class UserSessions {

  /** Columns of a row behind user and kind: device, epoch, offset, time, state, gateway... */
  static final int COLUMNS = 7;

  private static final long CONNECTED = 0;
  private static final long DISCONNECTED = 1;
  private static final long LOGGED_OUT = 2;

  private final Map<Long, TreeMap<Long, Epoch>> epochs = new HashMap<>();

  /** The records of one epoch of one device. */
  private static final class Epoch {
    private long[] connected;
    private long firstOffset = GatewayLives.NEVER;
    private long firstAt = GatewayLives.NEVER;
    private long closedOffset = GatewayLives.NEVER;
    private long closedAt = GatewayLives.NEVER;
  }

  /**
   * A row.
   *
   * @param user the first column
   * @param kind the second column, by which the caller tells these rows from others
   */
  static long[] row(long user, long kind, Seen<SessionEvent> seen, SessionEvent event) {
    long state =
        event.getState() == SessionState.CONNECTED
            ? CONNECTED
            : event.getState() == SessionState.DISCONNECTED ? DISCONNECTED : LOGGED_OUT;
    return new long[] {
      user,
      kind,
      Digest.of(event.getUserId(), event.getDeviceId()),
      event.getSessionEpoch(),
      seen.at().offset(),
      seen.timestamp(),
      state,
      Digest.of(event.getGatewayId()),
      event.getGatewayIncarnation()
    };
  }

  /** Whether the router accepts the record. It sets other records aside as dead letters. */
  static boolean counts(Seen<SessionEvent> seen) {
    return seen.value()
        .filter(event -> event.getState() != SessionState.UNKNOWN)
        .filter(
            event ->
                event.getSessionEpoch() <= seen.timestamp() + GatewayLives.AHEAD_MILLIS
                    && event.getGatewayIncarnation()
                        <= seen.timestamp() + GatewayLives.AHEAD_MILLIS)
        .filter(event -> seen.hasKey(event.getUserId()))
        .isPresent();
  }

  /** Takes a row. */
  void add(long[] row) {
    Epoch epoch =
        epochs
            .computeIfAbsent(row[2], any -> new TreeMap<>())
            .computeIfAbsent(row[3], any -> new Epoch());
    if (row[4] < epoch.firstOffset) {
      epoch.firstOffset = row[4];
      epoch.firstAt = row[5];
    }
    if (row[6] == CONNECTED) {
      if (epoch.connected == null || row[4] < epoch.connected[4]) {
        epoch.connected = row;
      }
    } else if (row[4] < epoch.closedOffset && closes(row, epoch)) {
      epoch.closedOffset = row[4];
      epoch.closedAt = row[5];
    }
  }

  /** A DISCONNECTED of another gateway does not end this connection. */
  private static boolean closes(long[] row, Epoch epoch) {
    return row[6] == LOGGED_OUT || epoch.connected == null || epoch.connected[7] == row[7];
  }

  void clear() {
    epochs.clear();
  }

  /** By device, its sessions by rising epoch. */
  Map<Long, List<Session>> byDevice() {
    Map<Long, List<Session>> sessions = new HashMap<>();
    epochs.forEach((device, ofDevice) -> sessions.put(device, sessions(device, ofDevice)));
    return sessions;
  }

  private static List<Session> sessions(long device, NavigableMap<Long, Epoch> epochs) {
    List<Session> sessions = new ArrayList<>();
    long higherOffset = GatewayLives.NEVER;
    long higherAt = GatewayLives.NEVER;
    for (Map.Entry<Long, Epoch> entry : epochs.descendingMap().entrySet()) {
      Epoch epoch = entry.getValue();
      boolean isOwn = epoch.closedOffset < higherOffset;
      if (epoch.connected != null) {
        long[] connected = epoch.connected;
        sessions.add(
            new Session(
                device,
                entry.getKey(),
                connected[7],
                connected[8],
                connected[5],
                connected[4],
                Math.max(connected[5], isOwn ? epoch.closedAt : higherAt),
                isOwn ? epoch.closedOffset : higherOffset));
      }
      if (epoch.firstOffset < higherOffset) {
        higherOffset = epoch.firstOffset;
        higherAt = epoch.firstAt;
      }
    }
    Collections.reverse(sessions);
    return sessions;
  }
}
