package io.parley.infra.scylla.history;

import io.parley.schemas.conversation.MessageType;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A message of a conversation in its newest version, or a change of its members.
 *
 * @param messageId its place in the conversation; sorts by time
 * @param sequence its number among the events of the conversation
 * @param kind MESSAGE_SENT, MEMBERS_CHANGED, or UNKNOWN for what a later version wrote
 * @param authorId who wrote the message, or who changed the members
 * @param deviceId the device it was sent from
 * @param clientMessageId the client's own id of the command that it was sent with
 * @param editEventId the newest edit; empty if it was never edited
 * @param deletion empty unless the message is deleted
 * @param content what the message says; empty if it is deleted or not a message
 * @param memberChanges who came and went; only of a change of members
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
   * That a message was deleted.
   *
   * @param eventId the event that deleted it
   * @param by its author, or an admin
   */
  public record Deletion(long eventId, Instant at, String by) {}

  /**
   * What a message says.
   *
   * @param replyTo the message that it answers
   * @param mentions users whom it mentions
   * @param recipients members that it was owed to when it was sent
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

    /** Without what people wrote: it must not get into a log. */
    @Override
    public String toString() {
      return "Content[type=" + type + "]";
    }
  }

  /** Media that lie elsewhere. */
  public record MediaReference(String uri, String mimeType, long sizeBytes, String sha256) {}

  public boolean isEdited() {
    return editEventId.isPresent();
  }

  public boolean isDeleted() {
    return deletion.isPresent();
  }

  /** The event that made this version: the one that sent, edited or deleted the message. */
  public long newestEventId() {
    return deletion.map(Deletion::eventId).or(() -> editEventId).orElse(messageId);
  }
}
