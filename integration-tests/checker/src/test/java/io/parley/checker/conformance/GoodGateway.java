package io.parley.checker.conformance;

import static io.parley.checker.conformance.RecordedGateway.at;

import io.parley.schemas.ack.AckStatus;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.command.SendMessage;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.conversation.NotifyLevel;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.delivery.DeliveryKind;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.gateway.GatewayState;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.session.SessionState;
import io.parley.schemas.topic.Topics;
import java.util.List;
import java.util.stream.Stream;

/**
 * The story of a gateway that keeps all rules: five minutes with Ann, Bob, Carl and Dan. It has one
 * record at least of everything that a judge looks at. All times are seconds from its beginning.
 */
final class GoodGateway {

  static final String ID = "gw-1";
  static final long INCARNATION = at(0);
  static final long CREATED = event(5);
  static final long FIRST = event(10);
  static final long SECOND = event(20);
  static final long THIRD = event(120);
  static final long BIG_OLD = event(6);
  static final long BIG_NEW = event(60);
  static final long BIG_OWN = event(70);

  private GoodGateway() {}

  static RecordedGateway story() {
    RecordedGateway story = new RecordedGateway();
    // Another gateway, whose sign shows how far back the topic goes.
    story.add("other", -200, Topics.GATEWAYS, "gw-2", sign("gw-2", at(-200), GatewayState.ALIVE));
    story.add("up", 0, Topics.GATEWAYS, ID, sign(ID, INCARNATION, GatewayState.UP));
    for (int second = 2; second < 300; second += 2) {
      story.add(
          "alive " + second + ".",
          second,
          Topics.GATEWAYS,
          ID,
          sign(ID, INCARNATION, GatewayState.ALIVE));
    }
    story.add("down", 300, Topics.GATEWAYS, ID, sign(ID, INCARNATION, GatewayState.DOWN));
    sessions(story);
    pair(story);
    big(story);
    stale(story);
    return story;
  }

  private static void sessions(RecordedGateway story) {
    session(story, "ann connected", 1, "ann", at(1), SessionState.CONNECTED);
    session(story, "bob connected", 2, "bob", at(2), SessionState.CONNECTED);
    session(story, "carl connected", 3, "carl", at(3), SessionState.CONNECTED);
    session(story, "bob disconnected", 250, "bob", at(2), SessionState.DISCONNECTED);
    session(story, "ann logged out", 260, "ann", at(1), SessionState.LOGGED_OUT);
    session(story, "carl disconnected", 299, "carl", at(3), SessionState.DISCONNECTED);
  }

  /** Ann writes to Bob. The second message is repeated, and Bob gets it by a SYNC. */
  private static void pair(RecordedGateway story) {
    event(story, 5, "pair", CREATED, 1, members("ann", "bob"));
    command(story, "first command", 10, "ann", "m-1", "Hello");
    ack(story, "first ack", 10, "ann", "m-1", FIRST);
    direct(story, "first direct", 10.1, "bob", at(2), FIRST);
    receipt(story, "first receipt", 10.3, "bob", "pair", FIRST, ReceiptKind.DELIVERED);
    receipt(story, "first read", 15, "bob", "pair", FIRST, ReceiptKind.READ);
    command(story, "second command", 20, "ann", "m-2", "Are you there?");
    command(story, "second repetition", 25, "ann", "m-2", "Are you there?");
    ack(story, "second ack", 20, "ann", "m-2", SECOND);
    sync(story, "sync", 30, "bob", at(2), "pair", SECOND);
    receipt(story, "sync receipt", 30.5, "bob", "pair", SECOND, ReceiptKind.DELIVERED);
    sync(story, "sync again", 50, "bob", at(2), "pair", SECOND);
    receipt(story, "again receipt", 50.1, "bob", "pair", SECOND, ReceiptKind.DELIVERED);
    command(story, "third command", 120, "ann", "m-3", "Bye");
    ack(story, "third ack", 120, "ann", "m-3", THIRD);
    direct(story, "third direct", 120.1, "bob", at(2), THIRD);
    receipt(story, "third receipt", 120.3, "bob", "pair", THIRD, ReceiptKind.DELIVERED);
  }

  /** A large conversation, of which Carl is a member. He sends the last message himself. */
  private static void big(RecordedGateway story) {
    event(story, 5, "big", event(5), 1, members("ann", "bob", "carl"));
    sync(story, "big sync", 40, "carl", at(3), "big", null);
    receipt(story, "big receipt 1", 41, "carl", "big", BIG_OLD, ReceiptKind.DELIVERED);
    broadcast(story, "big broadcast", 60, "ann", BIG_NEW);
    receipt(story, "big receipt 2", 60.5, "carl", "big", BIG_NEW, ReceiptKind.DELIVERED);
    broadcast(story, "big own", 70, "carl", BIG_OWN);
  }

  /** The router believes in a session of Dan that has ended. */
  private static void stale(RecordedGateway story) {
    sync(story, "stale sync", 100, "dan", at(-300), "pair", SECOND);
    session(story, "stale answer", 100.2, "dan", at(-300), SessionState.DISCONNECTED);
  }

