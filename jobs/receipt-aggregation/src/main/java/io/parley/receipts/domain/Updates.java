package io.parley.receipts.domain;

import io.parley.schemas.status.DeliveryStatus;
import io.parley.schemas.status.MessageStatus;
import java.util.Map;

/** Turns what is in the books into absolute rows with their versions. */
final class Updates {

  private final String conversationId;
  private final Conversation conversation;
  private final LedgerState books;
  private final LedgerOutput output;

  Updates(
      String conversationId, Conversation conversation, LedgerState books, LedgerOutput output) {
    this.conversationId = conversationId;
    this.conversation = conversation;
    this.books = books;
    this.output = output;
  }

  /** The status of a message, and a row for each recipient of whom something new is known. */
  void message(long ordinal) {
    TrackedMessage message = books.messages().get(ordinal);
    long deliveredSince = message.createdAt;
    long readSince = message.createdAt;
    boolean passagesChanged = false;
    if (message.receipts != null) {
      for (Map.Entry<String, TrackedMessage.RecipientReceipt> entry : message.receipts.entrySet()) {
        TrackedMessage.RecipientReceipt passage = entry.getValue();
        deliveredSince = Math.max(deliveredSince, passage.deliveredAt);
        readSince = Math.max(readSince, passage.readAt);
        if (passage.changed) {
          output.receipt(row(message, entry.getKey(), passage));
          passage.changed = false;
          passagesChanged = true;
        }
      }
    }
    if (passagesChanged) {
      books.messages().put(ordinal, message);
    }
    output.status(status(message, deliveredSince, readSince), message.touchedAt);
  }

  private MessageStatus status(TrackedMessage message, long deliveredSince, long readSince) {
    DeliveryStatus status = DeliveryStatus.SENT;
    long since = message.createdAt;
    if (message.isRead()) {
      status = DeliveryStatus.READ;
      since = readSince;
    } else if (message.isDelivered()) {
      status = DeliveryStatus.DELIVERED;
      since = deliveredSince;
    }
    return MessageStatus.newBuilder()
        .setConversationId(conversationId)
        .setMessageId(message.id)
        .setSenderId(message.senderId)
        .setStatus(status)
        .setRecipients(message.recipients)
        .setDeliveredCount(message.delivered)
        .setReadCount(message.read)
        .setVersion(Versions.ofStatus(message, deliveredSince, readSince))
        .setUpdatedAt(since)
        .build();
  }

  private ReceiptRow row(
      TrackedMessage message, String userId, TrackedMessage.RecipientReceipt passage) {
    return new ReceiptRow(
        conversationId,
        message.id,
        userId,
        passage.deliveredAt,
        passage.readAt,
        Versions.ofPassage(message, passage));
  }

  /** The badge of a member whose cursors are where they were. */
  void badge(String userId) {
    cursor(userId, books.members().get(userId), false);
  }

  /** The badge and the cursors of somebody who is or was a member. */
  void member(String userId) {
    cursor(userId, books.members().get(userId), true);
  }

  private void cursor(String userId, Member member, boolean moved) {
    boolean isMember = member.isMember();
    long badgeEvents = isMember ? conversation.badgeEvents : member.badgeEventsAtLeave;
    long badgeAt = isMember ? conversation.badgeAt : member.badgeAtLeave;
    long updatedAt = Math.max(Math.max(badgeAt, member.delivered.at), member.changedAt);
    output.cursor(
        new CursorUpdate(
            conversationId,
            userId,
            member.delivered.id,
            member.delivered.at,
            member.read.id,
            member.read.at,
            isMember ? unread(member) : 0,
            moved,
            !isMember,
            Versions.ofBadge(member, badgeEvents, updatedAt),
            Versions.ofCursor(member.delivered.ordinal, member.delivered.at),
            Versions.ofCursor(member.read.ordinal, member.read.at),
            updatedAt));
  }

  /** Own messages do not count: who sends has read up to them. */
  private int unread(Member member) {
    long from = member.unreadFrom();
    int deleted = Messages.deletedAfter(conversation, from) + member.goneDeleted;
    return Math.toIntExact(conversation.newest - from - deleted);
  }
}
