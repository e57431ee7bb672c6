package io.parley.checker.deliveries;

import io.parley.checker.Findings;
import io.parley.checker.Violation;
import io.parley.checker.history.Position;
import io.parley.schemas.topic.Topics;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Judges the deliveries to one device in one conversation: the order of its DIRECTs, the ranges and
 * attempts of its SYNCs, and deliveries of events that the device had acknowledged long before. The
 * columns of a row are: device and conversation, kind, and then for a receipt its time and its
 * event, for a delivery its partition, offset, epoch, time, event or range, attempt. In memory are
 * the acknowledgements of one device in one conversation, and the deliveries to its present session
 * that it has not acknowledged.
 *
 * <p>A partition keeps the order in which the router wrote, so within one partition these rules
 * have no tolerance:
 *
 * <ul>
 *   <li>a DIRECT has a higher event than every DIRECT before it and than the {@code up_to_event_id}
 *       of every SYNC before it;
 *   <li>neither end of the range of a SYNC is below that of a delivery before it;
 *   <li>in one session a SYNC that starts where the one before it started is the next attempt, and
 *       one that starts further on is attempt 1. A SYNC that comes a lease or more after the one
 *       before it may be attempt 1: the gateway may have been silent;
 *   <li>the range of a SYNC is not empty. An exception is the SYNC that ends the subscription to a
 *       conversation that is not large any more, or that its user has left: the device may have
 *       acknowledged all of it. It is not attempted again, and the next one is attempt 1;
 *   <li>a SYNC without {@code up_to_event_id}, which subscribes to a large conversation, is attempt
 *       1, and in one session the next SYNC of the conversation has an {@code up_to_event_id}. If
 *       it comes a lease or more later it may subscribe again: the gateway may have been silent.
 * </ul>
 *
 * <p>Receipts lie in another topic. A receipt that names an event younger than the receipt is
 * ignored. The rules about receipts are:
 *
 * <ul>
 *   <li>A DIRECT is not sent to a session while a SYNC to it is outstanding: a receipt that ends
 *       the SYNC was appended before the DIRECT was written, or at most {@link #CLOCKS_MILLIS}
 *       after. The SYNC that makes a device live again is an exception: its DIRECTs follow at once.
 *       It is attempt 1, follows another SYNC to the session with no DIRECT in between, and starts
 *       where that one ended. A SYNC that stands for an event too large to be delivered is another
 *       exception.
 *   <li>A SYNC that repeats what a session was sent before is not sent if the device acknowledged
 *       any of it within {@link #ACK_FLOOR_MILLIS} after the first time. The router lets a deadline
 *       pass only when it has read the receipts up to the deadline. So this rule has no tolerance
 *       for lag in the input: however long the router or its input stood still, it finds each SYNC
 *       that came too early by the router's own dates. A subscription awaits no receipt, so the
 *       SYNC that ends it repeats nothing. A receipt of a broker whose clock had been set back says
 *       nothing here, because it came later than it is dated.
 *   <li>A delivery does not end at or below an event that the device had acknowledged longer before
 *       than {@link RoutingLag} allows, nor does a SYNC start below it.
 * </ul>
 */
final class DeviceJudge {

  static final int WIDTH = 11;

  /** How far apart the clocks of a broker and of the router may be. */
  static final long CLOCKS_MILLIS = 5_000;

  /**
   * The shortest time for which the router waits for a receipt: {@code routing.ack-timeout} less
   * its jitter, less what a receipt needs to be ordered by whole milliseconds.
   */
  static final long ACK_FLOOR_MILLIS = 3_900;

  private static final long RECEIPT = 0;
  private static final long DIRECT = 1;
  private static final long SYNC = 2;
  private static final long DELIVERY = 1;

  private static final long BULKY = 1;
  private static final long LARGE = 2;

  private final Findings findings;
  private final RoutingLag lag;
  private final Acknowledgements acknowledged = new Acknowledgements();
  private final Acknowledgements dated = new Acknowledgements();
  private long group;
  private long partition;
  private long newest;
  private long[] sync;
  private boolean mustEndBeforeDirect;
  private boolean directSinceSync;
  private final Deque<long[]> sent = new ArrayDeque<>();
  private long sentTo;

  DeviceJudge(Findings findings, RoutingLag lag) {
    this.findings = findings;
    this.lag = lag;
  }

  /**
   * A receipt.
   *
   * @param dated whether it was appended at about that time, and not later
   */
  static long[] receipt(long deviceAndConversation, long at, long upTo, boolean dated) {
    return new long[] {deviceAndConversation, RECEIPT, at, upTo, dated ? 1 : 0, 0, 0, 0, 0, 0, 0};
  }

  static long[] direct(
      long deviceAndConversation, Position position, long epoch, long at, long event) {
    return new long[] {
      deviceAndConversation,
      DELIVERY,
      position.partition(),
      position.offset(),
      DIRECT,
      epoch,
      at,
      event,
      event,
      0,
      0
    };
  }

  /**
   * A SYNC.
   *
   * @param upTo {@link GatewayLives#NEVER} if it names no upper end
   * @param bulky whether the event at its upper end may be too large to be delivered as a DIRECT
   * @param large whether the conversation was ever large
   */
  static long[] sync(
      long deviceAndConversation,
      Position position,
      long epoch,
      long at,
      long after,
      long upTo,
      int attempt,
      boolean bulky,
      boolean large) {
    return new long[] {
      deviceAndConversation,
      DELIVERY,
      position.partition(),
      position.offset(),
      SYNC,
      epoch,
      at,
      after,
      upTo,
      attempt,
      (bulky ? BULKY : 0) + (large ? LARGE : 0)
    };
  }

  void accept(long[] row) {
    if (row[0] != group) {
      group = row[0];
      acknowledged.clear();
      dated.clear();
      partition = -1;
    }
    if (row[1] == RECEIPT) {
      acknowledged.add(row[2], row[3]);
      if (row[4] == 1) {
        dated.add(row[2], row[3]);
      }
      return;
    }
    if (row[2] != partition) {
      partition = row[2];
      newest = 0;
      sync = null;
      sent.clear();
    }
    if (row[5] != sentTo) {
      sentTo = row[5];
      sent.clear();
    }
    if (row[4] == DIRECT) {
      judgeDirect(row);
    } else {
      judgeSync(row);
    }
    if (isBounded(row)) {
      sent.addLast(row);
    } else {
      sent.clear();
    }
  }

  private void judgeDirect(long[] row) {
    long event = row[7];
    if (event <= newest) {
      report(
          Violation.DELIVERED_OUT_OF_ORDER,
          row,
          "DIRECT of event %d after a delivery up to event %d".formatted(event, newest));
    } else if (sync != null
        && mustEndBeforeDirect
        && sync[5] == row[5]
        && acknowledged.by(row[6] + CLOCKS_MILLIS) < sync[8]) {
      report(
          Violation.DELIVERED_OUT_OF_ORDER,
          row,
          "DIRECT of event %d while a SYNC up to event %d is outstanding"
              .formatted(event, sync[8]));
    } else if (event <= certainlyAcknowledged(row[6])) {
      report(
          Violation.REDELIVERED,
          row,
          "DIRECT of event %d, acknowledged long before up to event %d"
              .formatted(event, certainlyAcknowledged(row[6])));
    }
    newest = Math.max(newest, event);
    directSinceSync = true;
  }

  private void judgeSync(long[] row) {
    long after = row[7];
    long acknowledged = certainlyAcknowledged(row[6]);
    if (sync != null && after < sync[7]) {
      wrong(row, "a SYNC before it started at event " + sync[7]);
    } else if (row[8] <= acknowledged) {
      report(
          Violation.REDELIVERED,
          row,
          "%s, acknowledged long before up to event %d".formatted(range(row), acknowledged));
    } else if (after < acknowledged) {
      wrong(row, "the device had long before acknowledged up to event " + acknowledged);
    } else if (isFalselyRepeated(row)) {
      report(
          Violation.REDELIVERED,
          row,
          "%s repeats what the device acknowledged in time".formatted(range(row)));
    } else if (isBounded(row)) {
      judgeBounded(row);
    } else if (row[9] != 1) {
      wrong(row, "a subscription has no attempts");
    } else if (sync != null && sync[5] == row[5] && !isBounded(sync) && !isLeaseLater(row)) {
      wrong(row, "the session was subscribed before");
    }
    mustEndBeforeDirect = isBounded(row) && !makesLive(row) && !isBulky(row);
    directSinceSync = false;
    sync = row;
  }

  private boolean isFalselyRepeated(long[] row) {
    while (!sent.isEmpty() && sent.getFirst()[8] <= row[7]) {
      sent.removeFirst();
    }
    if (sent.isEmpty() || !isBounded(row) || isBulky(row) || sent.getLast()[8] < row[8]) {
      return false;
    }
    long firstSent = sent.getFirst()[6];
    return acknowledged.by(firstSent) <= row[7]
        && dated.by(firstSent + ACK_FLOOR_MILLIS) > row[7]
        && row[6] >= firstSent + ACK_FLOOR_MILLIS;
  }

  private void judgeBounded(long[] row) {
    boolean isSameSession = sync != null && sync[5] == row[5] && isBounded(sync);
    boolean endedSubscription = isSameSession && sync[7] >= sync[8] && row[8] > sync[8];
    boolean repeats = isSameSession && row[7] == sync[7] && !endedSubscription;
    long attempt = repeats ? sync[9] + 1 : 1;
    if (row[7] >= row[8] && !mayEndSubscription(row)) {
      wrong(row, "the range is empty");
    } else if (row[8] < newest) {
      wrong(row, "a delivery before it went up to event " + newest);
    } else if (row[9] < 1 || (isSameSession && row[9] != attempt && !mayStartAgain(row))) {
      wrong(row, "expected attempt " + attempt);
    }
    newest = Math.max(newest, row[8]);
  }

  /** Attempts count from 1 again when the gateway had been silent for a lease. */
  private boolean mayStartAgain(long[] row) {
    return row[9] == 1 && (isBulky(row) || isLeaseLater(row));
  }

  private boolean isLeaseLater(long[] row) {
    return row[6] - sync[6] >= GatewayLives.LEASE_MILLIS;
  }

  private boolean makesLive(long[] row) {
    return sync != null
        && sync[5] == row[5]
        && row[9] == 1
        && !directSinceSync
        && (!isBounded(sync) || row[7] >= sync[8]);
  }

  private static boolean isBulky(long[] row) {
    return (row[10] & BULKY) != 0;
  }

  private static boolean mayEndSubscription(long[] row) {
    return row[9] == 1 && (row[10] & LARGE) != 0;
  }

  private static boolean isBounded(long[] row) {
    return row[8] < GatewayLives.NEVER;
  }

  private long certainlyAcknowledged(long at) {
    return acknowledged.by(at - lag.at(at));
  }

  private void wrong(long[] row, String why) {
    report(Violation.WRONG_SYNC, row, "%s, attempt %d: %s".formatted(range(row), row[9], why));
  }

  private static String range(long[] row) {
    return isBounded(row)
        ? "SYNC after event %d up to event %d".formatted(row[7], row[8])
        : "SYNC after event %d".formatted(row[7]);
  }

  private void report(Violation violation, long[] row, String what) {
    findings.report(violation, new Position(Topics.DELIVERIES, (int) row[2], row[3]), what);
  }
}
