package io.parley.checker.deliveries;

import io.parley.checker.Findings;
import io.parley.checker.Violation;
import io.parley.checker.history.Digest;
import io.parley.checker.history.Position;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;

/**
 * Judges the push requests to one user for one conversation. Rows begin with user and conversation:
 * first the times at which the user certainly had, and may have had, a live session, then receipts
 * by time, leaves, push requests in the order of their partition, and the messages that want a
 * push. In memory are all of these but the last, for one user and conversation.
 *
 * <p>A NOTIFY is owed for a message when the user has had no live session for {@link
 * #GRACE_MILLIS}, and in this time there was no receipt of any of the user's devices for it and no
 * deletion. The router reads sessions, receipts and gateways up to the end of this grace period
 * before it decides. So a NOTIFY is not owed if no time without a certainly live session was as
 * long as the grace period, less {@link #CLOCKS_MILLIS}, from the message until the first receipt
 * for it, its deletion, the user's leaving, or the NOTIFY itself. Such a time must also lie within
 * {@link RoutingLag} before the NOTIFY. A deletion or leave that was commanded in an outage counts
 * from when the router may have read it: the delay of the router at that time later. A NOTIFY that
 * counts several unread messages names the newest of them and may be owed for an earlier one, so
 * its time may begin before the message that it names.
 *
 * <p>A NOTIFY is missing if it was owed for certain and no NOTIFY names the message or a later one.
 * It was owed for certain if the user could have had no live session, acknowledged nothing, did not
 * leave, and the message was not deleted, for the grace period, what was left of the quiet
 * interval, and then {@link CompletenessJudge#SETTLES_WITHIN_MILLIS} until the end of the history
 * or {@link RoutingLag} until the next session. In large conversations, whose members the router
 * checks in rounds, this takes {@link #ROUND_MILLIS} more.
 *
 * <p>Within one partition these rules have no tolerance: a CLEAR names the message of the NOTIFY
 * before it, and a NOTIFY names a later message than the NOTIFY before it, unless that one was
 * cleared or its message deleted. Two NOTIFYs are at least {@link #QUIET_MILLIS} apart, less the
 * delay of the router at that time. A CLEAR needs a READ receipt for its message, the deletion of
 * the message, or that the user has left. The last two count from the append time of their command,
 * by which the router dates what it sends: ids stay ahead when a broker's clock has gone back. Each
 * of these needs a CLEAR or a later NOTIFY, which replaces the earlier NOTIFY on the device.
 *
 * <p>A receipt that names an event of a later time than its own acknowledges the messages that the
 * router knew when it read the receipt. So it acknowledges nothing that came later than the
 * receipt. For the messages that came within {@link RoutingLag} before it, both are right.
 */
final class PushJudge {

  static final int WIDTH = 12;

  /** As the router's option {@code routing.push.grace}. */
  static final long GRACE_MILLIS = 5_000;

  /** As the router's option {@code routing.push.quiet-interval}. */
  static final long QUIET_MILLIS = 60_000;

  /** How long a round over the members of a large conversation may take. */
  static final long ROUND_MILLIS = 300_000;

  /** How far apart the clocks of two brokers may be within a grace period. */
  static final long CLOCKS_MILLIS = 2_000;

  private static final long ALIVE = 0;
  private static final long MAYBE_ALIVE = 1;
  private static final long RECEIPT = 2;
  private static final long LEAVE = 3;
  private static final long PUSH = 4;
  private static final long WANTED = 5;

  /** A push request that names a message of the conversation. */
  private record Push(
      long message,
      long at,
      long deletedAt,
      long deletedFrom,
      boolean large,
      Position position,
      boolean judged,
      boolean collapsed) {}

  /** A leave: the id of its event, and the time from which the router may date it. */
  private record Leave(long event, long from) {}

  private final Findings findings;
  private final Timeline timeline;
  private final BiConsumer<Long, Long> missing;
  private final Intervals alive = new Intervals();
  private final Intervals maybeAlive = new Intervals();
  private final Acknowledgements any = new Acknowledgements();
  private final Acknowledgements reads = new Acknowledgements();
  private final List<Long> ahead = new ArrayList<>();
  private final List<Leave> leaves = new ArrayList<>();
  private final List<Push> notifications = new ArrayList<>();
  private long group;
  private Push shown;
  private boolean isMissing;

  /**
   * @param missing takes user and conversation, and the first message whose NOTIFY is missing
   */
  PushJudge(Findings findings, Timeline timeline, BiConsumer<Long, Long> missing) {
    this.findings = findings;
    this.timeline = timeline;
    this.missing = missing;
  }

