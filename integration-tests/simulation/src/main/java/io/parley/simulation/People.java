package io.parley.simulation;

import io.parley.schemas.command.ChangeMembers;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.command.DeleteMessage;
import io.parley.schemas.command.EditMessage;
import io.parley.schemas.command.SendMessage;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.conversation.NotifyLevel;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import java.util.List;
import java.util.Map;

/** What people do with their phones: they talk, change their minds, come, go and read. */
final class People {

  static final List<String> CONVERSATIONS = List.of("direct", "group", "other-group");
  static final List<String> USERS = List.of("ann", "bob", "cid", "dan");

  private final World world;

  People(World world) {
    this.world = world;
  }

  /** The phones, and the commands that create the conversations. */
  void appear() {
    for (String user : USERS) {
      world.phones.add(new Phone(user, "phone"));
    }
    world.phones.add(new Phone("ann", "laptop"));
  }

  void createConversations() {
    Phone ann = world.phone("ann", "phone");
    send(ann, "direct", members(ConversationKind.DIRECT, join("ann"), join("bob")));
    send(ann, "group", members(ConversationKind.GROUP, join("ann"), join("bob"), join("cid")));
    send(ann, "other-group", members(ConversationKind.GROUP, join("ann"), join("dan")));
  }

  void say(Phone phone, String conversation) {
    send(
        phone,
        conversation,
        SendMessage.newBuilder().setType(MessageType.TEXT).setText("hello").build());
  }

  /** Edits or deletes one of the user's messages. */
  void changeMessage(Phone phone, String conversation, int choice) {
    List<ConversationEvent> own =
        world.database.events(conversation).stream()
            .filter(event -> event.getPayload() instanceof MessageSent)
            .filter(event -> event.getSenderId().equals(phone.user))
            .toList();
    if (own.isEmpty()) {
      return;
    }
    long id = own.get(choice % own.size()).getMessageId();
    send(
        phone,
        conversation,
        choice % 2 == 0
            ? EditMessage.newBuilder().setMessageId(id).setText("better").build()
            : new DeleteMessage(id));
  }

  /** Somebody is added, leaves, or mutes a group. Some of it is refused. */
  void changeMembers(Phone phone, String conversation, int choice) {
    String other = USERS.get(choice % USERS.size());
    MemberChange change =
        switch (choice % 3) {
          case 0 -> join(other);
          case 1 -> change(other, MemberAction.LEAVE, NotifyLevel.ALL);
          default ->
              change(
                  phone.user,
                  MemberAction.SET_NOTIFY,
                  choice % 2 == 0 ? NotifyLevel.NONE : NotifyLevel.ALL);
        };
    send(phone, conversation, members(ConversationKind.GROUP, change));
  }

  private static ChangeMembers members(ConversationKind kind, MemberChange... changes) {
    return new ChangeMembers(kind, List.of(changes));
  }

  private static MemberChange join(String user) {
    return change(user, MemberAction.JOIN, NotifyLevel.ALL);
  }

  private static MemberChange change(String user, MemberAction action, NotifyLevel level) {
    return MemberChange.newBuilder()
        .setUserId(user)
        .setAction(action)
        .setRole(user.equals("ann") ? MemberRole.ADMIN : MemberRole.MEMBER)
        .setNotify(level)
        .build();
  }

  private void send(Phone phone, String conversation, Object payload) {
    ConversationCommand command =
        ConversationCommand.newBuilder()
            .setClientMessageId(phone.nextCommandId())
            .setConversationId(conversation)
            .setSenderId(phone.user)
            .setDeviceId(phone.device)
            .setGatewayId("none")
            .setClientTime(world.now)
            .setPayload(payload)
            .build();
    phone.unanswered.put(command.getClientMessageId(), command);
    produce(phone, command);
  }

  /** Sends all commands again that have no answer. */
  void resend(Phone phone) {
    for (Map.Entry<String, ConversationCommand> entry : phone.unanswered.entrySet()) {
      produce(phone, entry.getValue());
    }
  }

  private void produce(Phone phone, ConversationCommand command) {
    if (phone.isConnected()) {
      String conversation = command.getConversationId();
      long at = world.appendTime(world.commands.partitionOf(conversation));
      ConversationCommand sent =
          ConversationCommand.newBuilder(command).setGatewayId(phone.gateway.id).build();
      world.commands.append(conversation, sent, at, Transaction.none());
    }
  }

  /**
   * Acknowledges what the phone has in a conversation.
   *
   * @param back how many events before the newest, for a receipt that is late
   */
  void acknowledge(Phone phone, String conversation, boolean read, int back) {
    long upTo = phone.had(conversation);
    List<ConversationEvent> events =
        world.database.events(conversation).stream()
            .filter(event -> event.getEventId() <= upTo)
            .toList();
    if (phone.isConnected() && !events.isEmpty()) {
      long position = events.get(Math.max(0, events.size() - 1 - back)).getEventId();
      phone.gateway.gather(
          new Receipt(
              conversation,
              phone.user,
              phone.device,
              position,
              read ? ReceiptKind.READ : ReceiptKind.DELIVERED));
    }
  }

  void connect(Phone phone, int choice) {
    List<Gateway> alive = world.gateways.stream().filter(Gateway::isAlive).toList();
    if (alive.isEmpty()) {
      return;
    }
    if (phone.isConnected() && choice % 2 == 0) {
      phone.gateway.disconnect(phone);
    }
    alive.get(choice % alive.size()).connect(phone);
    resend(phone);
  }

  void disconnect(Phone phone) {
    if (phone.isConnected()) {
      phone.gateway.disconnect(phone);
    }
  }
}
