package io.parley.infra.scylla.history;

import io.parley.schemas.conversation.MessageType;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A message of a conversation in its newest version, or a change of its members.
 *
 * @param messageId the id of the event that sent the message; ids sort by time
 * @param sequence its number among the events of the conversation
 * @param kind MESSAGE_SENT, MEMBERS_CHANGED, or UNKNOWN for a kind that a later version wrote
 * @param authorId the user who wrote the message or changed the members
 * @param deviceId the device that the command was sent from
 * @param clientMessageId the client's own id of the command
 * @param editEventId the newest edit; empty if the message was never edited
 * @param deletion the deletion; empty if the message is not deleted
 * @param content the content; empty if the message is deleted, and for other kinds
 * @param memberChanges the change of members; empty for other kinds
 */
public record HistoryMessage(
    String conversationId,
    long messageId,
    long sequence,
    EventKind kind,
    String authorId,
    String deviceId,
    String clientMessageId,
    Instant createdAt,
    Optional<Long> editEventId,
    Optional<Deletion> deletion,
    Optional<Content> content,
    Optional<MemberChanges> memberChanges) {

  /**
   * The deletion of a message.
   *
   * @param eventId the event that deleted the message
   * @param by the user who deleted it: its author or an admin
   */
  public record Deletion(long eventId, Instant at, String by) {}

  /**
   * The content of a message.
   *
   * @param replyTo the message that it answers
   * @param mentions users whom it mentions
   * @param recipients members at the time it was sent, without its sender
   * @param ordinal its number among the messages of the conversation: 1, 2, 3, ...
   */
  public record Content(
      MessageType type,
      Optional<String> text,
      Optional<MediaReference> media,
      Optional<Long> replyTo,
      Set<String> mentions,
      int recipients,
      long ordinal) {

    public Content {
      mentions = Set.copyOf(mentions);
    }

    /** Leaves the text out, because it must not get into a log. */
    @Override
    public String toString() {
      return "Content[type=" + type + "]";
    }
  }

  /** A reference to a media file, which is stored outside Parley. */
  public record MediaReference(String uri, String mimeType, long sizeBytes, String sha256) {}

  public boolean isEdited() {
    return editEventId.isPresent();
  }

  public boolean isDeleted() {
    return deletion.isPresent();
  }

  /** The event that made this version: the one that sent, last edited or deleted the message. */
  public long newestEventId() {
    return deletion.map(Deletion::eventId).or(() -> editEventId).orElse(messageId);
  }
}
