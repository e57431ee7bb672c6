package io.parley.benchmarks.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.benchmarks.meters.TopicEnds;
import io.parley.cli.StackState;
import io.parley.infra.kafka.SchemaDeployment;
import io.parley.infra.kafka.TopicDeployment;
import io.parley.infra.kafka.TopicSizing;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.job.JobCatalogue;
import io.parley.schemas.job.Jobs;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.TopicSpec;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.RecordEncoder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A backlog of commands in topics of its own, to be ingested in a measurement. */
final class Backlog {

  static final int PARTITIONS = 4;

  private static final List<String> TOPICS = JobCatalogue.load().job(Jobs.INGEST).topics();

  private final StackState stack;
  private final String prefix;
  private int commands;

  private Backlog(StackState stack, String prefix) {
    this.stack = stack;
    this.prefix = prefix;
  }

  /**
   * Creates the topics as the catalogue describes them, and registers the schemas.
   *
   * @param prefix text before the names of the topics
   */
  static Backlog create(StackState stack, String prefix)
      throws ExecutionException, InterruptedException, TimeoutException {
    Backlog backlog = new Backlog(stack, prefix);
    backlog.deploy();
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

  private void deploy() throws ExecutionException, InterruptedException, TimeoutException {
    TopicCatalogue topics = TopicCatalogue.load().only(TOPICS).withPrefix(prefix);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
      new TopicDeployment(admin, topics, new TopicSizing((short) 1, PARTITIONS)).apply();
      // A partition whose leader has just begun may refuse a producer's first batch and take its
      // second; the first is out of order then, until it is given up.
      var unused = TopicEnds.byTopic(admin, topics.topics().stream().flatMap(Backlog::partitions));
    }
    SchemaDeployment.to(List.of(stack.registryUrl()), Map.of(), topics).apply();
  }

  private static Stream<TopicPartition> partitions(TopicSpec topic) {
    return IntStream.range(0, PARTITIONS)
        .mapToObj(partition -> new TopicPartition(topic.name(), partition));
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