  /** The id of an event that ingest took at a time. */
  static long event(double seconds) {
    return Snowflake.of(at(seconds), 0, 0, 0);
  }

  static String device(String user) {
    return user + ".phone";
  }

  static GatewayEvent sign(String gateway, long incarnation, GatewayState state) {
    return new GatewayEvent(gateway, incarnation, state);
  }

  static void session(
      RecordedGateway story,
      String label,
      double seconds,
      String user,
      long epoch,
      SessionState state) {
    story.add(label, seconds, Topics.SESSIONS, user, session(user, INCARNATION, epoch, state));
  }

  static SessionEvent session(String user, long incarnation, long epoch, SessionState state) {
    return new SessionEvent(user, device(user), ID, incarnation, epoch, state);
  }

  static void command(
      RecordedGateway story, String label, double seconds, String user, String id, String text) {
    story.add(label, seconds, Topics.COMMANDS, "pair", command(user, id, text));
  }

  static ConversationCommand command(String user, String id, String text) {
    return new ConversationCommand(id, "pair", user, device(user), ID, at(0), message(text));
  }

  private static SendMessage message(String text) {
    return new SendMessage(MessageType.TEXT, text, null, null, List.of());
  }

  static void ack(
      RecordedGateway story, String label, double seconds, String user, String id, long event) {
    CommandAck ack =
        new CommandAck(
            id, "pair", user, device(user), ID, AckStatus.SENT, false, event, event, 2L, null);
    story.add(label, seconds, Topics.ACKS, ID, ack);
  }

  static void direct(
      RecordedGateway story, String label, double seconds, String user, long epoch, long event) {
    story.add(
        label,
        seconds,
        Topics.DELIVERIES,
        ID,
        delivery(DeliveryKind.DIRECT, "pair", user, epoch, null, sent("pair", "ann", event)));
  }

  static void sync(
      RecordedGateway story,
      String label,
      double seconds,
      String user,
      long epoch,
      String conversation,
      Long upTo) {
    story.add(
        label,
        seconds,
        Topics.DELIVERIES,
        ID,
        delivery(DeliveryKind.SYNC, conversation, user, epoch, upTo, null));
  }

  static void broadcast(
      RecordedGateway story, String label, double seconds, String sender, long event) {
    broadcast(story, label, seconds, sent("big", sender, event));
  }

  /** The broadcast of the event with which a user leaves the large conversation. */
  static void leaves(RecordedGateway story, double seconds, String user, long event) {
    MemberChange leave =
        new MemberChange(user, MemberAction.LEAVE, MemberRole.MEMBER, NotifyLevel.ALL);
    broadcast(
        story,
        "leave",
        seconds,
        changed(
            seconds,
            "big",
            event,
            4,
            new MembersChanged(ConversationKind.GROUP, List.of(leave), 2)));
  }

  private static void broadcast(
      RecordedGateway story, String label, double seconds, ConversationEvent event) {
    story.add(
        label,
        seconds,
        Topics.DELIVERIES,
        ID,
        new Delivery(
            ID,
            DeliveryKind.BROADCAST,
            event.getConversationId(),
            null,
            null,
            null,
            0,
            null,
            null,
            event,
            null,
            null));
  }

  private static Delivery delivery(
      DeliveryKind kind,
      String conversation,
      String user,
      long epoch,
      Long upTo,
      ConversationEvent event) {
    boolean isSync = kind == DeliveryKind.SYNC;
    return new Delivery(
        ID,
        kind,
        conversation,
        user,
        device(user),
        epoch,
        isSync ? 1 : 0,
        isSync ? 0L : null,
        upTo,
        event,
        null,
        null);
  }

  static void receipt(
      RecordedGateway story,
      String label,
      double seconds,
      String user,
      String conversation,
      long upTo,
      ReceiptKind kind) {
    story.add(
        label,
        seconds,
        Topics.RECEIPTS,
        conversation,
        new Receipt(conversation, user, device(user), upTo, kind));
  }

  static ConversationEvent sent(String conversation, String sender, long event) {
    return new ConversationEvent(
        event,
        2L,
        conversation,
        event,
        sender,
        device(sender),
        "m",
        at(0),
        at(0),
        new MessageSent(MessageType.TEXT, "Hello", null, null, 1, 1L, List.of()));
  }

  private static MembersChanged members(String... users) {
    return new MembersChanged(
        ConversationKind.GROUP,
        Stream.of(users)
            .map(
                user ->
                    new MemberChange(user, MemberAction.JOIN, MemberRole.MEMBER, NotifyLevel.ALL))
            .toList(),
        users.length);
  }

  private static void event(
      RecordedGateway story,
      double seconds,
      String conversation,
      long event,
      long sequence,
      MembersChanged changed) {
    story.add(
        "event",
        seconds,
        Topics.EVENTS,
        conversation,
        changed(seconds, conversation, event, sequence, changed));
  }

  private static ConversationEvent changed(
      double seconds, String conversation, long event, long sequence, MembersChanged changed) {
    return new ConversationEvent(
        event,
        sequence,
        conversation,
        event,
        "ann",
        device("ann"),
        "m-0",
        at(seconds),
        at(seconds),
        changed);
  }
}
