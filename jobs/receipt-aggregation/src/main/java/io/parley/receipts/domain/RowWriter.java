package io.parley.receipts.domain;

import io.parley.receipts.domain.CursorUpdate.Position;
import io.parley.schemas.status.DeliveryStatus;
import io.parley.schemas.status.MessageStatus;

/** Writes the state of a conversation as absolute rows and records with their versions. */
final class RowWriter {

  private final OpenConversation conversation;
  private final LedgerOutput output;

  RowWriter(OpenConversation conversation, LedgerOutput output) {
    this.conversation = conversation;
    this.output = output;
  }

  /** Writes the status of a message, and a row for each recipient whose times have changed. */
  void message(long ordinal) {
    TrackedMessage message = conversation.message(ordinal);
    if (message == null) {
      return;
    }
    RecipientReceipts receipts = message.receipts();
    if (receipts != null) {
      receipts.takeChanged(
          entry -> {
            output.receipt(row(message, receipts, entry));
            conversation.changed(ordinal);
          });
    }
    long version = Versions.ofStatus(message);
    if (version > message.writtenVersion) {
      message.writtenVersion = version;
      conversation.changed(ordinal);
      output.status(status(message, version), message.touchedAt);
    }
  }

  private ReceiptRow row(TrackedMessage message, RecipientReceipts receipts, int entry) {
    long deliveredAt = receipts.deliveredAt(entry);
    long readAt = receipts.readAt(entry);
    return new ReceiptRow(
        conversation.id,
        message.id,
        conversation.nameOf(receipts.number(entry)),
        deliveredAt,
        readAt,
        Versions.ofRecipient(message, deliveredAt, readAt));
  }

  private MessageStatus status(TrackedMessage message, long version) {
    DeliveryStatus status = DeliveryStatus.SENT;
    long since = message.createdAt;
    if (message.isRead()) {
      status = DeliveryStatus.READ;
      since = message.notBefore(message.readSince);
    } else if (message.isDelivered()) {
      status = DeliveryStatus.DELIVERED;
      since = message.notBefore(message.deliveredSince);
    }
    return MessageStatus.newBuilder()
        .setConversationId(conversation.id)
        .setMessageId(message.id)
        .setSenderId(message.senderId)
        .setStatus(status)
        .setRecipients(message.recipients)
        .setDeliveredCount(message.delivered)
        .setReadCount(message.read)
        .setVersion(version)
        .setUpdatedAt(since)
        .build();
  }

  /** Writes the unread count of a member in a round over all members, if it has changed. */
  void unreadCount(Member member) {
    member(member, true);
  }

  /**
   * Writes the changes of a user whose cursors have moved, or who has joined or left. An unread
   * count that only messages have changed is left to the round that is due.
   */
  void member(Member member) {
    boolean roundComes = member.isMember() && conversation.head.unreadChanged;
    boolean isNew = member.writtenUnread == Member.NO_UNREAD_COUNT;
    member(member, !roundComes || isNew || position(member.read).moved());
  }

  private void member(Member member, boolean withUnread) {
    Conversation head = conversation.head;
    boolean isMember = member.isMember();
    long unreadEvents = isMember ? head.unreadEvents : member.unreadEventsAtLeave;
    long unreadAt = isMember ? head.unreadAt : member.unreadAtLeave;
    long updatedAt = Math.max(Math.max(unreadAt, member.delivered.at), member.changedAt);
    long version = Versions.ofUnreadCount(member, unreadEvents, updatedAt);
    int unread = unread(member);
    Position delivered = position(member.delivered);
    Position read = position(member.read);
    boolean unreadChanged =
        withUnread
            && version > member.writtenVersion
            && (unread != member.writtenUnread || head.writeAll);
    boolean tellsMore =
        unreadChanged
            || (withUnread && unread != member.toldUnread)
            || delivered.moved()
            || read.moved();
    boolean cameOrWent = member.tombstone == isMember;
    boolean published =
        version > member.toldVersion && (cameOrWent || (isMember ? tellsMore : head.writeAll));
    if (!unreadChanged && !published && !delivered.moved() && !read.moved()) {
      return;
    }
    member.delivered.writtenVersion = delivered.version();
    member.read.writtenVersion = read.version();
    if (unreadChanged) {
      member.writtenUnread = unread;
      member.writtenVersion = version;
    }
    if (published) {
      member.tombstone = !isMember;
      member.toldUnread = unread;
      member.toldVersion = version;
    }
    conversation.changed(member);
    output.cursor(
        new CursorUpdate(
            conversation.id,
            member.userId,
            delivered,
            read,
            unread,
            unreadChanged,
            published,
            !isMember,
            version,
            updatedAt));
  }

  private static Position position(Member.Cursor cursor) {
    long version = Versions.ofCursor(cursor);
    return new Position(
        cursor.id, cursor.at, version, cursor.id > 0 && version > cursor.writtenVersion);
  }

  /**
   * The unread count of a member. The user's own messages do not count, because sending a message
   * marks everything before it as read.
   */
  int unread(Member member) {
    if (!member.isMember()) {
      return 0;
    }
    long from = member.unreadFrom();
    return Math.toIntExact(conversation.head.newest - from - conversation.deletions.after(from));
  }

  /** Whether the unread count of a member differs from the one that was written last. */
  boolean unreadIsBehind(Member member) {
    return member.isMember()
        && (conversation.head.writeAll
            || unread(member) != member.writtenUnread
            || unread(member) != member.toldUnread);
  }
}
