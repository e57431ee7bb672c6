package io.parley.checker.simulated;

import io.parley.checker.history.DeliveryHistory;
import io.parley.checker.history.Position;
import io.parley.checker.history.ReceiptHistory;
import io.parley.checker.history.Seen;
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
import io.parley.schemas.push.PushRequest;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.session.SessionState;
import io.parley.schemas.status.DeliveryStatus;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.topic.Topics;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The history of routing and of receipt aggregation behind a talk in many groups of three, in which
 * everybody is connected and reads everything at once. Each record is computed from its number, so
 * the length of the talk costs no memory.
 *
 * <p>A group begins with the join of its members. Then they send in turn.
 */
public record SimulatedTalk(int conversations) implements DeliveryHistory, ReceiptHistory {

  private static final int EVENTS_OF_A_CONVERSATION = 50;

  private static final int MEMBERS = 3;
  private static final int LAST = EVENTS_OF_A_CONVERSATION - 1;
  private static final String DEVICE = "phone";
  private static final List<String> GATEWAYS = List.of("g1", "g2", "g3");
  private static final long START = Snowflake.EPOCH_MILLIS + 900L * 24 * 60 * 60 * 1000;
  private static final long BEFORE = 60_000;
  private static final long AFTER = 60_000;
  private static final long SIGN_OF_LIFE = 2_000;
  private static final long EPOCH = START - BEFORE;

  /** A talk of about this many events. */
  public static SimulatedTalk of(long events) {
    return new SimulatedTalk(Math.toIntExact(Math.max(1, events / EVENTS_OF_A_CONVERSATION)));
  }

  /** One event a millisecond. */
  private long time(int conversation, int number) {
    return START + (long) number * conversations + conversation;
  }

  private long id(int conversation, int number) {
    return Snowflake.of(time(conversation, number), 0, 0, 0);
  }

  private static String name(int conversation) {
    return "c" + conversation;
  }

  private static String user(int conversation, int member) {
    return "u" + conversation + "-" + member;
  }

  private static int sender(int number) {
    return number % MEMBERS;
  }

  private static List<Integer> others(int number) {
    return IntStream.range(0, MEMBERS).filter(member -> member != sender(number)).boxed().toList();
  }

  private void forEach(int firstNumber, BiConsumer<Integer, Integer> action) {
    for (int number = firstNumber; number < EVENTS_OF_A_CONVERSATION; number++) {
      for (int conversation = 0; conversation < conversations; conversation++) {
        action.accept(conversation, number);
      }
    }
  }

  /** Something that concerns one recipient of one event. */
  private interface RecipientAction {
    void accept(int conversation, int number, int member);
  }

  private void forEachRecipient(int firstNumber, RecipientAction action) {
    forEach(firstNumber, (c, n) -> others(n).forEach(member -> action.accept(c, n, member)));
  }

  private void forEachUser(BiConsumer<Integer, Integer> action) {
    for (int conversation = 0; conversation < conversations; conversation++) {
      for (int member = 0; member < MEMBERS; member++) {
        action.accept(conversation, member);
      }
    }
  }

  /** A topic of one partition that hands its records to a reader. */
  private static final class Topic<T> {
    private final String name;
    private final Consumer<Seen<T>> reader;
    private long offset;

    Topic(String name, Consumer<Seen<T>> reader) {
      this.name = name;
      this.reader = reader;
    }

    void add(long time, String key, T value) {
      Position at = new Position(name, 0, offset++);
      reader.accept(new Seen<>(at, true, time, Optional.of(key), 0, Optional.of(value)));
    }
  }

  private ConversationEvent event(int conversation, int number) {
    long id = id(conversation, number);
    return ConversationEvent.newBuilder()
        .setEventId(id)
        .setSequence(number + 1L)
        .setConversationId(name(conversation))
        .setMessageId(id)
        .setSenderId(user(conversation, sender(number)))
        .setDeviceId(DEVICE)
        .setClientMessageId("m" + number)
        .setCreatedAt(time(conversation, number))
        .setCommandAppendedAt(time(conversation, number))
        .setPayload(number == 0 ? joins(conversation) : message(number))
        .build();
  }

  private static MembersChanged joins(int conversation) {
    IntFunction<MemberChange> join =
        member ->
            new MemberChange(
                user(conversation, member),
                MemberAction.JOIN,
                member == 0 ? MemberRole.ADMIN : MemberRole.MEMBER,
                NotifyLevel.ALL);
    return new MembersChanged(
        ConversationKind.GROUP, IntStream.range(0, MEMBERS).mapToObj(join).toList(), MEMBERS);
  }

  private static MessageSent message(int number) {
    return MessageSent.newBuilder()
        .setType(MessageType.TEXT)
        .setText("hello")
        .setRecipients(MEMBERS - 1)
        .setOrdinal(number)
        .build();
  }

  /** Everybody has read everything. The last sender has read up to the message before theirs. */
  private ReadCursor cursor(int conversation, int member) {
    long readUpTo = id(conversation, member == sender(LAST) ? LAST - 1 : LAST);
    return new ReadCursor(
        name(conversation), user(conversation, member), readUpTo, readUpTo, 0, 1L, endedAt());
  }

