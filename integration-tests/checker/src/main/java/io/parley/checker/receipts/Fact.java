package io.parley.checker.receipts;

import io.parley.checker.history.Digest;
import io.parley.checker.sort.SortedRows;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageDeleted;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;

/**
 * An event or receipt as a row. The columns are: conversation, event or receipt, id, kind, user,
 * message. Sorted by these columns, the rows of a conversation are in the order in which they must
 * be replayed: events before receipts, and within one event joins before leaves.
 */
final class Fact {

  static final int WIDTH = 6;

  /** The kind of a fact. The codes are in the order in which facts of one id are replayed. */
  enum Kind {
    JOIN(0),
    LEAVE(1),
    SENT(2),
    DELETED(3),
    OTHER(4),
    DELIVERED(5),
    READ(6);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    private static Kind of(long code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException("No kind of fact has code " + code);
    }
  }

  private static final long EVENT = 0;
  private static final long RECEIPT = 1;

  private Fact() {}

  static long id(long[] row) {
    return row[2];
  }

  static Kind kind(long[] row) {
    return Kind.of(row[3]);
  }

  static long user(long[] row) {
    return row[4];
  }

  static long message(long[] row) {
    return row[5];
  }

  /**
   * Digest of a user in a conversation. It is made of the key of {@code chat.read-cursors}, because
   * a tombstone has nothing but the key.
   */
  static long user(String conversationId, String userId) {
    return Digest.of(conversationId + "/" + userId);
  }

  static void add(ConversationEvent event, SortedRows facts) {
    if (event.getPayload() instanceof MembersChanged changed) {
      for (MemberChange change : changed.getChanges()) {
        if (change.getAction() == MemberAction.JOIN) {
          facts.add(row(event, Kind.JOIN, change.getUserId()));
        } else if (change.getAction() == MemberAction.LEAVE) {
          facts.add(row(event, Kind.LEAVE, change.getUserId()));
        }
      }
    }
    facts.add(row(event, kind(event), event.getSenderId()));
  }

  private static Kind kind(ConversationEvent event) {
    if (event.getPayload() instanceof MessageSent) {
      return Kind.SENT;
    }
    return event.getPayload() instanceof MessageDeleted ? Kind.DELETED : Kind.OTHER;
  }

  private static long[] row(ConversationEvent event, Kind kind, String userId) {
    String conversation = event.getConversationId();
    return new long[] {
      Digest.of(conversation),
      EVENT,
      event.getEventId(),
      kind.code,
      user(conversation, userId),
      event.getMessageId()
    };
  }

  static void add(Receipt receipt, SortedRows facts) {
    Kind kind = receipt.getKind() == ReceiptKind.READ ? Kind.READ : Kind.DELIVERED;
    String conversation = receipt.getConversationId();
    facts.add(
        Digest.of(conversation),
        RECEIPT,
        receipt.getMessageId(),
        kind.code,
        user(conversation, receipt.getUserId()),
        0);
  }
}
