package io.parley.routing.domain;

import io.parley.routing.domain.UserInput.Acknowledgement;
import java.util.List;

/**
 * The receipts of one user that the job reads before the events that they acknowledge. After a
 * restart it reads events and receipts again, each topic at its own pace. A receipt that it forgot
 * would cost a second delivery, and a notification of a message that the user has read.
 *
 * <p>A receipt is kept if it names an event that is not known here, until its event comes. The job
 * does not know the events of a conversation in which nothing is open. So receipts are kept only
 * until the inputs have been read for a minute after the restart. Otherwise each READ that follows
 * a DELIVERED would be kept, too. When a large conversation becomes small, what devices have
 * acknowledged beyond the newest event here is kept as well. The bound is {@link #MOST} for each
 * user, and the oldest is forgotten first.
 */
final class EarlyReceipts {

  static final int MOST = 32;

  /** How long after a restart, counted from when the inputs have been read, receipts are kept. */
  static final long MAY_BE_BEHIND_MILLIS = 60_000;

  private final Turn turn;
  private final List<Acknowledgement> kept;

  EarlyReceipts(Turn turn) {
    this.turn = turn;
    this.kept = turn.user.early;
  }

  /** Keeps a receipt if its event may be yet to come. */
  void keep(Acknowledgement receipt, OpenConversation open) {
    boolean isKnown = open != null && receipt.upTo() <= open.newest;
    if (!isKnown && !turn.isAhead(receipt) && mayEventsBeBehind()) {
      keep(receipt);
    }
  }

  /** Keeps a receipt whose event is yet to come. */
  void keep(Acknowledgement receipt) {
    if (kept.stream().anyMatch(other -> covers(other, receipt))) {
      return;
    }
    kept.removeIf(other -> covers(receipt, other));
    while (kept.size() >= MOST) {
      kept.remove(0);
    }
    kept.add(receipt);
  }

  private boolean mayEventsBeBehind() {
    long resumedAt = turn.time.resumedAt();
    // Until this time is known, it is Long.MAX_VALUE, and the sum would overflow.
    return !turn.time.hasPassed(resumedAt)
        || !turn.time.hasPassed(resumedAt + MAY_BE_BEHIND_MILLIS);
  }

  private static boolean covers(Acknowledgement one, Acknowledgement other) {
    return one.conversationId().equals(other.conversationId())
        && one.deviceId().equals(other.deviceId())
        && one.upTo() >= other.upTo()
        && (one.read() || !other.read());
  }

  /** All receipts for a conversation, which are forgotten. */
  List<Acknowledgement> takeAll(String conversation) {
    List<Acknowledgement> taken =
        kept.stream().filter(receipt -> receipt.conversationId().equals(conversation)).toList();
    kept.removeAll(taken);
    return taken;
  }

  /** The receipts that acknowledge an event. Those that reach no further are forgotten. */
  List<Acknowledgement> take(UserInput.Event event) {
    if (kept.isEmpty()) {
      return List.of();
    }
    List<Acknowledgement> reaching =
        kept.stream()
            .filter(receipt -> receipt.conversationId().equals(event.conversationId()))
            .filter(receipt -> receipt.upTo() >= event.eventId())
            .toList();
    kept.removeIf(
        receipt ->
            receipt.conversationId().equals(event.conversationId())
                && receipt.upTo() <= event.eventId());
    return reaching;
  }
}
