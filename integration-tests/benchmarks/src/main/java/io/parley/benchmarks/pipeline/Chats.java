package io.parley.benchmarks.pipeline;

import io.parley.schemas.command.ChangeMembers;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.command.SendMessage;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.conversation.NotifyLevel;
import java.util.List;

/**
 * Direct conversations of two people, who write in turn. Everybody has one device on one gateway.
 *
 * @param tag begins every id
 * @param count how many conversations
 * @param gateways how many gateways
 */
record Chats(String tag, int count, int gateways) {

  private static final String TEXT = "x".repeat(100);

  /** One person's place in one conversation. */
  record Seat(String conversation, String user, String device, String gateway) {}

  /** The seat of the first (0) or the second (1) person. */
  Seat seat(int conversation, int side) {
    String user = tag + "-u" + conversation + "-" + side;
    String gateway = tag + "-gw" + gateway(conversation, side);
    return new Seat(tag + "-c" + conversation, user, user + ".d", gateway);
  }

  /** The number of the gateway to which a seat's device is connected, from 0. */
  int gateway(int conversation, int side) {
    return (2 * conversation + side) % gateways;
  }

  /** The command that founds a conversation. */
  ConversationCommand creation(int conversation) {
    List<MemberChange> both =
        List.of(
            new MemberChange(
                seat(conversation, 0).user(),
                MemberAction.JOIN,
                MemberRole.MEMBER,
                NotifyLevel.ALL),
            new MemberChange(
                seat(conversation, 1).user(),
                MemberAction.JOIN,
                MemberRole.MEMBER,
                NotifyLevel.ALL));
    return command(
        tag + "-creation-" + conversation,
        seat(conversation, 0),
        new ChangeMembers(ConversationKind.DIRECT, both));
  }

  /** The command of message {@code n}: 100 characters into the next conversation in turn. */
  ConversationCommand message(int n) {
    return command(
        tag + "-" + n,
        seat(n % count, n / count % 2),
        new SendMessage(MessageType.TEXT, TEXT, null, null, List.of()));
  }

  /** The number of a message by its client_message_id, or -1 for another id. */
  int number(String clientMessageId) {
    int start = tag.length() + 1;
    if (!clientMessageId.startsWith(tag)
        || clientMessageId.length() <= start
        || !Character.isDigit(clientMessageId.charAt(start))) {
      return -1;
    }
    return Integer.parseInt(clientMessageId, start, clientMessageId.length(), 10);
  }

  private static ConversationCommand command(String id, Seat seat, Object payload) {
    return new ConversationCommand(
        id,
        seat.conversation(),
        seat.user(),
        seat.device(),
        seat.gateway(),
        System.currentTimeMillis(),
        payload);
  }
}
