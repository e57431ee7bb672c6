package io.parley.checker.simulated;

import io.parley.checker.history.DeadLetter;
import io.parley.checker.history.MembershipHistory.BucketRow;
import io.parley.checker.history.MessageColumns;
import io.parley.checker.history.MessageRow;
import io.parley.checker.history.Position;
import io.parley.checker.history.Seen;
import io.parley.schemas.ack.AckStatus;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.ack.RejectionReason;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.command.SendMessage;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.id.MessageBucket;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * One partition of commands, and the output of a faultless ingest for it: events, rejections,
 * repeated acks for resent commands, dead letters for garbage, and transactions that abort half-way
 * and are replayed byte by byte.
 *
 * <p>Outputs lie in the partition of the same number. The payload of a command is always the same
 * message, because no check depends on it.
 */
final class SimulatedPartition {

  private static final int CONVERSATIONS = 25;
  private static final int LONGEST_TRANSACTION = 40;

  /** Conversations remember their last messages only; what is this far back is in none of them. */
  private static final int ROWS_THAT_MAY_CHANGE = 20_000;

  private static final long START = Snowflake.EPOCH_MILLIS + 900L * 24 * 60 * 60 * 1000;

  private final Random random;
  private final int partition;
  private final IngestListener listener;
  private final List<SimulatedConversation> conversations = new ArrayList<>();
  private final Map<Long, MessageRow> rows = new LinkedHashMap<>();
  private final Set<BucketRow> buckets = new LinkedHashSet<>();
  private final TransactionalLog log;
  private long now = START;
  private int ordinal;
  private long commandOffset;

  SimulatedPartition(long seed, int partition, IngestListener listener) {
    this.random = new Random(seed * 1_000 + partition);
    this.partition = partition;
    this.listener = listener;
    this.log = new TransactionalLog(partition, listener);
    for (int i = 0; i < CONVERSATIONS; i++) {
      conversations.add(new SimulatedConversation("c" + partition + "-" + i));
    }
  }

  void play(int commands) {
    int untilCommit = 1 + random.nextInt(LONGEST_TRANSACTION);
    for (int i = 0; i < commands; i++) {
      step();
      if (--untilCommit == 0) {
        log.commit(random);
        untilCommit = 1 + random.nextInt(LONGEST_TRANSACTION);
      }
    }
    log.commit(random);
    rows.values().forEach(listener::row);
    buckets.forEach(listener::bucketRow);
    conversations.forEach(conversation -> conversation.forEachMemberRow(listener::memberRow));
  }

  private void step() {
    tick();
    SimulatedConversation conversation = conversations.get(random.nextInt(conversations.size()));
    int dice = random.nextInt(100);
    if (dice < 3) {
      garbage();
    } else if (!conversation.exists() || dice < 80) {
      accept(conversation);
    } else if (dice < 90) {
      resend(conversation.anyAccepted(random));
    } else {
      reject(conversation);
    }
  }

  private void tick() {
    long before = now;
    now += random.nextInt(8);
    ordinal = now == before ? ordinal + 1 : 0;
  }

  private void garbage() {
    Position at = command(Optional.empty());
    log.deadLetter(at, new DeadLetter("ingest", "WRONG_MAGIC", at));
  }

  private void accept(SimulatedConversation conversation) {
    String sender = conversation.anyMember(random);
    long eventId = Snowflake.of(now, 0, partition, ordinal);
    ConversationCommand command = commandOf(conversation.id(), sender, "m" + eventId);
    command(Optional.of(command));
    SimulatedConversation.Happening happening = conversation.happen(random, sender, eventId);
    ConversationEvent event =
        ConversationEvent.newBuilder()
            .setEventId(eventId)
            .setSequence(conversation.nextSequence())
            .setConversationId(conversation.id())
            .setMessageId(happening.messageId())
            .setSenderId(sender)
            .setDeviceId(command.getDeviceId())
            .setClientMessageId(command.getClientMessageId())
            .setCreatedAt(now)
            .setCommandAppendedAt(now)
            .setPayload(happening.payload())
            .build();
    store(event);
    log.event(event);
    SimulatedConversation.Accepted accepted =
        new SimulatedConversation.Accepted(
            command, event.getMessageId(), eventId, event.getSequence());
    log.ack(sent(accepted, false), now);
    conversation.remember(accepted);
  }

  private void resend(SimulatedConversation.Accepted first) {
    command(Optional.of(first.command()));
    log.ack(sent(first, true), now);
  }

  private void reject(SimulatedConversation conversation) {
    ConversationCommand command =
        commandOf(conversation.id(), "stranger", "x" + random.nextInt(1_000));
    command(Optional.of(command));
    log.ack(rejected(command), now);
  }

  private Position command(Optional<ConversationCommand> command) {
    Position at = new Position(Topics.COMMANDS, partition, commandOffset++);
    Optional<String> key = command.map(ConversationCommand::getConversationId);
    listener.command(new Seen<>(at, true, now, key, 0, command));
    return at;
  }

  private static ConversationCommand commandOf(String conversation, String sender, String id) {
    return ConversationCommand.newBuilder()
        .setClientMessageId(id)
        .setConversationId(conversation)
        .setSenderId(sender)
        .setDeviceId(sender + ":phone")
        .setGatewayId("gateway-1")
        .setClientTime(0)
        .setPayload(SendMessage.newBuilder().setType(MessageType.TEXT).setText("hello").build())
        .build();
  }

  private static CommandAck sent(SimulatedConversation.Accepted accepted, boolean duplicate) {
    return ackOf(accepted.command())
        .setStatus(AckStatus.SENT)
        .setDuplicate(duplicate)
        .setMessageId(accepted.messageId())
        .setEventId(accepted.eventId())
        .setSequence(accepted.sequence())
        .build();
  }

  private static CommandAck rejected(ConversationCommand command) {
    return ackOf(command)
        .setStatus(AckStatus.REJECTED)
        .setReason(RejectionReason.NOT_A_MEMBER)
        .build();
  }

  private static CommandAck.Builder ackOf(ConversationCommand command) {
    return CommandAck.newBuilder()
        .setClientMessageId(command.getClientMessageId())
        .setConversationId(command.getConversationId())
        .setSenderId(command.getSenderId())
        .setDeviceId(command.getDeviceId())
        .setGatewayId(command.getGatewayId());
  }

  /** An edit or deletion changes the row of its message, too. */
  private void store(ConversationEvent event) {
    rows.put(event.getEventId(), rowOf(event));
    buckets.add(new BucketRow(event.getConversationId(), MessageBucket.of(event.getEventId())));
    if (rows.size() > ROWS_THAT_MAY_CHANGE) {
      Iterator<MessageRow> oldest = rows.values().iterator();
      listener.row(oldest.next());
      oldest.remove();
    }
    MessageRow message = rows.get(event.getMessageId());
    if (event.getMessageId() != event.getEventId() && message != null) {
      rows.put(event.getMessageId(), message.changedBy(event));
    }
  }

  private static MessageRow rowOf(ConversationEvent event) {
    return new MessageRow(
        event.getConversationId(),
        MessageBucket.of(event.getEventId()),
        event.getEventId(),
        MessageColumns.of(event),
        Snowflake.writeTimestampMicros(event.getEventId()),
        0,
        0);
  }
}