  private MessageStatus status(int conversation, int number) {
    return new MessageStatus(
        name(conversation),
        id(conversation, number),
        user(conversation, sender(number)),
        DeliveryStatus.READ,
        MEMBERS - 1,
        MEMBERS - 1,
        MEMBERS - 1,
        1L,
        time(conversation, number));
  }

  @Override
  public long endedAt() {
    return time(conversations, LAST) + AFTER;
  }

  @Override
  public void forEachEvent(Consumer<Seen<ConversationEvent>> reader) {
    Topic<ConversationEvent> topic = new Topic<>(Topics.EVENTS, reader);
    forEach(0, (c, n) -> topic.add(time(c, n), name(c), event(c, n)));
  }

  @Override
  public void forEachGateway(Consumer<Seen<GatewayEvent>> reader) {
    Topic<GatewayEvent> topic = new Topic<>(Topics.GATEWAYS, reader);
    for (long now = EPOCH; now <= endedAt(); now += SIGN_OF_LIFE) {
      GatewayState state = now == EPOCH ? GatewayState.UP : GatewayState.ALIVE;
      for (String gateway : GATEWAYS) {
        topic.add(now, gateway, new GatewayEvent(gateway, EPOCH, state));
      }
    }
  }

  @Override
  public void forEachSession(Consumer<Seen<SessionEvent>> reader) {
    Topic<SessionEvent> topic = new Topic<>(Topics.SESSIONS, reader);
    forEachUser(
        (c, member) ->
            topic.add(
                EPOCH,
                user(c, member),
                new SessionEvent(
                    user(c, member),
                    DEVICE,
                    GATEWAYS.get(member),
                    EPOCH,
                    EPOCH,
                    SessionState.CONNECTED)));
  }

  @Override
  public void forEachDelivery(Consumer<Seen<Delivery>> reader) {
    Topic<Delivery> topic = new Topic<>(Topics.DELIVERIES, reader);
    forEach(
        0,
        (c, n) -> {
          others(n).forEach(member -> deliver(c, n, member, topic));
          if (n > 0) {
            tell(c, n, topic);
          }
        });
  }

  /** The sender's gateway gets the status. */
  private void tell(int conversation, int number, Topic<Delivery> topic) {
    Delivery delivery =
        Delivery.newBuilder()
            .setGatewayId(GATEWAYS.get(sender(number)))
            .setKind(DeliveryKind.STATUS)
            .setConversationId(name(conversation))
            .setRecipientId(user(conversation, sender(number)))
            .setStatus(status(conversation, number))
            .build();
    topic.add(time(conversation, number), delivery.getGatewayId(), delivery);
  }

  private void deliver(int conversation, int number, int member, Topic<Delivery> topic) {
    Delivery delivery =
        Delivery.newBuilder()
            .setGatewayId(GATEWAYS.get(member))
            .setKind(DeliveryKind.DIRECT)
            .setConversationId(name(conversation))
            .setRecipientId(user(conversation, member))
            .setDeviceId(DEVICE)
            .setSessionEpoch(EPOCH)
            .setEvent(event(conversation, number))
            .build();
    topic.add(time(conversation, number), delivery.getGatewayId(), delivery);
  }

  @Override
  public void forEachReceipt(Consumer<Seen<Receipt>> reader) {
    Topic<Receipt> topic = new Topic<>(Topics.RECEIPTS, reader);
    forEachRecipient(
        0,
        (c, n, member) ->
            topic.add(
                time(c, n),
                name(c),
                new Receipt(
                    name(c),
                    user(c, member),
                    DEVICE,
                    id(c, n),
                    n == 0 ? ReceiptKind.DELIVERED : ReceiptKind.READ)));
  }

  @Override
  public void forEachStatus(Consumer<Seen<MessageStatus>> reader) {
    Topic<MessageStatus> topic = new Topic<>(Topics.MESSAGE_STATUS, reader);
    forEach(1, (c, n) -> topic.add(time(c, n), name(c), status(c, n)));
  }

  @Override
  public void forEachCursor(Consumer<Seen<ReadCursor>> reader) {
    Topic<ReadCursor> topic = new Topic<>(Topics.READ_CURSORS, reader);
    forEachUser(
        (c, member) -> topic.add(endedAt(), name(c) + "/" + user(c, member), cursor(c, member)));
  }

  @Override
  public void forEachPush(Consumer<Seen<PushRequest>> reader) {
    // Everybody is connected.
  }

  @Override
  public void forEachStatusRow(Consumer<MessageStatus> reader) {
    forEach(1, (c, n) -> reader.accept(status(c, n)));
  }

  @Override
  public void forEachCursorRow(Consumer<CursorRow> reader) {
    forEachUser(
        (c, member) -> {
          ReadCursor cursor = cursor(c, member);
          reader.accept(
              new CursorRow(
                  name(c), user(c, member), cursor.getDeliveredUpTo(), cursor.getReadUpTo()));
        });
  }

  @Override
  public void forEachUnreadRow(Consumer<UnreadRow> reader) {
    forEachUser((c, member) -> reader.accept(new UnreadRow(name(c), user(c, member), 0, 1)));
  }

  @Override
  public void forEachReceiptRow(Consumer<ReceiptRow> reader) {
    forEachRecipient(
        1,
        (c, n, member) ->
            reader.accept(new ReceiptRow(name(c), id(c, n), user(c, member), true, true)));
  }
}
