package io.parley.e2e.secure;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.command.ServiceAddresses;
import io.parley.infra.kafka.TopicReader;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ChangeMembers;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.NotifyLevel;
import io.parley.schemas.signature.GatewaySignature;
import io.parley.schemas.signature.SigningKey;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.Decoding;
import io.parley.schemas.wire.RecordDecoder;
import io.parley.schemas.wire.RecordEncoder;
import io.parley.schemas.wire.RegistryUnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Whoever has the login of a gateway, and writes records in the name of any gateway, signed with
 * any key or with none. For one thread.
 */
public final class GatewayHand implements AutoCloseable {

  private final ConfluentSchemaLookup registry;
  private final KafkaProducer<byte[], byte[]> producer;
  private final TopicReader acks;
  private final Set<String> acked = new HashSet<>();

  /** Opens the connections. */
  public GatewayHand(ServiceAddresses services) {
    registry = services.connectRegistry();
    producer =
        new KafkaProducer<>(
            services.kafkaClient(), new ByteArraySerializer(), new ByteArraySerializer());
    acks = new TopicReader(services.kafkaClient(), Topics.ACKS, IsolationLevel.READ_UNCOMMITTED);
    acks.skipToEnd();
  }

  /** A command that claims to come from a gateway. It creates a conversation of its own name. */
  public static ConversationCommand commandFrom(String gatewayId) {
    String id = UUID.randomUUID().toString();
    return new ConversationCommand(
        id,
        "signed-" + id,
        "ann",
        "ann.web-1",
        gatewayId,
        System.currentTimeMillis(),
        new ChangeMembers(
            ConversationKind.GROUP,
            List.of(
                new MemberChange("ann", MemberAction.JOIN, MemberRole.ADMIN, NotifyLevel.ALL))));
  }

  /** Writes a record, and returns when the broker has it. */
  <T extends SpecificRecord> void write(
      String topic, String key, Class<T> type, T value, Optional<SigningKey> signing)
      throws Exception {
    producer
        .send(record(topic, key, RecordEncoder.of(type, topic, registry), value, signing))
        .get();
  }

  private static <T extends SpecificRecord> ProducerRecord<byte[], byte[]> record(
      String topic, String key, RecordEncoder<T> encoder, T value, Optional<SigningKey> signing)
      throws RegistryUnavailableException {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, key.getBytes(UTF_8), encoder.encode(value));
    signing.ifPresent(with -> GatewaySignature.addTo(record, with, System.currentTimeMillis()));
    return record;
  }

  /** Writes a command, and returns when the broker has it. */
  public void write(ConversationCommand command, SigningKey signing) throws Exception {
    write(List.of(command), signing);
  }

  /** Writes commands, and returns when the broker has all of them. */
  public void write(List<ConversationCommand> commands, SigningKey signing) throws Exception {
    RecordEncoder<ConversationCommand> encoder =
        RecordEncoder.of(ConversationCommand.class, Topics.COMMANDS, registry);
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (ConversationCommand command : commands) {
      sent.add(
          producer.send(
              record(
                  Topics.COMMANDS,
                  command.getConversationId(),
                  encoder,
                  command,
                  Optional.of(signing))));
    }
    for (Future<RecordMetadata> one : sent) {
      one.get();
    }
  }

  /** Whether an ack of the command has come since this object was made. */
  boolean isAcked(ConversationCommand command) throws Exception {
    RecordDecoder<CommandAck> decoder = RecordDecoder.of(CommandAck.class, registry);
    for (var record : acks.poll()) {
      if (decoder.decode(record.value()) instanceof Decoding.Decoded<CommandAck> decoded) {
        acked.add(decoded.record().getClientMessageId());
      }
    }
    return acked.contains(command.getClientMessageId());
  }

  @Override
  public void close() throws IOException {
    acks.close();
    producer.close();
    registry.close();
  }
}
