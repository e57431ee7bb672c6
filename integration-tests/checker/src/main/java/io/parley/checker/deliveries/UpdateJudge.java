package io.parley.checker.deliveries;

import io.parley.checker.Findings;
import io.parley.checker.Violation;
import io.parley.checker.history.Digest;
import io.parley.checker.history.Position;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.delivery.DeliveryKind;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.topic.Topics;
import java.util.HashSet;
import java.util.Set;

/**
 * Judges whether each status and cursor that was delivered is one that the receipts job published.
 * Rows begin with a digest of the message or user and the version. The records of the source topic
 * come first, then the deliveries, each with its content. In memory are the contents of one
 * version. There is one content for each version unless the job was restarted.
 *
 * <p>Compaction may remove an old cursor from its topic. The caller says whether that may explain a
 * missing record.
 */
final class UpdateJudge {

  static final int WIDTH = 6;

  private static final long SOURCE = 0;
  private static final long DELIVERY = 1;

  private final Findings findings;
  private final Set<Long> contents = new HashSet<>();
  private long version;

  UpdateJudge(Findings findings) {
    this.findings = findings;
  }

  static long[] source(long version, long content) {
    return new long[] {version, SOURCE, content, 0, 0, 0};
  }

  /**
   * A delivery.
   *
   * @param mayBeCompacted whether its record in the source topic may be gone by now
   */
  static long[] delivery(long version, long content, Position at, boolean mayBeCompacted) {
    return new long[] {
      version, DELIVERY, content, at.partition(), at.offset(), mayBeCompacted ? 1 : 0
    };
  }

  static boolean isUpdate(Delivery delivery) {
    return delivery.getKind() == DeliveryKind.STATUS || delivery.getKind() == DeliveryKind.CURSOR;
  }

  /** Whether an update has a value, and goes to the user whom it is about. */
  static boolean isForItsOwner(Delivery delivery) {
    MessageStatus status = delivery.getStatus();
    ReadCursor cursor = delivery.getCursor();
    return delivery.getKind() == DeliveryKind.STATUS
        ? status != null
            && status.getSenderId().equals(delivery.getRecipientId())
            && status.getConversationId().equals(delivery.getConversationId())
        : cursor != null
            && cursor.getUserId().equals(delivery.getRecipientId())
            && cursor.getConversationId().equals(delivery.getConversationId());
  }

  static long version(MessageStatus status) {
    return Digest.of(
        "STATUS",
        status.getConversationId(),
        Long.toString(status.getMessageId()),
        Long.toString(status.getVersion()));
  }

  static long version(ReadCursor cursor) {
    return Digest.of(
        "CURSOR",
        cursor.getConversationId(),
        cursor.getUserId(),
        Long.toString(cursor.getVersion()));
  }

  /** What the versions of a status are about: the message. */
  static long subject(MessageStatus status) {
    return Digest.of("STATUS", status.getConversationId(), Long.toString(status.getMessageId()));
  }

  /** What the versions of a cursor are about: the user in the conversation. */
  static long subject(ReadCursor cursor) {
    return Digest.of("CURSOR", cursor.getConversationId(), cursor.getUserId());
  }

  void accept(long[] row) {
    if (row[0] != version) {
      version = row[0];
      contents.clear();
    }
    if (row[1] == SOURCE) {
      contents.add(row[2]);
    } else if (!contents.isEmpty() && !contents.contains(row[2])) {
      report(row, "differs from the record of its version in the source topic");
    } else if (contents.isEmpty() && row[5] == 0) {
      report(row, "no record of the source topic has its version");
    }
  }

  private void report(long[] row, String what) {
    findings.report(
        Violation.WRONG_UPDATE, new Position(Topics.DELIVERIES, (int) row[3], row[4]), what);
  }
}
