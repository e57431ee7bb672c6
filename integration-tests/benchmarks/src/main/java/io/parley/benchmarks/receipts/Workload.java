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
 * Groups of five: one member writes, the other four get and read each message.
 *
 * @param run starts the ids of conversations
 * @param start time of the first event, milliseconds since 1970
 */
record Workload(String run, long start) {

  static final int RECIPIENTS = 4;
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
                        ? everybodyJoins()
                        : MessageSent.newBuilder()
                            .setType(MessageType.TEXT)
                            .setText("x")
                            .setRecipients(RECIPIENTS)
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
                            IntStream.rangeClosed(1, RECIPIENTS)
                                .boxed()
                                .flatMap(
                                    user ->
                                        IntStream.range(0, conversations)
                                            .mapToObj(c -> receipt(c, user, message, kind)))));
  }

  static long receiptCount(int conversations) {
    return 2L * conversations * MESSAGES * RECIPIENTS;
  }

  private Receipt receipt(int conversation, int user, int message, ReceiptKind kind) {
    return Receipt.newBuilder()
        .setConversationId(conversation(conversation))
        .setUserId("u" + user)
        .setDeviceId("d")
        .setMessageId(id(message))
        .setKind(kind)
        .build();
  }

  private static MembersChanged everybodyJoins() {
    return MembersChanged.newBuilder()
        .setConversationKind(ConversationKind.GROUP)
        .setChanges(
            IntStream.rangeClosed(0, RECIPIENTS)
                .mapToObj(
                    i ->
                        MemberChange.newBuilder()
                            .setUserId("u" + i)
                            .setAction(MemberAction.JOIN)
                            .build())
                .toList())
        .setMemberCount(RECIPIENTS + 1)
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

  private long id(int number) {
    return Snowflake.of(start + number, 0, 1, 0);
  }
}