  /** The first column of the rows of a user and a conversation. */
  static long group(long user, long conversation) {
    return Digest.of(Long.toString(user), Long.toString(conversation));
  }

  static long[] alive(long group, long from, long until) {
    return new long[] {group, ALIVE, from, until, 0, 0, 0, 0, 0, 0, 0, 0};
  }

  static long[] maybeAlive(long group, long from, long until) {
    return new long[] {group, MAYBE_ALIVE, from, until, 0, 0, 0, 0, 0, 0, 0, 0};
  }

  static long[] receipt(long group, long at, long upTo, boolean read) {
    return new long[] {group, RECEIPT, at, upTo, read ? 1 : 0, 0, 0, 0, 0, 0, 0, 0};
  }

  /**
   * The user has left.
   *
   * @param from the time from which the router may date the event
   */
  static long[] leave(long group, long event, long from) {
    return new long[] {group, LEAVE, event, from, 0, 0, 0, 0, 0, 0, 0, 0};
  }

  /**
   * A push request.
   *
   * @param row of {@link WantedPushes}
   * @param deletion when the message was deleted
   * @param judged whether it is known to be wrong
   */
  static long[] push(
      long group, long[] row, WantedPushes.Deletion deletion, boolean large, boolean judged) {
    return new long[] {
      group,
      PUSH,
      row[4],
      row[5],
      row[7],
      row[1],
      row[6],
      deletion.at(),
      large ? 1 : 0,
      judged ? 1 : 0,
      row[10] > 1 ? 1 : 0,
      deletion.from()
    };
  }

  static long[] wanted(long group, long message, long deletedAt, boolean large) {
    return new long[] {group, WANTED, message, deletedAt, large ? 1 : 0, 0, 0, 0, 0, 0, 0, 0};
  }

  void accept(long[] row) {
    if (row[0] != group) {
      end();
      group = row[0];
    }
    if (row[1] == ALIVE) {
      alive.add(row[2], row[3]);
    } else if (row[1] == MAYBE_ALIVE) {
      maybeAlive.add(row[2], row[3]);
    } else if (row[1] == RECEIPT) {
      acknowledge(row[2], row[3], row[4] == 1);
    } else if (row[1] == LEAVE) {
      leaves.add(new Leave(row[2], row[3]));
    } else if (row[1] == PUSH) {
      Push push =
          new Push(
              row[5],
              row[6],
              row[7],
              row[11],
              row[8] == 1,
              new Position(Topics.PUSH, (int) row[2], row[3]),
              row[9] == 1,
              row[10] == 1);
      if (row[4] == 1) {
        judgeNotify(push);
      } else {
        judgeClear(push);
      }
    } else {
      judgeWanted(row[2], row[3], row[4] == 1);
    }
  }

  private void acknowledge(long at, long upTo, boolean read) {
    boolean isAhead = Snowflake.unixMillis(upTo) > at + CLOCKS_MILLIS;
    long existing = isAhead ? Snowflake.of(at, 0, 0, 0) : upTo;
    any.add(at, existing);
    if (read) {
      reads.add(at, existing);
    }
    if (isAhead) {
      ahead.add(at);
    }
  }

  /**
   * Whether the router may have read a receipt that is ahead of its time before this message,
   * though the message was there, or after it.
   */
  private boolean isUndecided(long message) {
    long sentAt = Snowflake.unixMillis(message);
    return ahead.stream()
        .anyMatch(at -> sentAt <= at + CLOCKS_MILLIS && sentAt > at - timeline.lag().at(at));
  }

  /** Ends the user's requests for the conversation. */
  void end() {
    if (shown != null && !isUndecided(shown.message())) {
      long cause = Math.max(shown.at(), endedAt(shown, reads));
      long patience = CompletenessJudge.SETTLES_WITHIN_MILLIS + (shown.large() ? ROUND_MILLIS : 0);
      if (cause != GatewayLives.NEVER && timeline.end() - cause >= patience) {
        report(
            Violation.CLEAR_MISSING,
            shown,
            "message %d was read or deleted, or the user left, and no CLEAR came"
                .formatted(shown.message()));
      }
    }
    shown = null;
    isMissing = false;
    alive.clear();
    maybeAlive.clear();
    any.clear();
    reads.clear();
    ahead.clear();
    leaves.clear();
    notifications.clear();
  }

