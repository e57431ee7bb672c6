package io.parley.checker.history;

import io.parley.schemas.event.ConversationEvent;
import java.util.function.Consumer;

/**
 * The changes of members, and the rows that ingest makes of them, as streams. See {@link
 * IngestHistory} for the rules. Rows come in any order.
 */
public interface MembershipHistory {

  /**
   * A row of table conversation_members or user_conversations. A text is null and a number is 0
   * where a cell was never written.
   *
   * @param conversationKind always null in conversation_members, which has no such column
   * @param roleTimeMicros the {@code WRITETIME} of the role
   * @param levelTimeMicros the {@code WRITETIME} of the notify level
   * @param joinTimeMicros the {@code WRITETIME} of joined_event_id
   * @param leaveTimeMicros the {@code WRITETIME} of left_event_id
   */
  record MemberRow(
      String conversationId,
      String userId,
      String conversationKind,
      String role,
      String notifyLevel,
      long joinedEventId,
      long leftEventId,
      long roleTimeMicros,
      long levelTimeMicros,
      long joinTimeMicros,
      long leaveTimeMicros) {

    /** The same row of conversation_members. */
    public MemberRow withoutKind() {
      return new MemberRow(
          conversationId,
          userId,
          null,
          role,
          notifyLevel,
          joinedEventId,
          leftEventId,
          roleTimeMicros,
          levelTimeMicros,
          joinTimeMicros,
          leaveTimeMicros);
    }
  }

  /** A row of table conversation_buckets. */
  record BucketRow(String conversationId, int bucket) {}

  void forEachEvent(Consumer<Seen<ConversationEvent>> reader);

  /** Rows of table conversation_members. */
  void forEachMemberRow(Consumer<MemberRow> reader);

  /** Rows of table user_conversations. */
  void forEachUserConversationRow(Consumer<MemberRow> reader);

  void forEachBucketRow(Consumer<BucketRow> reader);
}
