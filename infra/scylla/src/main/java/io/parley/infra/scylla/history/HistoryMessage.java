package io.parley.infra.scylla.history;

import io.parley.schemas.conversation.MessageType;
import java.time.Instant;
import java.util.Optional;

/**
 * A message of a conversation in its newest version.
 *
 * @param messageId its place in the conversation; sorts by time
 * @param eventId the event that made this version; equals messageId if the message was never edited
 *     or deleted
 * @param sequence number of that event in the conversation
 * @param kind what that event was
 * @param authorId who wrote the message
 * @param senderId who made this version: the author, or the admin who deleted the message
 * @param deviceId the device that made this version
 * @param clientMessageId the client's own id of the command that made this version
 * @param content what the message says; empty if it is deleted or a change of members
 * @param memberChanges who came and went; only of a change of members
 */
public record HistoryMessage(
    String conversationId,
    long messageId,
    long eventId,
    long sequence,
    Kind kind,
    String authorId,
    String senderId,
    String deviceId,
    String clientMessageId,
    Instant createdAt,
    Optional<Instant> editedAt,
    Optional<Instant> deletedAt,
    Optional<Content> content,
    Optional<MemberChanges> memberChanges) {

  /** What the newest event of a message was; the values of column {@code event_kind}. */
  public enum Kind {
    MESSAGE_SENT,
    MESSAGE_EDITED,
    MESSAGE_DELETED,
    MEMBERS_CHANGED
  }

  /**
   * What a message says.
   *
   * @param replyTo the message that it answers
   */
  public record Content(
      MessageType type,
      Optional<String> text,
      Optional<MediaReference> media,
      Optional<Long> replyTo) {

    /** Without what people wrote: it must not get into a log. */
    @Override
    public String toString() {
      return "Content[type=" + type + "]";
    }
  }

  /** Media that lie elsewhere. */
  public record MediaReference(String uri, String mimeType, long sizeBytes, String sha256) {}

  public boolean isEdited() {
    return editedAt.isPresent();
  }

  public boolean isDeleted() {
    return deletedAt.isPresent();
  }
}
