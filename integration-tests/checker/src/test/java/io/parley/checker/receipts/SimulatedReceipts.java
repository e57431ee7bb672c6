package io.parley.checker.receipts;

import io.parley.checker.history.Position;
import io.parley.checker.history.ReceiptHistory.CursorRow;
import io.parley.checker.history.ReceiptHistory.ReceiptRow;
import io.parley.checker.history.ReceiptHistory.UnreadRow;
import io.parley.checker.history.Seen;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.conversation.NotifyLevel;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageDeleted;
import io.parley.schemas.event.MessageEdited;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.status.DeliveryStatus;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A simulated conversation with joins, leaves, messages, edits, deletions and receipts, valid ones
 * and invalid ones. Its statuses, cursors and unread counts are worked out by definition, from sets
 * of people and in quadratic time. They share no arithmetic with the checker.
 */
public final class SimulatedReceipts {

  private static final List<String> PEOPLE = List.of("ann", "bob", "cat", "dan", "eve");
  private static final int BATCHES = 4;

  private record Message(long id, String sender, Set<String> members) {
    boolean isFor(String user) {
      return members.contains(user) && !sender.equals(user);
    }

    int recipients() {
      return (int) members.stream().filter(this::isFor).count();
    }
  }

  private final Random random;
  private final String conversation;
  private final RecordedReceipts history;
  private final Set<String> members = new TreeSet<>();
  private final Set<String> everMembers = new TreeSet<>();
  private final List<Message> messages = new ArrayList<>();
  private final Set<Long> deleted = new HashSet<>();
  private final List<Receipt> applied = new ArrayList<>();
  private long lastId;
  private long version;

  private SimulatedReceipts(long seed, String conversation, RecordedReceipts history) {
    this.random = new Random(seed);
    this.conversation = conversation;
    this.history = history;
    this.lastId = 1_000_000L * (1 + Math.floorMod(conversation.hashCode(), 1_000));
  }

  /** Some conversations. */
  public static RecordedReceipts of(long seed, int conversations, int events) {
    RecordedReceipts history = new RecordedReceipts();
    for (int i = 0; i < conversations; i++) {
      new SimulatedReceipts(seed + i, "c:" + i, history).play(events);
    }
    return history;
  }

  private void play(int events) {
    change("ann", MemberAction.JOIN, "ann", "bob");
    send("ann");
    for (int i = 0; i < events; i++) {
      step();
    }
    send(members.iterator().next());
    publish(false);
    for (int batch = 0; batch < BATCHES; batch++) {
      for (int i = 0; i < events / BATCHES; i++) {
        receive();
      }
      publish(batch == BATCHES - 1);
    }
  }

  private void step() {
    String someone = PEOPLE.get(random.nextInt(PEOPLE.size()));
    int dice = random.nextInt(10);
    if (dice == 0 && !members.contains(someone)) {
      change(someone, MemberAction.JOIN, someone);
    } else if (dice == 1 && members.size() > 1 && members.contains(someone)) {
      change(someone, MemberAction.LEAVE, someone);
    } else if (dice == 2 && members.contains(someone)) {
      Message message = messages.get(random.nextInt(messages.size()));
      deleted.add(message.id);
      event(nextId(), message.id, someone, new MessageDeleted(message.sender));
    } else if (dice == 3) {
      MessageEdited edit = MessageEdited.newBuilder().setType(MessageType.TEXT).build();
      event(nextId(), messages.get(random.nextInt(messages.size())).id, someone, edit);
    } else if (members.contains(someone)) {
      send(someone);
    }
  }

  private long nextId() {
    return lastId += 1 + random.nextInt(3);
  }

  private void change(String by, MemberAction action, String... users) {
    List<MemberChange> changes = new ArrayList<>();
    for (String user : users) {
      changes.add(new MemberChange(user, action, MemberRole.MEMBER, NotifyLevel.ALL));
      everMembers.add(user);
      if (action == MemberAction.JOIN) {
        members.add(user);
      } else {
        members.remove(user);
      }
    }
    long id = nextId();
    event(id, id, by, new MembersChanged(ConversationKind.GROUP, changes, members.size()));
  }

  private void send(String sender) {
    long id = nextId();
    messages.add(new Message(id, sender, Set.copyOf(members)));
    event(id, id, sender, MessageSent.newBuilder().setType(MessageType.TEXT).build());
  }

  private void event(long eventId, long messageId, String sender, Object payload) {
    ConversationEvent event =
        ConversationEvent.newBuilder()
            .setEventId(eventId)
            .setSequence(history.events.size() + 1L)
            .setConversationId(conversation)
            .setMessageId(messageId)
            .setSenderId(sender)
            .setDeviceId("phone")
            .setClientMessageId("m" + eventId)
            .setCreatedAt(0)
            .setCommandAppendedAt(0)
            .setPayload(payload)
            .build();
    history.events.add(seen("chat.events", history.events.size(), conversation, event));
  }

  /** A receipt of anybody for anything: a message, another event, or what is yet to come. */
  private void receive() {
    long first = messages.get(0).id - 2;
    Receipt receipt =
        Receipt.newBuilder()
            .setConversationId(conversation)
            .setUserId(PEOPLE.get(random.nextInt(PEOPLE.size())))
            .setDeviceId("phone")
            .setMessageId(first + (long) random.nextInt((int) (lastId + 5 - first)))
            .setKind(random.nextBoolean() ? ReceiptKind.READ : ReceiptKind.DELIVERED)
            .build();
    applied.add(receipt);
    history.receipts.add(seen("chat.receipts", history.receipts.size(), conversation, receipt));
  }

