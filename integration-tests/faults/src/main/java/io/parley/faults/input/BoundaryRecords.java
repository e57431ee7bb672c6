package io.parley.faults.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.schemas.command.ChangeMembers;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.command.DeleteMessage;
import io.parley.schemas.command.EditMessage;
import io.parley.schemas.command.SendMessage;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.Media;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.conversation.NotifyLevel;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.gateway.GatewayState;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.session.SessionState;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.RecordEncoder;
import io.parley.schemas.wire.RegistryUnavailableException;
import io.parley.schemas.wire.SchemaLookup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Records of all topics that gateways write, each with one field at a bound. They are about a
 * conversation and users of their own, who have no device. For one thread.
 */
final class BoundaryRecords {

  /**
   * The least distance of a time in a record from its bound: a session's epoch and a gateway's
   * incarnation may be 10 min ahead of the broker's time.
   */
  static final Duration MARGIN = Duration.ofMinutes(1);

  /** Within and beyond the bound. */
  private static final long[] MINUTES_AHEAD = {9, 11};

  private static final long MINUTE = 60_000;

  /** For records whose refusal does not depend on the time. */
  private static final long ANY_TIME = 0;

  private final SchemaLookup registry;
  private final String tag;
  private final DeadLetters expected = new DeadLetters();
  private int commands;

  /**
   * @param tag makes all ids unique on the stack
   */
  BoundaryRecords(SchemaLookup registry, String tag) {
    this.registry = registry;
    this.tag = tag;
  }

  /** The record that must come first: it creates the conversation. */
  ProducerRecord<byte[], byte[]> opening() throws RegistryUnavailableException {
    return record(command(creation()));
  }

  /** The dead letters that must come of the records so far, see {@link Refusals}, and no others. */
  DeadLetters expected() {
    return expected;
  }

  /** Commands. Each has a client_message_id of its own, unless this is what is varied. */
  List<ProducerRecord<byte[], byte[]>> commands() throws RegistryUnavailableException {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    Media media = new Media("https://media.example/1", "image/png", 1L, "0".repeat(64));
    for (Object payload :
        List.of(
            new SendMessage(MessageType.TEXT, "hello", null, null, List.of(user(1))),
            new SendMessage(MessageType.FILE, "caption", media, null, List.of()),
            new EditMessage(1L, "better", null),
            new EditMessage(1L, "better", media),
            new DeleteMessage(1L))) {
      add(records, command(payload));
    }
    ConversationCommand creation = command(creation());
    for (ConversationCommand varied : Extremes.of(creation)) {
      ConversationCommand renamed = renamed(varied, creation);
      records.add(record(inConversationOfItsOwn(renamed)));
    }
    return records;
  }

  private void add(List<ProducerRecord<byte[], byte[]>> records, ConversationCommand valid)
      throws RegistryUnavailableException {
    for (ConversationCommand varied : Extremes.of(valid)) {
      records.add(record(renamed(varied, valid)));
    }
  }

  private ConversationCommand renamed(ConversationCommand varied, ConversationCommand valid) {
    commands++;
    return varied.getClientMessageId().equals(valid.getClientMessageId())
        ? ConversationCommand.newBuilder(varied).setClientMessageId(tag + "-" + commands).build()
        : varied;
  }

  /** Only the first command of a conversation creates it. */
  private ConversationCommand inConversationOfItsOwn(ConversationCommand command) {
    return command.getConversationId().equals(tag)
        ? ConversationCommand.newBuilder(command).setConversationId(tag + "-" + commands).build()
        : command;
  }

  private ConversationCommand command(Object payload) {
    return new ConversationCommand(tag + "-0", tag, user(0), device(0), gateway(), 0L, payload);
  }

  private ChangeMembers creation() {
    return new ChangeMembers(ConversationKind.GROUP, List.of(join(0), join(1)));
  }

  private MemberChange join(int number) {
    return new MemberChange(user(number), MemberAction.JOIN, MemberRole.MEMBER, NotifyLevel.NONE);
  }

  /** Receipts of a member. */
  List<ProducerRecord<byte[], byte[]>> receipts() throws RegistryUnavailableException {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (Receipt receipt :
        Extremes.of(new Receipt(tag, user(1), device(1), 2L, ReceiptKind.READ))) {
      records.add(
          keyed(
              Topics.RECEIPTS,
              receipt.getConversationId(),
              encode(Topics.RECEIPTS, receipt, ANY_TIME)));
    }
    return records;
  }

  /**
   * Sessions of a user who is in no conversation.
   *
   * @param now the time. The broker must have the records within {@link #MARGIN}
   */
  List<ProducerRecord<byte[], byte[]>> sessions(long now) throws RegistryUnavailableException {
    SessionEvent valid =
        new SessionEvent(user(2), device(2), gateway(), now, now, SessionState.CONNECTED);
    List<SessionEvent> all = new ArrayList<>(Extremes.of(valid));
    for (long minutes : MINUTES_AHEAD) {
      long ahead = now + minutes * MINUTE;
      all.add(SessionEvent.newBuilder(valid).setSessionEpoch(ahead).build());
      all.add(SessionEvent.newBuilder(valid).setGatewayIncarnation(ahead).build());
    }
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (SessionEvent session : all) {
      records.add(
          keyed(Topics.SESSIONS, session.getUserId(), encode(Topics.SESSIONS, session, now)));
    }
    return records;
  }

  /**
   * Signs of life of a gateway that is not there.
   *
   * @param now as for {@link #sessions}
   */
  List<ProducerRecord<byte[], byte[]>> gateways(long now) throws RegistryUnavailableException {
    GatewayEvent valid = new GatewayEvent(gateway(), now, GatewayState.ALIVE);
    List<GatewayEvent> all = new ArrayList<>(Extremes.of(valid));
    for (long minutes : MINUTES_AHEAD) {
      all.add(GatewayEvent.newBuilder(valid).setIncarnation(now + minutes * MINUTE).build());
    }
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (GatewayEvent sign : all) {
      records.add(keyed(Topics.GATEWAYS, sign.getGatewayId(), encode(Topics.GATEWAYS, sign, now)));
    }
    return records;
  }

  private String user(int number) {
    return tag + "-user-" + number;
  }

  private String device(int number) {
    return tag + "-device-" + number;
  }

  private String gateway() {
    return tag + "-gateway";
  }

  private ProducerRecord<byte[], byte[]> record(ConversationCommand command)
      throws RegistryUnavailableException {
    return keyed(
        Topics.COMMANDS, command.getConversationId(), encode(Topics.COMMANDS, command, ANY_TIME));
  }

  @SuppressWarnings("unchecked")
  private <T extends SpecificRecord> byte[] encode(String topic, T record, long now)
      throws RegistryUnavailableException {
    byte[] value = RecordEncoder.of((Class<T>) record.getClass(), topic, registry).encode(record);
    Refusals.of(topic, record, now)
        .forEach((job, reason) -> expected.add(job, topic, reason, value));
    return value;
  }

  private static ProducerRecord<byte[], byte[]> keyed(String topic, String key, byte[] value) {
    return new ProducerRecord<>(topic, key.getBytes(UTF_8), value);
  }
}
