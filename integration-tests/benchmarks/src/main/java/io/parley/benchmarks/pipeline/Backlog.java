package io.parley.benchmarks.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.parley.benchmarks.meters.TopicEnds;
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
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A backlog of commands in topics of its own, to be ingested in a measurement. */
final class Backlog {

  static final int PARTITIONS = 4;

  private static final Map<String, Schema> SCHEMAS =
      Map.of(
          Topics.COMMANDS, ConversationCommand.getClassSchema(),
          Topics.EVENTS, ConversationEvent.getClassSchema(),
          Topics.ACKS, CommandAck.getClassSchema());

  private final StackState stack;
  private final String prefix;
  private int commands;

  private Backlog(StackState stack, String prefix) {
    this.stack = stack;
    this.prefix = prefix;
  }

  /**
   * Creates the topics, configured like those of the pipeline, and registers the schemas.
   *
   * @param prefix text before the names of the topics
   */
  static Backlog create(StackState stack, String prefix) throws Exception {
    Backlog backlog = new Backlog(stack, prefix);
    backlog.createTopics();
    return backlog;
  }

  StackState stack() {
    return stack;
  }

  /** The text before the names of the topics. */
  String prefix() {
    return prefix;
  }

  /** The number of commands added so far. */
  int commands() {
    return commands;
  }

  String topic(String catalogueName) {
    return prefix + catalogueName;
  }

  private void createTopics() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
      List<NewTopic> topics = new ArrayList<>();
      for (String name :
          List.of(Topics.COMMANDS, Topics.EVENTS, Topics.ACKS, Topics.DEAD_LETTERS)) {
        topics.add(
            new NewTopic(topic(name), PARTITIONS, (short) 1).configs(configuration(admin, name)));
      }
      admin.createTopics(topics).all().get();
      // A partition whose leader has just begun may refuse a producer's first batch and take its
      // second; the first is out of order then, until it is given up.
      var unused = TopicEnds.byTopic(admin, topics.stream().flatMap(Backlog::partitions));
    }
    var registry = new CachedSchemaRegistryClient(stack.registryUrl(), SCHEMAS.size());
    for (Map.Entry<String, Schema> schema : SCHEMAS.entrySet()) {
      registry.register(topic(schema.getKey()) + "-value", new AvroSchema(schema.getValue()));
    }
  }

  private static Stream<TopicPartition> partitions(NewTopic topic) {
    return IntStream.range(0, topic.numPartitions())
        .mapToObj(partition -> new TopicPartition(topic.name(), partition));
  }

  /** That of the topic which the deploy step created. */
  private static Map<String, String> configuration(Admin admin, String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(List.of(resource)).all().get().get(resource).entries().stream()
        .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
  }

  /**
   * Produces commands. The broker has them when this returns.
   *
   * @throws Exception if it has not taken one of them, with the cause
   */
  void add(Stream<ConversationCommand> more) throws Exception {
    String topic = topic(Topics.COMMANDS);
    Map<String, Object> properties =
        Map.of("bootstrap.servers", stack.bootstrapServers(), "linger.ms", 20);
    try (ConfluentSchemaLookup schemas =
            ConfluentSchemaLookup.connect(List.of(stack.registryUrl()), Map.of());
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      RecordEncoder<ConversationCommand> encoder =
          RecordEncoder.of(ConversationCommand.class, topic, schemas);
      AtomicReference<Exception> failure = new AtomicReference<>();
      for (ConversationCommand command : (Iterable<ConversationCommand>) more::iterator) {
        var unused =
            producer.send(
                new ProducerRecord<>(
                    topic, command.getConversationId().getBytes(UTF_8), encoder.encode(command)),
                (metadata, error) -> failure.compareAndSet(null, error));
        commands++;
      }
      producer.flush();
      if (failure.get() != null) {
        throw failure.get();
      }
    }
  }
}
