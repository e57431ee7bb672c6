package io.parley.checker.receipts;

import io.parley.checker.history.Position;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.topic.Topics;

/**
 * The status of one message, as one source gives it. The columns of its row are: message, source,
 * partition, offset, version, status, recipients, both counts, sender.
 */
record StatusEntry(
    long source,
    int partition,
    long offset,
    long version,
    long status,
    long recipients,
    long delivered,
    long read,
    long sender) {

  static final int WIDTH = 10;

  static final long EXPECTED = 0;
  static final long TOPIC = 1;
  static final long TABLE = 2;

  private static final long SENT = 1;
  private static final long DELIVERED = 2;
  private static final long READ = 3;

  /** Whether the counts are exact. An expected entry has this flag in place of a partition. */
  boolean isExact() {
    return partition == 1;
  }

  static long[] expected(
      long messageId, long exact, int recipients, int delivered, int read, long sender) {
    long status = SENT;
    if (recipients > 0 && delivered == recipients) {
      status = read == recipients ? READ : DELIVERED;
    }
    return new long[] {
      messageId, EXPECTED, exact, 0, 0, status, recipients, delivered, read, sender
    };
  }

  static long[] onTopic(Position at, MessageStatus status) {
    return row(TOPIC, at.partition(), at.offset(), status);
  }

  static long[] inTable(MessageStatus status) {
    return row(TABLE, 0, 0, status);
  }

  private static long[] row(long source, int partition, long offset, MessageStatus status) {
    long statusCode =
        switch (status.getStatus()) {
          case UNKNOWN -> 0;
          case SENT -> SENT;
          case DELIVERED -> DELIVERED;
          case READ -> READ;
        };
    return new long[] {
      status.getMessageId(),
      source,
      partition,
      offset,
      status.getVersion(),
      statusCode,
      status.getRecipients(),
      status.getDeliveredCount(),
      status.getReadCount(),
      Fact.user(status.getConversationId(), status.getSenderId())
    };
  }

  static StatusEntry of(long[] row) {
    return new StatusEntry(
        row[1], (int) row[2], row[3], row[4], row[5], row[6], row[7], row[8], row[9]);
  }

  boolean saysTheSameAs(StatusEntry other) {
    return status == other.status
        && recipients == other.recipients
        && delivered == other.delivered
        && read == other.read
        && sender == other.sender;
  }

  /** Whether the counts are at most those of the other entry. */
  boolean isWithin(StatusEntry other) {
    return recipients == other.recipients
        && delivered <= other.delivered
        && read <= other.read
        && sender == other.sender;
  }

  Object where(long messageId) {
    return source == TOPIC
        ? new Position(Topics.MESSAGE_STATUS, partition, offset)
        : "message_status of message " + messageId;
  }

  @Override
  public String toString() {
    return "status %d, delivered %d and read %d of %d, version %d"
        .formatted(status, delivered, read, recipients, version);
  }
}