  private void judgeNotify(Push push) {
    if (!push.judged() && !isUndecided(push.message()) && !isTimely(push)) {
      report(
          Violation.PUSH_NOT_OWED,
          push,
          "NOTIFY of message %d to a user who was connected, had it or had left, or after its deletion"
              .formatted(push.message()));
    } else if (shown != null && shown.deletedAt() > push.at() + CLOCKS_MILLIS) {
      if (push.message() <= shown.message()) {
        report(
            Violation.PUSH_NOT_OWED,
            push,
            "NOTIFY of message %d after that of %d".formatted(push.message(), shown.message()));
      } else if (push.at() - shown.at() + delayAt(push.at()) < QUIET_MILLIS - CLOCKS_MILLIS) {
        report(
            Violation.PUSH_NOT_OWED,
            push,
            "NOTIFY %d ms after another".formatted(push.at() - shown.at()));
      }
    }
    shown = push;
    notifications.add(push);
  }

  /** Whether there was a grace period at the end of which the NOTIFY was owed. */
  private boolean isTimely(Push push) {
    long sentAt = Snowflake.unixMillis(push.message());
    long known = push.at() - timeline.lag().at(push.at()) - GRACE_MILLIS;
    long cancelled = Math.min(any.firstOf(push.message()), noticedAt(push));
    long needed = push.large() ? 1 : GRACE_MILLIS - CLOCKS_MILLIS;
    long since = push.collapsed() ? known : Math.max(sentAt, known);
    return alive.longestGap(since, Math.min(push.at(), cancelled)) >= needed;
  }

  /** When the router may have read at last that the message was deleted, or that the user left. */
  private long noticedAt(Push push) {
    long cancelled = cancelledAt(push);
    return cancelled == GatewayLives.NEVER ? cancelled : cancelled + delayAt(push.at());
  }

  /** How much longer than usual the router took at that time to read an event. */
  private long delayAt(long time) {
    return timeline.lag().at(time) - RoutingLag.BASE_MILLIS;
  }

  private void judgeClear(Push push) {
    if (!push.large() && (shown == null || shown.message() != push.message())) {
      report(
          Violation.CLEAR_NOT_OWED,
          push,
          "message %d is not the one that was notified last".formatted(push.message()));
    } else if (!isUndecided(push.message()) && mayClearFrom(push) > push.at() + CLOCKS_MILLIS) {
      report(
          Violation.CLEAR_NOT_OWED,
          push,
          "message %d was neither read nor deleted, and the user did not leave"
              .formatted(push.message()));
    }
    shown = null;
  }

  /** From when on the router may have taken back the notification of a message. */
  private long mayClearFrom(Push push) {
    return Math.min(
        reads.firstOf(push.message()),
        Math.min(push.deletedFrom(), firstLeave(push.message(), Leave::from)));
  }

  /** When a message was acknowledged or deleted, or the user left: the first of the three. */
  private long endedAt(Push push, Acknowledgements acknowledged) {
    return Math.min(acknowledged.firstOf(push.message()), cancelledAt(push));
  }

  /** When a message was deleted, or the user left. */
  private long cancelledAt(Push push) {
    return Math.min(push.deletedAt(), leftAt(push.message()));
  }

  /** When the user left the conversation after a message, or {@link GatewayLives#NEVER}. */
  private long leftAt(long message) {
    return firstLeave(message, leave -> Snowflake.unixMillis(leave.event()));
  }

  private long firstLeave(long message, ToLongFunction<Leave> time) {
    return leaves.stream()
        .filter(leave -> leave.event() > message)
        .mapToLong(time)
        .min()
        .orElse(GatewayLives.NEVER);
  }

  private void judgeWanted(long message, long deletedAt, boolean large) {
    if (isMissing
        || isUndecided(message)
        || notifications.stream().anyMatch(push -> push.message() >= message)) {
      return;
    }
    for (Intervals.Gap gap : maybeAlive.gaps(Snowflake.unixMillis(message), timeline.end())) {
      long due = due(gap, large);
      if (due <= gap.until()
          && any.firstOf(message) > due
          && deletedAt > due
          && leftAt(message) > due) {
        isMissing = true;
        missing.accept(group, message);
        return;
      }
    }
  }

  /** When a NOTIFY must have come, if the user is offline during the gap. */
  private long due(Intervals.Gap gap, boolean large) {
    long graceEnds = gap.from() + GRACE_MILLIS;
    long due =
        notifications.stream()
            .mapToLong(push -> push.at() + QUIET_MILLIS)
            .filter(quietEnds -> quietEnds - QUIET_MILLIS <= graceEnds)
            .reduce(graceEnds, Math::max);
    due += large ? ROUND_MILLIS : 0;
    if (gap.until() == timeline.end()) {
      return due + CompletenessJudge.SETTLES_WITHIN_MILLIS;
    }
    return timeline.lag().isKnownWithin(due, gap.until())
        ? due + timeline.lag().at(due)
        : GatewayLives.NEVER;
  }

  private void report(Violation violation, Push push, String what) {
    findings.report(violation, push.position(), what);
  }
}
