package io.parley.e2e.upgrade;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.cli.StackState;
import io.parley.schemas.command.ChangeMembers;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.command.SendMessage;
import io.parley.schemas.conversation.ConversationKind;
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
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.RecordEncoder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A conversation of Ann and Bob, with records written by hand before and after an upgrade. */
final class Hello implements AutoCloseable {

  static final String GROUP = "old-group";
  static final String OLD_COMMAND = "hello-old";
  static final String NEW_COMMAND = "hello-new";

  private final ConfluentSchemaLookup registry;
  private final KafkaProducer<byte[], byte[]> producer;

  Hello(StackState stack) {
    registry = ConfluentSchemaLookup.connect(List.of(stack.registryUrl()), Map.of());
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", stack.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  void connectBob() throws Exception {
    long now = System.currentTimeMillis();
    send(
        Topics.GATEWAYS,
        GatewayEvent.class,
        "gw-1",
        new GatewayEvent("gw-1", now, GatewayState.UP));
    send(
        Topics.SESSIONS,
        SessionEvent.class,
        "bob",
        new SessionEvent("bob", "bob.d1", "gw-1", now, now, SessionState.CONNECTED));
  }

  void annMakesTheGroup() throws Exception {
    command(
        "create-old",
        new ChangeMembers(
            ConversationKind.GROUP,
            List.of(
                new MemberChange("ann", MemberAction.JOIN, MemberRole.ADMIN, NotifyLevel.ALL),
                new MemberChange("bob", MemberAction.JOIN, MemberRole.MEMBER, NotifyLevel.ALL))));
  }

  void annSays(String clientMessageId, String text) throws Exception {
    command(clientMessageId, new SendMessage(MessageType.TEXT, text, null, null, List.of()));
  }

  void bobReads(long messageId) throws Exception {
    send(
        Topics.RECEIPTS,
        Receipt.class,
        GROUP,
        new Receipt(GROUP, "bob", "bob.d1", messageId, ReceiptKind.READ));
  }

  /** Puts records that are never read before the offsets from which the state goes on. */
  void fill(Map<String, List<Long>> ends) throws Exception {
    for (Map.Entry<String, List<Long>> topic : ends.entrySet()) {
      for (int partition = 0; partition < topic.getValue().size(); partition++) {
        for (long n = 0; n < topic.getValue().get(partition); n++) {
          producer.send(new ProducerRecord<>(topic.getKey(), partition, new byte[1], null)).get();
        }
      }
    }
  }

  private void command(String clientMessageId, Object payload) throws Exception {
    send(
        Topics.COMMANDS,
        ConversationCommand.class,
        GROUP,
        new ConversationCommand(
            clientMessageId, GROUP, "ann", "ann.d1", "gw-1", System.currentTimeMillis(), payload));
  }

  private <T extends SpecificRecord> void send(String topic, Class<T> type, String key, T value)
      throws Exception {
    byte[] bytes = RecordEncoder.of(type, topic, registry).encode(value);
    producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), bytes)).get();
  }

  @Override
  public void close() throws IOException {
    producer.close();
    registry.close();
  }
}
