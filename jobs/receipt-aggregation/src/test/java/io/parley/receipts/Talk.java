package io.parley.receipts;

import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageDeleted;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The events of one conversation, as ingest would write them. */
final class Talk {

  private final String conversation;
  private final List<ConversationEvent> events = new ArrayList<>();
  private final Set<String> members = new HashSet<>();
  private long at;

  Talk(String conversation, long start) {
    this.conversation = conversation;
    this.at = start;
  }

  List<ConversationEvent> events() {
    return events;
  }

  /** The senders of its messages so far, in order. */
  List<String> senders() {
    return events.stream()
        .filter(event -> event.getPayload() instanceof MessageSent)
        .map(ConversationEvent::getSenderId)
        .toList();
  }

  Talk members(MemberAction action, String... users) {
    return members(ConversationKind.GROUP, action, users);
  }

  Talk members(ConversationKind kind, MemberAction action, String... users) {
    if (action == MemberAction.JOIN) {
      members.addAll(List.of(users));
    } else {
      members.removeAll(List.of(users));
    }
    List<MemberChange> changes =
        Stream.of(users)
            .map(user -> MemberChange.newBuilder().setUserId(user).setAction(action).build())
            .toList();
    add(
        "admin",
        0,
        MembersChanged.newBuilder()
            .setConversationKind(kind)
            .setChanges(changes)
            .setMemberCount(members.size())
            .build());
    return this;
  }

  long send(String sender) {
    return add(
        sender,
        0,
        MessageSent.newBuilder()
            .setType(MessageType.TEXT)
            .setText("x")
            .setRecipients(members.size() - (members.contains(sender) ? 1 : 0))
            .build());
  }

  void delete(String author, long messageId) {
    add(author, messageId, MessageDeleted.newBuilder().setAuthorId(author).build());
  }

  /** Lets the clock of the conversation jump. */
  Talk at(long time) {
    at = time;
    return this;
  }

  private long add(String sender, long messageId, Object payload) {
    long id = Snowflake.of(++at, 0, 1, 0);
    events.add(
        ConversationEvent.newBuilder()
            .setEventId(id)
            .setSequence(events.size() + 1)
            .setConversationId(conversation)
            .setMessageId(messageId == 0 ? id : messageId)
            .setSenderId(sender)
            .setDeviceId("d")
            .setClientMessageId("m" + id)
            .setCreatedAt(at)
            .setCommandAppendedAt(at)
            .setPayload(payload)
            .build());
    return id;
  }

  Receipt read(String user, long messageId) {
    return receipt(user, messageId, ReceiptKind.READ);
  }

  Receipt receipt(String user, long messageId, ReceiptKind kind) {
    return Receipt.newBuilder()
        .setConversationId(conversation)
        .setUserId(user)
        .setDeviceId("d")
        .setMessageId(messageId)
        .setKind(kind)
        .build();
  }
}
