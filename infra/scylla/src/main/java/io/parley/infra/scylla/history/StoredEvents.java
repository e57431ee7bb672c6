package io.parley.infra.scylla.history;

import io.parley.infra.scylla.history.HistoryMessage.Content;
import io.parley.schemas.conversation.Media;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.NotifyLevel;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageDeleted;
import io.parley.schemas.event.MessageEdited;
import io.parley.schemas.event.MessageSent;
import java.util.ArrayList;
import java.util.List;

/** Turns events of the history into the events that a device is handed. */
public final class StoredEvents {

  private StoredEvents() {}

  /**
   * Makes the event for a device. It has the newest text of its message, and is a deletion if the
   * message has been deleted since.
   */
  public static ConversationEvent toEvent(HistoryEvent stored) {
    return new ConversationEvent(
        stored.eventId(),
        stored.sequence(),
        stored.conversationId(),
        stored.messageId(),
        stored.senderId(),
        stored.deviceId(),
        stored.clientMessageId(),
        stored.createdAt().toEpochMilli(),
        stored.commandAppendedAt().toEpochMilli(),
        stored.message().map(message -> payload(stored, message)).orElse(null));
  }

  private static Object payload(HistoryEvent stored, HistoryMessage message) {
    if (message.memberChanges().isPresent()) {
      return changes(message.memberChanges().get());
    }
    if (message.isDeleted() || message.content().isEmpty()) {
      return new MessageDeleted(message.authorId());
    }
    Content content = message.content().get();
    return switch (stored.kind()) {
      case MESSAGE_SENT ->
          new MessageSent(
              content.type(),
              content.text().orElse(null),
              media(content),
              content.replyTo().orElse(null),
              content.recipients(),
              content.ordinal(),
              List.copyOf(content.mentions()));
      case MESSAGE_EDITED ->
          new MessageEdited(
              content.type(),
              content.text().orElse(null),
              media(content),
              content.replyTo().orElse(null));
      case MESSAGE_DELETED -> new MessageDeleted(message.authorId());
      case MEMBERS_CHANGED, UNKNOWN -> null;
    };
  }

  private static Media media(Content content) {
    return content
        .media()
        .map(media -> new Media(media.uri(), media.mimeType(), media.sizeBytes(), media.sha256()))
        .orElse(null);
  }

  private static MembersChanged changes(MemberChanges changes) {
    return new MembersChanged(
        changes.conversationKind(), toChanges(changes), changes.memberCount());
  }

  /** Makes the list of changes that an event has. */
  public static List<MemberChange> toChanges(MemberChanges changes) {
    List<MemberChange> list = new ArrayList<>();
    changes
        .joined()
        .forEach(
            (user, role) ->
                list.add(new MemberChange(user, MemberAction.JOIN, role, NotifyLevel.ALL)));
    changes
        .left()
        .forEach(
            user ->
                list.add(
                    new MemberChange(
                        user, MemberAction.LEAVE, MemberRole.MEMBER, NotifyLevel.ALL)));
    changes
        .roles()
        .forEach(
            (user, role) ->
                list.add(new MemberChange(user, MemberAction.SET_ROLE, role, NotifyLevel.ALL)));
    changes
        .notifyLevels()
        .forEach(
            (user, level) ->
                list.add(
                    new MemberChange(user, MemberAction.SET_NOTIFY, MemberRole.MEMBER, level)));
    return list;
  }
}
