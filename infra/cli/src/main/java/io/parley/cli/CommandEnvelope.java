package io.parley.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.command.AvroJson;
import io.parley.command.CommandContext;
import io.parley.command.CommandFailure;
import io.parley.command.Printable;
import io.parley.command.ServiceAddresses;
import io.parley.command.arguments.Bounds;
import io.parley.command.cluster.ClusterOption;
import io.parley.infra.kafka.TopicReader;
import io.parley.schemas.ack.AckStatus;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ChangeMembers;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.id.Identifiers;
import io.parley.schemas.signature.GatewaySignature;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.Decoding;
import io.parley.schemas.wire.RecordDecoder;
import io.parley.schemas.wire.RecordEncoder;
import io.parley.schemas.wire.RegistryUnavailableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The options that all subcommands of {@code send} share: who sends the command, under which id,
 * and how long to wait for the ack. It also sends the command.
 */
final class CommandEnvelope {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GATEWAY = "parley-cli";
  private static final String DEVICE = "parley-cli";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--by",
      required = true,
      paramLabel = "USER",
      description = "The user who sends the command.")
  private String sender;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description =
          "The client_message_id (default: a random one). Give the same id twice to see"
              + " deduplication at work.")
  private String clientMessageId = UUID.randomUUID().toString();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "15",
      description = "How long to wait for the ack; 0 does not wait (default: ${DEFAULT-VALUE}).")
  @Bounds(least = 0)
  private int timeoutSeconds;

  @Mixin private ClusterOption cluster;

  String sender() {
    return sender;
  }

  /**
   * Produces the command and, unless told otherwise, waits for its ack and prints it.
   *
   * @param local asked for its services once the ids of the command are known to be valid
   * @throws ParameterException if an id is not valid: ingest could not even address an ack
   */
  int send(CommandContext local, String conversation, Object payload)
      throws IOException, ExecutionException, InterruptedException {
    requireValidIds(conversation, payload);
    return send(cluster.services(local), conversation, payload);
  }

  private void requireValidIds(String conversation, Object payload) {
    requireValidId("CONVERSATION", conversation);
    requireValidId("--by", sender);
    requireValidId("--id", clientMessageId);
    if (payload instanceof ChangeMembers members) {
      members.getChanges().forEach(change -> requireValidId("--members", change.getUserId()));
    }
  }

  private void requireValidId(String what, String id) {
    if (!Identifiers.isValid(id)) {
      throw new ParameterException(
          spec.commandLine(),
          "%s '%s' is not a valid id: expected %s. Nothing was sent."
              .formatted(what, Printable.of(id), Identifiers.RULE));
    }
  }

  private int send(ServiceAddresses services, String conversation, Object payload)
      throws IOException, ExecutionException, InterruptedException {
    try (ConfluentSchemaLookup registry = services.connectRegistry();
        TopicReader acks =
            new TopicReader(
                services.kafkaClient(),
                services.topic(Topics.ACKS),
                // As a gateway reads: without waiting for the job's checkpoint.
                IsolationLevel.READ_UNCOMMITTED)) {
      acks.skipToEnd();
      RecordEncoder<ConversationCommand> encoder =
          RecordEncoder.of(ConversationCommand.class, services.topic(Topics.COMMANDS), registry);
      produce(
          services, signed(services, conversation, encoder.encode(command(conversation, payload))));
      PrintWriter out = spec.commandLine().getOut();
      if (timeoutSeconds == 0) {
        out.println(JSON.createObjectNode().put("client_message_id", clientMessageId));
        return 0;
      }
      CommandAck ack =
          await(acks, RecordDecoder.of(CommandAck.class, registry))
              .orElseThrow(CommandEnvelope::noAck);
      out.println(Printable.of(AvroJson.of(ack).toString()));
      return ack.getStatus() == AckStatus.SENT ? 0 : CommandFailure.FAILED;
    }
  }

  private ConversationCommand command(String conversation, Object payload) {
    return new ConversationCommand(
        clientMessageId,
        conversation,
        sender,
        DEVICE,
        GATEWAY,
        System.currentTimeMillis(),
        payload);
  }

  private static ProducerRecord<byte[], byte[]> signed(
      ServiceAddresses services, String conversation, byte[] value) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(services.topic(Topics.COMMANDS), conversation.getBytes(UTF_8), value);
    services
        .signingKey(GATEWAY)
        .ifPresent(key -> GatewaySignature.addTo(record, key, System.currentTimeMillis()));
    return record;
  }

  private static void produce(ServiceAddresses services, ProducerRecord<byte[], byte[]> record)
      throws ExecutionException, InterruptedException {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            services.kafkaClient(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(record).get();
    }
  }

  private Optional<CommandAck> await(TopicReader acks, RecordDecoder<CommandAck> decoder)
      throws RegistryUnavailableException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
    while (System.nanoTime() < end) {
      for (ConsumerRecord<byte[], byte[]> record : acks.poll()) {
        if (decoder.decode(record.value()) instanceof Decoding.Decoded<CommandAck> decoded
            && decoded.record().getClientMessageId().equals(clientMessageId)) {
          return Optional.of(decoded.record());
        }
      }
    }
    return Optional.empty();
  }

  private static CommandFailure noAck() {
    return new CommandFailure(
        "The command is in Kafka, but no ack came. Does the ingest job run? `./parley submit"
            + " ingest` starts it; it then answers this command too. Or did it refuse the command?"
            + " `./parley dead-letters list --since 5m` shows that.");
  }
}
