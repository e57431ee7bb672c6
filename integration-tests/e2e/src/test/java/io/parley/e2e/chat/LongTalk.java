package io.parley.e2e.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.command.ServiceAddresses;
import io.parley.schemas.command.ChangeMembers;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.command.SendMessage;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.conversation.NotifyLevel;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.RecordEncoder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A long group conversation, written to the commands' topic in one go by a gateway that nobody is
 * connected to. Ingest stores it as it stores any other.
 */
final class LongTalk {

  private static final String GATEWAY = "long-talk";

  private LongTalk() {}

  /** Creates the group and sends {@code messages} messages, {@code message 1} and so on. */
  static void write(
      ServiceAddresses services, String conversation, List<String> members, int messages)
      throws Exception {
    String topic = services.topic(Topics.COMMANDS);
    Map<String, Object> properties =
        Map.of("bootstrap.servers", services.bootstrapServers(), "linger.ms", 20);
    try (ConfluentSchemaLookup schemas = services.connectRegistry();
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      RecordEncoder<ConversationCommand> encoder =
          RecordEncoder.of(ConversationCommand.class, topic, schemas);
      List<ConversationCommand> commands =
          Stream.concat(
                  Stream.of(creation(conversation, members)),
                  Stream.iterate(1, n -> n <= messages, n -> n + 1)
                      .map(n -> message(conversation, members.get(n % members.size()), n)))
              .toList();
      for (ConversationCommand command : commands) {
        var unused =
            producer.send(
                new ProducerRecord<>(topic, conversation.getBytes(UTF_8), encoder.encode(command)));
      }
    }
  }

  private static ConversationCommand creation(String conversation, List<String> members) {
    List<MemberChange> changes =
        members.stream()
            .map(
                user ->
                    new MemberChange(user, MemberAction.JOIN, MemberRole.ADMIN, NotifyLevel.ALL))
            .toList();
    return command(
        conversation, members.get(0), 0, new ChangeMembers(ConversationKind.GROUP, changes));
  }

  private static ConversationCommand message(String conversation, String sender, int number) {
    return command(
        conversation,
        sender,
        number,
        new SendMessage(MessageType.TEXT, "message " + number, null, null, List.of()));
  }

  private static ConversationCommand command(
      String conversation, String sender, int number, Object payload) {
    return new ConversationCommand(
        conversation + "-" + number,
        conversation,
        sender,
        sender + ".long",
        GATEWAY,
        System.currentTimeMillis(),
        payload);
  }
}
