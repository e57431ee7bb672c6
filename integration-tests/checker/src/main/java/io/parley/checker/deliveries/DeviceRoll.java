package io.parley.checker.deliveries;

import io.parley.checker.sort.SortedRows;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.session.SessionState;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Works out which devices a user has, and brings them together with the user's conversations. Rows
 * begin with the user; of one user come first the sessions, then what was sent, then the
 * conversations. In memory: the devices of one user.
 */
final class DeviceRoll {

  static final int WIDTH = 7;

  /** As routing's {@code routing.redelivery.attempts}: then a session counts as dead. */
  private static final int ATTEMPTS = 5;

  /** As routing's {@code routing.devices.max}: beyond, the job forgets devices. */
  private static final int MAX_DEVICES = 16;

  private static final long SESSION = 0;
  private static final long SENT = 1;
  private static final long CONVERSATION = 2;

  private final SortedRows owed;
  private final long end;
  private final Map<Long, Presence> devices = new LinkedHashMap<>();
  private long[] last = new long[WIDTH];
  private int sends;

  /**
   * @param owed takes rows of {@link CompletenessJudge}
   * @param end of the history, milliseconds since 1970
   */
  DeviceRoll(SortedRows owed, long end) {
    this.owed = owed;
    this.end = end;
  }

  static long[] session(long user, long device, SessionEvent event, long gateway, long heardAt) {
    long closes = event.getState() == SessionState.DISCONNECTED ? 1 : 0;
    return new long[] {user, SESSION, device, event.getSessionEpoch(), heardAt, closes, gateway};
  }

  /**
   * A delivery, committed.
   *
   * @param what the same for all attempts of the same thing
   */
  static long[] sent(long user, long device, long epoch, long conversation, long what) {
    return new long[] {user, SENT, device, epoch, conversation, what, 0};
  }

  static long[] conversation(long user, long conversation) {
    return new long[] {user, CONVERSATION, conversation, 0, 0, 0, 0};
  }

  void accept(long[] row) {
    if (row[0] != last[0]) {
      devices.clear();
    }
    boolean again = Arrays.equals(row, last);
    sends = again ? sends + 1 : 1;
    last = row;
    if (row[1] == SESSION) {
      devices.computeIfAbsent(row[2], Presence::new).heard(row[3], row[4], row[5] == 1, row[6]);
    } else if (row[1] == SENT) {
      Presence device = devices.get(row[2]);
      if (device != null && sends >= ATTEMPTS) {
        device.gaveUp(row[3]);
      }
    } else if (!again && devices.size() <= MAX_DEVICES) {
      devices.values().forEach(device -> enrol(row[2], row[0], device));
    }
  }

  private void enrol(long conversation, long user, Presence device) {
    boolean isThere = device.isThereAt(end);
    owed.add(
        CompletenessJudge.device(
            conversation, device.device(), user, device.firstHeard(), isThere));
    device
        .gateways()
        .forEach(
            (gateway, since) ->
                owed.add(CompletenessJudge.gateway(conversation, device.device(), gateway, since)));
  }
}
