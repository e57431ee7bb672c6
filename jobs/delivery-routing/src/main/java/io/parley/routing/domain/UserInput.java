package io.parley.routing.domain;

import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.session.SessionState;
import java.util.List;

/** An input that concerns one user. {@link UserInputCodec} packs it on its way to the user. */
public sealed interface UserInput {

  /** The effect of an event on pushes. */
  enum EventKind {
    MESSAGE,
    DELETION,
    /** The user leaves the conversation with this event. */
    LEAVE,
    OTHER
  }

  /** What happens to the user's membership in a large conversation. */
  enum LargeChange {
    /** The conversation has become large, and the user was a member before. */
    ENTERED,
    /** The user has joined a large conversation, or one that becomes large with the same event. */
    JOINED,
    /** The conversation has become small, and the user is still a member. */
    SHRUNK,
    /** The user has left it. */
    LEFT
  }

  /**
   * An event of a conversation that is not large.
   *
   * @param previousId the conversation's event before it; 0 if there is none
   * @param joins whether the user joins with this event
   * @param fetched whether the event is too large to be copied to its many recipients. Then a SYNC
   *     goes out instead
   * @param wantsPush whether the user's notify level lets the message push them
   * @param type of a message; UNKNOWN for other events
   * @param encoded the event in Avro's binary encoding; null if {@code fetched}
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier: never compared
  record Event(
      String conversationId,
      long eventId,
      long previousId,
      EventKind kind,
      long messageId,
      String senderId,
      String deviceId,
      MessageType type,
      long sentAt,
      boolean joins,
      boolean fetched,
      boolean wantsPush,
      byte[] encoded,
      String traceparent)
      implements UserInput {}

  /** A change of a session, with the time at which the broker took it. */
  record Session(
      String deviceId,
      String gatewayId,
      long incarnation,
      long epoch,
      SessionState state,
      long appendedAt)
      implements UserInput {}

  /** A receipt: everything up to an event is acknowledged. */
  record Acknowledgement(
      String conversationId, String deviceId, long upTo, boolean read, long appendedAt)
      implements UserInput {}

  /**
   * A change that makes a conversation a large one for the user, or ends that.
   *
   * @param eventId the event with which this happened
   * @param previousId the event before
   */
  record Large(String conversationId, long eventId, long previousId, LargeChange change)
      implements UserInput {}

  /**
   * News of a large conversation, for users who are not connected.
   *
   * @param messageId the newest message; 0 if there are deletions only
   * @param deleted messages that were deleted
   */
  record Nudge(
      String conversationId, long messageId, String senderId, MessageType type, List<Long> deleted)
      implements UserInput {

    Nudge deletionsOnly() {
      return new Nudge(conversationId, 0, null, MessageType.UNKNOWN, deleted);
    }
  }

  /** How far a message of the user has come, encoded. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier: never compared
  record Status(String conversationId, byte[] encoded, String traceparent) implements UserInput {}

  /** How far the user has read, encoded. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier: never compared
  record Cursor(String conversationId, byte[] encoded, String traceparent) implements UserInput {}
}
