package io.parley.receipts.domain;

import io.parley.common.memory.Table;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Receipts that came before the event they name.
 *
 * <p>Bounded in number for each user, and in time. Where a user has too many, one goes that another
 * implies (it reaches further and says at least as much): counts and cursors come out the same,
 * only a time may be later.
 *
 * <p>All are looked at only when one of them can go: the lowest position and the earliest end are
 * kept with the conversation, so receipts that name what never comes cost the others nothing.
 */
final class PendingReceipts {

  private final LedgerRules rules;
  private final Table<String, List<ReceiptFact>> waiting;
  private final LedgerObserver observer;

  PendingReceipts(
      LedgerRules rules, Table<String, List<ReceiptFact>> waiting, LedgerObserver observer) {
    this.rules = rules;
    this.waiting = waiting;
    this.observer = observer;
  }

  void admit(Conversation conversation, ReceiptFact receipt) {
    List<ReceiptFact> ofUser = waiting.get(receipt.userId());
    List<ReceiptFact> updated = ofUser == null ? new ArrayList<>() : new ArrayList<>(ofUser);
    if (updated.contains(receipt)) {
      return;
    }
    updated.add(receipt);
    if (updated.size() > rules.waitingPerUser()) {
      updated.remove(implied(updated));
      observer.rejected(Rejection.WAITING_ROOM_FULL);
    } else if (conversation.waiting >= rules.waitingPerConversation()) {
      observer.rejected(Rejection.WAITING_ROOM_FULL);
      return;
    } else {
      conversation.waiting++;
    }
    boolean first = conversation.waiting == 1;
    long from = first ? Long.MAX_VALUE : conversation.waitingFrom;
    long until = first ? Long.MAX_VALUE : conversation.waitingUntil;
    conversation.waitingFrom = Math.min(from, receipt.position());
    conversation.waitingUntil = Math.min(until, expiry(receipt));
    waiting.put(receipt.userId(), updated);
  }

  /** Of three receipts two are of a kind, so one of them is implied. */
  private static ReceiptFact implied(List<ReceiptFact> receipts) {
    for (ReceiptFact lower : receipts) {
      for (ReceiptFact higher : receipts) {
        if (!lower.equals(higher)
            && lower.position() <= higher.position()
            && (higher.read() || !lower.read())) {
          return lower;
        }
      }
    }
    throw new IllegalStateException(
        "None of " + receipts.size() + " waiting receipts implies another: the bound must be > 1.");
  }

  /** Removes and returns the receipts whose event has come. */
  List<ReceiptFact> release(Conversation conversation) {
    List<ReceiptFact> released = new ArrayList<>();
    if (conversation.waiting > 0 && conversation.waitingFrom <= conversation.highWater) {
      remove(conversation, receipt -> receipt.position() <= conversation.highWater, released);
    }
    return released;
  }

  /** Gives up receipts whose event has not come by {@code now} (event time). */
  void expire(Conversation conversation, long now) {
    List<ReceiptFact> expired = new ArrayList<>();
    if (nextExpiry(conversation) <= now) {
      remove(conversation, receipt -> expiry(receipt) <= now, expired);
    }
    expired.forEach(receipt -> observer.rejected(Rejection.NO_SUCH_MESSAGE));
  }

  /**
   * Event time, {@code Long.MAX_VALUE} if nothing waits. Nothing expires before; it may be too
   * early where a receipt has gone that another implied.
   */
  long nextExpiry(Conversation conversation) {
    return conversation.waiting > 0 ? conversation.waitingUntil : Long.MAX_VALUE;
  }

  private long expiry(ReceiptFact receipt) {
    return receipt.at() + rules.waitAtMost().toMillis();
  }

  private interface Condition {
    boolean holds(ReceiptFact receipt);
  }

  private void remove(Conversation conversation, Condition condition, List<ReceiptFact> removed) {
    conversation.waitingFrom = Long.MAX_VALUE;
    conversation.waitingUntil = Long.MAX_VALUE;
    List<Map.Entry<String, List<ReceiptFact>>> changed = new ArrayList<>();
    for (Map.Entry<String, List<ReceiptFact>> entry : waiting.entries()) {
      List<ReceiptFact> kept = new ArrayList<>(entry.getValue());
      for (Iterator<ReceiptFact> receipts = kept.iterator(); receipts.hasNext(); ) {
        ReceiptFact receipt = receipts.next();
        if (condition.holds(receipt)) {
          receipts.remove();
          removed.add(receipt);
        } else {
          conversation.waitingFrom = Math.min(conversation.waitingFrom, receipt.position());
          conversation.waitingUntil = Math.min(conversation.waitingUntil, expiry(receipt));
        }
      }
      if (kept.size() < entry.getValue().size()) {
        changed.add(Map.entry(entry.getKey(), kept));
      }
    }
    for (Map.Entry<String, List<ReceiptFact>> entry : changed) {
      if (entry.getValue().isEmpty()) {
        waiting.remove(entry.getKey());
      } else {
        waiting.put(entry.getKey(), entry.getValue());
      }
    }
    conversation.waiting -= removed.size();
  }
}
