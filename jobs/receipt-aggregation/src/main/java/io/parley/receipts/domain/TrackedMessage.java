package io.parley.receipts.domain;

import java.util.HashMap;
import java.util.Map;

/**
 * A message whose status may still change. State: public fields, so that it can evolve.
 *
 * <p>Every user is counted once for each message: cursors only rise, so a user passes a message
 * once.
 */
public class TrackedMessage {

  public long id;
  public long createdAt;
  public String senderId;

  /** Members when it was sent, without its sender. Never changes. */
  public int recipients;

  public int delivered;
  public int read;
  public boolean deleted;

  /** The newest time that changed something here; the event time of the next update. */
  public long touchedAt;

  /** Who got and read it, and when. Null in a group above the bound: counts only. */
  public Map<String, RecipientReceipt> receipts;

  /** The earliest times at which one recipient had got and read the message; 0 for not yet. */
  public static class RecipientReceipt {
    public long deliveredAt;
    public long readAt;

    /** Whether the row in the table is behind. */
    public boolean changed;
  }

  public TrackedMessage() {}

  TrackedMessage(EventFact sent, int recipients, boolean keepPassages) {
    this.id = sent.messageId();
    this.createdAt = sent.at();
    this.senderId = sent.senderId();
    this.recipients = recipients;
    this.touchedAt = sent.at();
    this.receipts = keepPassages ? new HashMap<>() : null;
  }

  boolean isDelivered() {
    return recipients > 0 && delivered == recipients;
  }

  boolean isRead() {
    return recipients > 0 && read == recipients;
  }

  /** Nothing but a correction of times can come any more. */
  boolean isDone() {
    return read == recipients;
  }

  /** Counts a user who got it, or read it (and got it before), for the first time. */
  void pass(String userId, boolean isRead, long at) {
    if (isRead) {
      read++;
    } else {
      delivered++;
    }
    touchedAt = Math.max(touchedAt, at);
    if (receipts != null) {
      RecipientReceipt receipt = receipts.computeIfAbsent(userId, user -> new RecipientReceipt());
      if (isRead) {
        receipt.readAt = at;
      } else {
        receipt.deliveredAt = at;
      }
      receipt.changed = true;
    }
  }

  /** An earlier receipt came later. Returns whether it corrected a time. */
  boolean correct(String userId, boolean isRead, long at) {
    RecipientReceipt receipt = receipts == null ? null : receipts.get(userId);
    if (receipt == null) {
      return false;
    }
    if (isRead && receipt.readAt > at) {
      receipt.readAt = at;
    } else if (!isRead && receipt.deliveredAt > at) {
      receipt.deliveredAt = at;
    } else {
      return false;
    }
    receipt.changed = true;
    touchedAt = Math.max(touchedAt, at);
    return true;
  }
}
