package io.parley.faults.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.command.EditMessage;
import io.parley.schemas.command.SendMessage;
import io.parley.schemas.conversation.MessageType;
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
import io.parley.simulator.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Records that are not what their topic's readers expect: spoilt values, bytes at random, and
 * commands that are well-formed and make no sense.
 */
final class Garbage {

  /** How many of the senseless commands become dead letters. */
  static final int SENSELESS_WITHOUT_ENVELOPE = 4;

  private static final int AT_RANDOM = 20;
  private static final int LONGEST = 300;
  private static final int TEXT_BYTES = 16 * 1024;
  private static final int LONG_ID = 500_000;
  private static final String NOWHERE = "garbage";

  private final SchemaLookup registry;
  private final SeededRandom chance;

  Garbage(SchemaLookup registry, SeededRandom chance) {
    this.registry = registry;
    this.chance = chance;
  }

  /** Values that no reader of a topic can decode, some of them without a key. */
  List<ProducerRecord<byte[], byte[]>> undecodable(String topic)
      throws RegistryUnavailableException {
    int foreignId =
        registry.idOf(Topics.ACKS + "-value", CommandAck.getClassSchema()).orElseThrow();
    List<byte[]> values = new ArrayList<>(SpoiltValues.of(valid(topic), foreignId));
    for (int n = 0; n < AT_RANDOM; n++) {
      values.add(bytes());
    }
    return values.stream().map(value -> new ProducerRecord<>(topic, anyKey(), value)).toList();
  }

  private byte[] valid(String topic) throws RegistryUnavailableException {
    return switch (topic) {
      case Topics.COMMANDS ->
          encode(topic, ConversationCommand.class, command(NOWHERE, NOWHERE, text("hello")));
      case Topics.RECEIPTS ->
          encode(
              topic,
              Receipt.class,
              new Receipt(NOWHERE, "nobody", "nobody-phone", 1L, ReceiptKind.READ));
      case Topics.SESSIONS -> encode(topic, SessionEvent.class, session("no-gateway", 1L));
      case Topics.GATEWAYS ->
          encode(topic, GatewayEvent.class, new GatewayEvent("no-gateway", 1L, GatewayState.ALIVE));
      default -> throw new IllegalArgumentException("Gateways do not write " + topic);
    };
  }

  private static SessionEvent session(String gateway, long epoch) {
    return new SessionEvent("nobody", "phone", gateway, 1L, epoch, SessionState.CONNECTED);
  }

  /**
   * Sessions and signs of life that can be decoded, with values beyond their bounds: ids that are
   * too long or empty, times that lie far ahead. Each becomes a dead letter.
   */
  List<ProducerRecord<byte[], byte[]>> outOfBounds(String topic)
      throws RegistryUnavailableException {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    if (topic.equals(Topics.SESSIONS)) {
      for (SessionEvent event :
          List.of(
              session("", 1L),
              session("g".repeat(LONG_ID), 1L),
              session("no-gateway", Long.MAX_VALUE))) {
        records.add(keyed(topic, "nobody", encode(topic, SessionEvent.class, event)));
      }
    } else if (topic.equals(Topics.GATEWAYS)) {
      GatewayEvent ahead = new GatewayEvent("no-gateway", Long.MAX_VALUE, GatewayState.UP);
      records.add(keyed(topic, "no-gateway", encode(topic, GatewayEvent.class, ahead)));
    } else if (topic.equals(Topics.RECEIPTS)) {
      Receipt receipt = new Receipt(NOWHERE, "", "phone", 1L, ReceiptKind.READ);
      records.add(keyed(topic, NOWHERE, encode(topic, Receipt.class, receipt)));
    }
    return records;
  }

  private static ProducerRecord<byte[], byte[]> keyed(String topic, String key, byte[] value) {
    return new ProducerRecord<>(topic, key.getBytes(UTF_8), value);
  }

  private <T extends SpecificRecord> byte[] encode(String topic, Class<T> type, T record)
      throws RegistryUnavailableException {
    return RecordEncoder.of(type, topic, registry).encode(record);
  }

  /**
   * Commands that can be decoded. Those without a key, with another key or with invalid ids become
   * dead letters. The others are rejected.
   *
   * @param tag makes their ids unique on the stack
   */
  List<ProducerRecord<byte[], byte[]>> senseless(String tag) throws RegistryUnavailableException {
    RecordEncoder<ConversationCommand> encoder =
        RecordEncoder.of(ConversationCommand.class, Topics.COMMANDS, registry);
    byte[] key = NOWHERE.getBytes(UTF_8);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    records.add(record(null, encoder.encode(command(tag + "-1", NOWHERE, text("hello")))));
    records.add(record(bytes(), encoder.encode(command(tag + "-2", NOWHERE, text("hello")))));
    String longId = "x".repeat(65);
    records.add(
        record(longId.getBytes(UTF_8), encoder.encode(command(tag + "-3", longId, text("a")))));
    records.add(record(key, encoder.encode(command(tag + "\u0007", NOWHERE, text("a")))));
    records.add(record(key, encoder.encode(command(tag + "-4", NOWHERE, text("no member")))));
    records.add(
        record(
            key, encoder.encode(command(tag + "-5", NOWHERE, text("x".repeat(TEXT_BYTES + 1))))));
    records.add(
        record(
            key,
            encoder.encode(command(tag + "-6", NOWHERE, new EditMessage(1L, "not mine", null)))));
    return records;
  }

  private static ProducerRecord<byte[], byte[]> record(byte[] key, byte[] value) {
    return new ProducerRecord<>(Topics.COMMANDS, key, value);
  }

  private static ConversationCommand command(String id, String conversation, Object payload) {
    return new ConversationCommand(
        id, conversation, "nobody", "nobody-phone", "no-gateway", 0L, payload);
  }

  private static SendMessage text(String text) {
    return new SendMessage(MessageType.TEXT, text, null, null, List.of());
  }

  private byte[] anyKey() {
    return chance.is(0.2) ? null : bytes();
  }

  /** The first is no magic byte. */
  private byte[] bytes() {
    byte[] bytes = new byte[chance.between(1, LONGEST)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) chance.between(1, 255);
    }
    return bytes;
  }
}