  /** The message that a receipt reaches; 0 if it counts for nothing. */
  private long reach(Receipt receipt) {
    long position = receipt.getMessageId();
    String user = receipt.getUserId();
    for (Message message : messages) {
      if (message.id == position) {
        return message.isFor(user) ? position : 0;
      }
    }
    return position > lastId
        ? 0
        : messages.stream()
            .filter(message -> message.id < position && message.members.contains(user))
            .mapToLong(Message::id)
            .max()
            .orElse(0);
  }

  /** What a user has got or read: by receipts, and by their own messages. */
  private long cursor(String user, Predicate<ReceiptKind> kind) {
    long byReceipt = byReceipt(user, kind);
    long own =
        messages.stream()
            .filter(message -> message.sender.equals(user))
            .mapToLong(Message::id)
            .max()
            .orElse(0);
    return Math.max(byReceipt, own);
  }

  private long byReceipt(String user, Predicate<ReceiptKind> kind) {
    return applied.stream()
        .filter(receipt -> receipt.getUserId().equals(user) && kind.test(receipt.getKind()))
        .mapToLong(this::reach)
        .max()
        .orElse(0);
  }

  /**
   * The position of the published cursor. A message of the user's own moves it to the newest
   * message of others before it.
   */
  private long shown(String user, Predicate<ReceiptKind> kind) {
    long shown = byReceipt(user, kind);
    for (int i = 0; i < messages.size(); i++) {
      if (messages.get(i).sender.equals(user)) {
        for (int j = i - 1; j >= 0 && messages.get(j).members.contains(user); j--) {
          if (!messages.get(j).sender.equals(user)) {
            shown = Math.max(shown, messages.get(j).id);
            break;
          }
        }
      }
    }
    return shown;
  }

  private long delivered(String user) {
    return cursor(user, kind -> true);
  }

  private long read(String user) {
    return cursor(user, kind -> kind == ReceiptKind.READ);
  }

  private void publish(boolean last) {
    version++;
    for (Message message : messages) {
      MessageStatus status = status(message);
      if (status.getDeliveredCount() == 0) {
        continue;
      }
      history.statuses.add(
          seen("chat.message-status", history.statuses.size(), conversation, status));
      if (last) {
        history.statusRows.add(status);
        message.members.stream()
            .filter(user -> message.isFor(user) && delivered(user) >= message.id)
            .forEach(
                user ->
                    history.receiptRows.add(
                        new ReceiptRow(
                            conversation, message.id, user, true, read(user) >= message.id)));
      }
    }
    everMembers.forEach(user -> publish(user, last));
  }

  private MessageStatus status(Message message) {
    int got = count(message, user -> delivered(user) >= message.id);
    int has = count(message, user -> read(user) >= message.id);
    DeliveryStatus status = DeliveryStatus.SENT;
    if (message.recipients() > 0 && got == message.recipients()) {
      status = has == message.recipients() ? DeliveryStatus.READ : DeliveryStatus.DELIVERED;
    }
    return MessageStatus.newBuilder()
        .setConversationId(conversation)
        .setMessageId(message.id)
        .setSenderId(message.sender)
        .setStatus(status)
        .setRecipients(message.recipients())
        .setDeliveredCount(got)
        .setReadCount(has)
        .setVersion(version)
        .setUpdatedAt(0)
        .build();
  }

  private static int count(Message message, Predicate<String> who) {
    return (int) message.members.stream().filter(message::isFor).filter(who).count();
  }

  private int unread(String user) {
    int unread = 0;
    for (int i = messages.size() - 1; i >= 0; i--) {
      Message message = messages.get(i);
      if (!message.members.contains(user) || message.id <= read(user)) {
        break;
      }
      unread += deleted.contains(message.id) ? 0 : 1;
    }
    return members.contains(user) ? unread : 0;
  }

  private void publish(String user, boolean last) {
    ReadCursor cursor =
        ReadCursor.newBuilder()
            .setConversationId(conversation)
            .setUserId(user)
            .setDeliveredUpTo(shown(user, kind -> true))
            .setReadUpTo(shown(user, kind -> kind == ReceiptKind.READ))
            .setUnreadCount(unread(user))
            .setVersion(version)
            .setUpdatedAt(0)
            .build();
    String key = conversation + "/" + user;
    Seen<ReadCursor> record = seen("chat.read-cursors", history.cursors.size(), key, cursor);
    history.cursors.add(members.contains(user) ? record : tombstone(record));
    if (last) {
      if (cursor.getDeliveredUpTo() > 0) {
        history.cursorRows.add(
            new CursorRow(conversation, user, cursor.getDeliveredUpTo(), cursor.getReadUpTo()));
      }
      history.unreadRows.add(new UnreadRow(conversation, user, cursor.getUnreadCount(), version));
    }
  }

  static <T> Seen<T> tombstone(Seen<T> seen) {
    return new Seen<>(seen.at(), true, 0, seen.key(), 0, Optional.empty());
  }

  static <T> Seen<T> seen(String topic, long offset, String key, T value) {
    return new Seen<>(
        new Position(topic, 0, offset), true, 0, Optional.of(key), 0, Optional.of(value));
  }
}
