package io.parley.it.benchmark.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.parley.cli.StackState;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.RecordEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Commands that wait in topics of their own for someone to ingest them: conversations are founded,
 * then messages come, spread evenly over them.
 *
 * @param prefix before the topics' names
 * @param chats the conversations
 * @param messages how many in all
 */
record Backlog(StackState stack, String prefix, Chats chats, int messages) {

  static final int PARTITIONS = 4;

  private static final Map<String, Schema> SCHEMAS =
      Map.of(
          Topics.COMMANDS, ConversationCommand.getClassSchema(),
          Topics.EVENTS, ConversationEvent.getClassSchema(),
          Topics.ACKS, CommandAck.getClassSchema());

  /** Commands in all. */
  int commands() {
    return chats.count() + messages;
  }

  String topic(String catalogueName) {
    return prefix + catalogueName;
  }

  /**
   * Creates the topics like those of the pipeline, registers the schemas, and produces all
   * commands.
   */
  void fill() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
      List<NewTopic> topics = new ArrayList<>();
      for (String name :
          List.of(Topics.COMMANDS, Topics.EVENTS, Topics.ACKS, Topics.DEAD_LETTERS)) {
        topics.add(
            new NewTopic(topic(name), PARTITIONS, (short) 1).configs(configuration(admin, name)));
      }
      admin.createTopics(topics).all().get();
    }
    var registry = new CachedSchemaRegistryClient(stack.registryUrl(), SCHEMAS.size());
    for (Map.Entry<String, Schema> schema : SCHEMAS.entrySet()) {
      registry.register(topic(schema.getKey()) + "-value", new AvroSchema(schema.getValue()));
    }
    produce();
  }

  /** That of the topic which the deploy step created. */
  private static Map<String, String> configuration(Admin admin, String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(List.of(resource)).all().get().get(resource).entries().stream()
        .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
  }

  private void produce() throws Exception {
    String commands = topic(Topics.COMMANDS);
    Map<String, Object> properties =
        Map.of("bootstrap.servers", stack.bootstrapServers(), "linger.ms", 20);
    try (ConfluentSchemaLookup schemas =
            ConfluentSchemaLookup.connect(List.of(stack.registryUrl()), Map.of());
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      RecordEncoder<ConversationCommand> encoder =
          RecordEncoder.of(ConversationCommand.class, commands, schemas);
      for (int n = 0; n < commands(); n++) {
        ConversationCommand command =
            n < chats.count() ? chats.creation(n) : chats.message(n - chats.count());
        var unused =
            producer.send(
                new ProducerRecord<>(
                    commands,
                    command.getConversationId().getBytes(UTF_8),
                    encoder.encode(command)));
      }
    }
  }
}
