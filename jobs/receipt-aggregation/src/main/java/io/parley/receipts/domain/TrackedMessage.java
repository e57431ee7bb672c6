package io.parley.receipts.domain;

/**
 * A message whose status may still change.
 *
 * <p>Each recipient is counted once for each message: cursors only rise, so a user passes a message
 * once.
 */
final class TrackedMessage {

  final long id;
  final long createdAt;
  final String senderId;

  /** The number of members when it was sent, without its sender. Never changes. */
  final int recipients;

  int delivered;
  int read;

  /** The newest time of a change of this message, which is the event time of the next update. */
  long touchedAt;

  /**
   * The times at which the last recipient so far got and read it. They are 0 if no recipient did,
   * or if times are not kept.
   */
  long deliveredSince;

  long readSince;

  /**
   * The version that was written last. A message without receipts is not written, and counts as
   * written.
   */
  long writtenVersion = Versions.SENT;

  /**
   * The times of each recipient. Null for a message with more recipients than the bound, which has
   * counts only.
   */
  private final RecipientReceipts receipts;

  TrackedMessage(EventFact sent, boolean keepReceipts) {
    this(
        sent.messageId(),
        sent.at(),
        sent.senderId(),
        sent.recipients(),
        keepReceipts ? new RecipientReceipts(new byte[0]) : null);
    this.touchedAt = sent.at();
  }

  private TrackedMessage(
      long id, long createdAt, String senderId, int recipients, RecipientReceipts receipts) {
    this.id = id;
    this.createdAt = createdAt;
    this.senderId = senderId;
    this.recipients = recipients;
    this.receipts = receipts;
  }

  RecipientReceipts receipts() {
    return receipts;
  }

  boolean keepsReceipts() {
    return receipts != null;
  }

  boolean isFrom(Member member) {
    return senderId.equals(member.userId);
  }

  /** Whether a member had sent it by some time. */
  boolean isSentBy(Member member, long time) {
    return isFrom(member) && createdAt <= time;
  }

  boolean isDelivered() {
    return recipients > 0 && delivered >= recipients;
  }

  boolean isRead() {
    return recipients > 0 && read >= recipients;
  }

  /** Whether all recipients have read it, so that only a correction of times can come. */
  boolean isDone() {
    return read >= recipients;
  }

  /** The time of a receipt, but not before the message. Two brokers' clocks may differ. */
  long notBefore(long at) {
    return Math.max(at, createdAt);
  }

  /** Counts a member who got it, or who read it and thereby got it, for the first time. */
  void pass(int memberNumber, boolean isRead, long at) {
    if (isRead) {
      read++;
    } else {
      delivered++;
    }
    touchedAt = Math.max(touchedAt, at);
    if (receipts != null) {
      receipts.set(receipts.findOrAdd(memberNumber), isRead, at);
      if (isRead) {
        readSince = Math.max(readSince, at);
      } else {
        deliveredSince = Math.max(deliveredSince, at);
      }
    }
  }

  /** The time kept for a member; 0 for none. */
  long timeOf(int memberNumber, boolean isRead) {
    int entry = receipts == null ? -1 : receipts.find(memberNumber);
    return entry < 0 ? 0 : receipts.at(entry, isRead);
  }

  /**
   * Corrects a time after an earlier receipt has come later than the one that passed the message.
   */
  void correct(int memberNumber, boolean isRead, long at) {
    receipts.set(receipts.find(memberNumber), isRead, at);
    touchedAt = Math.max(touchedAt, at);
    if (isRead) {
      readSince = receipts.latest(true);
    } else {
      deliveredSince = receipts.latest(false);
    }
  }

  byte[] pack() {
    PackedWriter out =
        new PackedWriter()
            .number(id)
            .number(createdAt)
            .text(senderId)
            .number(recipients)
            .number(delivered)
            .number(read)
            .number(touchedAt)
            .number(deliveredSince)
            .number(readSince)
            .number(writtenVersion)
            .flag(receipts != null);
    if (receipts != null) {
      receipts.pack(out);
    }
    return out.toBytes();
  }

  static TrackedMessage unpack(byte[] packed) {
    PackedReader in = new PackedReader(packed);
    long id = in.number();
    long createdAt = in.number();
    String senderId = in.text();
    int recipients = in.count();
    int delivered = in.count();
    int read = in.count();
    long touchedAt = in.number();
    long deliveredSince = in.number();
    long readSince = in.number();
    long writtenVersion = in.number();
    RecipientReceipts receipts = in.flag() ? new RecipientReceipts(in.bytes()) : null;
    TrackedMessage message = new TrackedMessage(id, createdAt, senderId, recipients, receipts);
    message.delivered = delivered;
    message.read = read;
    message.touchedAt = touchedAt;
    message.deliveredSince = deliveredSince;
    message.readSince = readSince;
    message.writtenVersion = writtenVersion;
    return message;
  }
}
