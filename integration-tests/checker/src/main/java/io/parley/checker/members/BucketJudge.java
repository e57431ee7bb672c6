package io.parley.checker.members;

import io.parley.checker.Findings;
import io.parley.checker.Violation;
import io.parley.checker.history.Digest;
import io.parley.checker.history.MembershipHistory.BucketRow;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.id.MessageBucket;

/**
 * Judges the rows of conversation_buckets. Rows begin with the conversation. Its first event comes
 * first, if it is known. Then come the windows, each with its events and then with its row.
 */
final class BucketJudge {

  static final int WIDTH = 4;

  /** Stands before every window. */
  private static final long BEGINNING = Long.MIN_VALUE;

  private static final long EVENT = 0;
  private static final long ROW = 1;

  private final Findings findings;
  private long firstEvent;
  private long event;
  private boolean hasRow;
  private long[] last;

  BucketJudge(Findings findings) {
    this.findings = findings;
  }

  /** The first event of a conversation. */
  static long[] beginning(ConversationEvent event) {
    return new long[] {Digest.of(event.getConversationId()), BEGINNING, EVENT, event.getEventId()};
  }

  static long[] event(ConversationEvent event) {
    return new long[] {
      Digest.of(event.getConversationId()),
      MessageBucket.of(event.getEventId()),
      EVENT,
      event.getEventId()
    };
  }

  static long[] row(BucketRow row) {
    return new long[] {Digest.of(row.conversationId()), row.bucket(), ROW, 0};
  }

  void accept(long[] row) {
    boolean sameConversation = last != null && last[0] == row[0];
    if (!sameConversation || last[1] != row[1]) {
      end();
    }
    firstEvent = sameConversation ? firstEvent : 0;
    last = row;
    if (row[1] == BEGINNING) {
      firstEvent = row[3];
    } else if (row[2] == EVENT) {
      event = row[3];
    } else {
      hasRow = true;
    }
  }

  /** Ends one window. To be called after the last row, too. */
  void end() {
    if (event != 0 && !hasRow) {
      findings.report(
          Violation.BUCKET_MISMATCH,
          "conversation_buckets",
          "there is no row for bucket %d, in which event %d lies".formatted(last[1], event));
    } else if (event == 0 && hasRow && firstEvent != 0) {
      findings.report(
          Violation.BUCKET_MISMATCH,
          "conversation_buckets of the conversation that began with event " + firstEvent,
          "there is a row for bucket %d, and no event lies in it".formatted(last[1]));
    }
    event = 0;
    hasRow = false;
  }
}
