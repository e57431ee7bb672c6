package io.parley.routing;

import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.conversation.NotifyLevel;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageDeleted;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.wire.AvroSafety;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Input records for tests, each in one call. Ids are of datacenter 0 and partition 0. */
public final class Events {

  /** A time to start from: 2026-01-01T00:00:00Z. */
  public static final long START = 1_767_225_600_000L;

  static {
    // Before any record is built: Avro reads its limits once.
    AvroSafety.apply();
  }

  private Events() {}

  /** The id of the n-th event after {@link #START}, one each millisecond. */
  public static long id(long n) {
    return Snowflake.of(START + n, 0, 0, 0);
  }

  /** Some of many users, with ids of some length. */
  public static String[] longNames(int from, int end) {
    return IntStream.range(from, end)
        .mapToObj(n -> "somebody-with-a-long-id-%06d".formatted(n))
        .toArray(String[]::new);
  }

  public static ConversationEvent message(
      String conversation, long id, String sender, String device, String... mentions) {
    return event(
        conversation,
        id,
        sender,
        device,
        MessageSent.newBuilder()
            .setType(MessageType.TEXT)
            .setText("text")
            .setRecipients(1)
            .setMentions(List.of(mentions))
            .build());
  }

  public static ConversationEvent deletion(String conversation, long id, long message) {
    ConversationEvent event =
        event(
            conversation,
            id,
            "eve",
            "phone",
            MessageDeleted.newBuilder().setAuthorId("eve").build());
    return ConversationEvent.newBuilder(event).setMessageId(message).build();
  }

  public static ConversationEvent join(String conversation, long id, String... users) {
    return members(conversation, id, MemberAction.JOIN, NotifyLevel.ALL, users);
  }

  public static ConversationEvent leave(String conversation, long id, String... users) {
    return members(conversation, id, MemberAction.LEAVE, NotifyLevel.ALL, users);
  }

  public static ConversationEvent setNotify(
      String conversation, long id, NotifyLevel level, String user) {
    return members(conversation, id, MemberAction.SET_NOTIFY, level, user);
  }

  /** One event with which a user leaves and others join. */
  public static ConversationEvent replace(
      String conversation, long id, String leaves, String... join) {
    return members(
        conversation,
        id,
        Stream.concat(
                Stream.of(change(leaves, MemberAction.LEAVE, NotifyLevel.ALL)),
                Stream.of(join).map(user -> change(user, MemberAction.JOIN, NotifyLevel.ALL)))
            .toList());
  }

  private static ConversationEvent members(
      String conversation, long id, MemberAction action, NotifyLevel level, String... users) {
    return members(
        conversation, id, Stream.of(users).map(user -> change(user, action, level)).toList());
  }

  private static MemberChange change(String user, MemberAction action, NotifyLevel level) {
    return new MemberChange(user, action, MemberRole.MEMBER, level);
  }

  private static ConversationEvent members(
      String conversation, long id, List<MemberChange> changes) {
    MembersChanged changed =
        MembersChanged.newBuilder()
            .setConversationKind(ConversationKind.GROUP)
            .setChanges(changes)
            .setMemberCount(changes.size())
            .build();
    return event(conversation, id, "admin", "console", changed);
  }

  public static ConversationEvent event(
      String conversation, long id, String sender, String device, Object payload) {
    return ConversationEvent.newBuilder()
        .setEventId(id)
        .setSequence(1)
        .setConversationId(conversation)
        .setMessageId(id)
        .setSenderId(sender)
        .setDeviceId(device)
        .setClientMessageId("c" + id)
        .setCreatedAt(Snowflake.unixMillis(id))
        .setCommandAppendedAt(Snowflake.unixMillis(id))
        .setPayload(payload)
        .build();
  }

  public static Receipt delivered(String conversation, String user, String device, long upTo) {
    return new Receipt(conversation, user, device, upTo, ReceiptKind.DELIVERED);
  }
}
