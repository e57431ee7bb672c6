package io.parley.benchmarks.receipts;

import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Conversations in which one member writes and all others get and read each message.
 *
 * @param run starts the ids of conversations
 * @param start time of the first event, milliseconds since 1970
 * @param recipients the members of each conversation who do not write
 */
record Workload(String run, long start, int recipients) {

  static final int MESSAGES = 20;

  private static final String WRITER = "u0";

  String conversation(int number) {
    return run + "-" + number;
  }

  /** The members join and messages are sent. */
  Stream<ConversationEvent> events(int conversation, int messages) {
    return IntStream.rangeClosed(0, messages)
        .mapToObj(
            i ->
                event(
                    conversation,
                    i,
                    i == 0
                        ? everybodyJoins(recipients)
                        : MessageSent.newBuilder()
                            .setType(MessageType.TEXT)
                            .setText("x")
                            .setRecipients(recipients)
                            .setOrdinal((long) i)
                            .build()));
  }

  /** Message by message, so that receipts of a conversation lie far apart. */
  Stream<Receipt> receipts(int conversations) {
    return IntStream.rangeClosed(1, MESSAGES)
        .boxed()
        .flatMap(
            message ->
                Stream.of(ReceiptKind.DELIVERED, ReceiptKind.READ)
                    .flatMap(
                        kind ->
                            IntStream.rangeClosed(1, recipients)
                                .boxed()
                                .flatMap(
                                    user ->
                                        IntStream.range(0, conversations)
                                            .mapToObj(c -> receipt(c, user, message, kind)))));
  }

  long receiptCount(int conversations) {
    return 2L * conversations * MESSAGES * recipients;
  }

  /** The receipt of the recipient {@code user}, from 1, for a message, from 1. */
  Receipt receipt(int conversation, int user, int message, ReceiptKind kind) {
    return Receipt.newBuilder()
        .setConversationId(conversation(conversation))
        .setUserId("u" + user)
        .setDeviceId("d")
        .setMessageId(id(message))
        .setKind(kind)
        .build();
  }

  private static MembersChanged everybodyJoins(int recipients) {
    return MembersChanged.newBuilder()
        .setConversationKind(ConversationKind.GROUP)
        .setChanges(
            IntStream.rangeClosed(0, recipients)
                .mapToObj(
                    i ->
                        MemberChange.newBuilder()
                            .setUserId("u" + i)
                            .setAction(MemberAction.JOIN)
                            .build())
                .toList())
        .setMemberCount(recipients + 1)
        .build();
  }

  private ConversationEvent event(int conversation, int number, Object payload) {
    long id = id(number);
    return ConversationEvent.newBuilder()
        .setEventId(id)
        .setSequence(number + 1)
        .setConversationId(conversation(conversation))
        .setMessageId(id)
        .setSenderId(WRITER)
        .setDeviceId("d")
        .setClientMessageId("m" + number)
        .setCreatedAt(start + number)
        .setCommandAppendedAt(start + number)
        .setPayload(payload)
        .build();
  }

  /** The id of event {@code number}: 0 when all join, then the messages from 1. */
  long id(int number) {
    return Snowflake.of(start + number, 0, 1, 0);
  }
}
