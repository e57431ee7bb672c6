package io.parley.common.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.parley.common.options.InvalidOptionsException;
import io.parley.common.options.JobArguments;
import io.parley.common.options.KafkaOptions;
import io.parley.common.options.OptionGroup;
import io.parley.common.testing.TestJobs;
import io.parley.common.testing.TestKafka;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import io.parley.schemas.job.JobSpec;
import io.parley.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** The preflight against a real broker: it passes what is safe and names what is not. */
@UsesLocalServers(Server.KAFKA)
class PreflightIT {

  private static final JobSpec JOB =
      TestJobs.named(
          "preflight", List.of(Topics.COMMANDS), List.of(Topics.EVENTS, Topics.READ_CURSORS));

  private final String bootstrapServers;
  private final Configuration flink = new Configuration();
  private Map<String, String> generations = Map.of();

  PreflightIT(LocalServers servers) {
    this.bootstrapServers = servers.kafka().bootstrapServers();
  }

  @Test
  void topicsOfTheCatalogueOnABrokerOfTodayAreAccepted() throws Exception {
    try (TestKafka kafka = new TestKafka(bootstrapServers)) {
      kafka.createFromCatalogue(
          "safe.", 3, List.of(Topics.COMMANDS, Topics.EVENTS, Topics.READ_CURSORS));
    }
    assertThatCode(() -> check("--kafka.topic-prefix=safe.", "--kafka.min-in-sync-replicas=1"))
        .doesNotThrowAnyException();
  }

  @Test
  void everythingThatWouldLoseDataIsNamedAtOnce() throws Exception {
    try (TestKafka kafka = new TestKafka(bootstrapServers)) {
      kafka.create(
          "unsafe.chat.commands",
          61,
          Map.of("message.timestamp.type", "CreateTime", "unclean.leader.election.enable", "true"));
      kafka.create("unsafe.chat.events", 1, Map.of("max.message.bytes", "1000"));
    }

    flink.setString("execution.checkpointing.mode", "AT_LEAST_ONCE");

    List<String> faults =
        faults("--kafka.topic-prefix=unsafe.", "--kafka.transaction.timeout=16 min");

    assertThat(faults)
        .satisfiesExactlyInAnyOrder(
            f -> assertThat(f).startsWith("execution.checkpointing.mode = 'AT_LEAST_ONCE'"),
            f ->
                assertThat(f)
                    .startsWith("kafka.transaction.timeout = '16 min'")
                    .contains("at most 15 min"),
            f -> assertThat(f).startsWith("Topic unsafe.chat.commands has min.insync.replicas = 1"),
            f ->
                assertThat(f)
                    .startsWith("Topic unsafe.chat.commands has unclean.leader.election.enable"),
            f ->
                assertThat(f)
                    .startsWith("Topic unsafe.chat.commands has message.timestamp.type")
                    .contains("expected LogAppendTime"),
            f -> assertThat(f).startsWith("Topic unsafe.chat.commands has 61 partitions"),
            f -> assertThat(f).startsWith("Topic unsafe.chat.events has min.insync.replicas = 1"),
            f -> assertThat(f).startsWith("Topic unsafe.chat.events has max.message.bytes = 1000"),
            f ->
                assertThat(f)
                    .startsWith("Topic unsafe.chat.events has message.timestamp.after.max.ms"),
            f -> assertThat(f).startsWith("Topic unsafe.chat.read-cursors does not exist"));
  }

  @Test
  void brokersThatDoNotAnswerAreAFaultAmongTheOthers() {
    flink.setString("execution.checkpointing.mode", "AT_LEAST_ONCE");

    List<String> faults =
        faults(
            "--kafka.bootstrap-servers=127.0.0.1:1",
            "--kafka.client.default.api.timeout.ms=2000",
            "--kafka.client.request.timeout.ms=1000");

    assertThat(faults)
        .hasSize(2)
        .last()
        .asString()
        .startsWith("kafka.bootstrap-servers = '127.0.0.1:1': the brokers could not be asked");
  }

  @Test
  void anotherCopyAtWorkIsAFault() throws Exception {
    createTopics("twice.");
    try (KafkaProducer<byte[], byte[]> copy = producer("parley-preflight-chat.events-0-1");
        KafkaProducer<byte[], byte[]> otherJob = producer("parley-preflight2-chat.events-0-1")) {
      AtomicBoolean working = new AtomicBoolean(true);
      CompletableFuture<Void> work =
          CompletableFuture.runAsync(
              () -> {
                while (working.get()) {
                  commitOne(copy);
                }
              });
      assertThat(faults("--kafka.topic-prefix=twice.", "--kafka.min-in-sync-replicas=1"))
          .singleElement()
          .asString()
          .contains("another copy of this job is at work", "parley-preflight-chat.events-0-1");
      working.set(false);
      work.get();
      commitOne(otherJob);
    }
  }

  @Test
  void aStartWithoutStateOnTopicsThatWereReadIsAFaultUnlessItIsMeant() throws Exception {
    createTopics("read.");
    try (TestKafka kafka = new TestKafka(bootstrapServers)) {
      kafka
          .admin()
          .alterConsumerGroupOffsets(
              "readers-preflight",
              Map.of(
                  new TopicPartition("read.chat.commands", 1),
                  new OffsetAndMetadata(42, Optional.empty(), "")))
          .all()
          .get();
    }
    String[] args = {
      "--kafka.topic-prefix=read.", "--kafka.id-prefix=readers", "--kafka.min-in-sync-replicas=1"
    };

    assertThat(faults(args))
        .singleElement()
        .asString()
        .contains("starts without state", "read.chat.commands", "{1=42}", "--kafka.lost-state");
    assertThatCode(() -> check(args[0], args[1], args[2], "--kafka.lost-state=ALLOW"))
        .doesNotThrowAnyException();
    flink.setString("execution.state-recovery.path", "file:///savepoints/1");
    assertThatCode(() -> check(args)).as("the tasks check").doesNotThrowAnyException();
  }

  /**
   * A job that has moved to a newer topic. Seen red when the preflight looked at the name in the
   * catalogue: it missed what is wrong with the newer topic, and demanded the older one for ever.
   */
  @Test
  void aNewerGenerationOfATopicIsCheckedInItsPlace() throws Exception {
    try (TestKafka kafka = new TestKafka(bootstrapServers)) {
      kafka.createFromCatalogue("moved.", 3, List.of(Topics.EVENTS, Topics.READ_CURSORS));
      kafka.create("moved.chat.commands.2", 61, Map.of("message.timestamp.type", "CreateTime"));
    }
    generations = Map.of(Topics.COMMANDS, "chat.commands.2");

    assertThat(faults("--kafka.topic-prefix=moved.", "--kafka.min-in-sync-replicas=1"))
        .singleElement()
        .asString()
        .startsWith("Topic moved.chat.commands.2 has message.timestamp.type = CreateTime");
  }

  /** Seen red: only the topics were looked at that the job reads now. */
  @Test
  void aStartWithoutStateOnANewerGenerationIsAFaultToo() throws Exception {
    try (TestKafka kafka = new TestKafka(bootstrapServers)) {
      kafka.createFromCatalogue("left.", 3, List.of(Topics.EVENTS, Topics.READ_CURSORS));
      kafka.create("left.chat.commands.3", 3, Map.of("message.timestamp.type", "LogAppendTime"));
      kafka.create("left.chat.commands.2", 2, Map.of());
      kafka
          .admin()
          .alterConsumerGroupOffsets(
              "movers-preflight",
              Map.of(
                  new TopicPartition("left.chat.commands.2", 1),
                  new OffsetAndMetadata(42, Optional.empty(), "")))
          .all()
          .get();
    }
    generations = Map.of(Topics.COMMANDS, "chat.commands.3");

    assertThat(
            faults(
                "--kafka.topic-prefix=left.",
                "--kafka.id-prefix=movers",
                "--kafka.min-in-sync-replicas=1"))
        .singleElement()
        .asString()
        .contains("starts without state", "left.chat.commands.2", "{1=42}");
  }

  @Test
  void whatADeadCopyLeftOpenIsNone() throws Exception {
    createTopics("once.");
    try (KafkaProducer<byte[], byte[]> dead = producer("parley-preflight-chat.events-0-2")) {
      dead.beginTransaction();
      dead.send(new ProducerRecord<>("once.chat.events", new byte[1])).get();

      assertThatCode(() -> check("--kafka.topic-prefix=once.", "--kafka.min-in-sync-replicas=1"))
          .doesNotThrowAnyException();
    }
  }

  private void createTopics(String prefix) throws Exception {
    try (TestKafka kafka = new TestKafka(bootstrapServers)) {
      kafka.createFromCatalogue(
          prefix, 3, List.of(Topics.COMMANDS, Topics.EVENTS, Topics.READ_CURSORS));
    }
  }

  private KafkaProducer<byte[], byte[]> producer(String transactionalId) {
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "transactional.id", transactionalId),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
    return producer;
  }

  /** As a copy that writes a record a checkpoint; most of the time a transaction is open. */
  private static void commitOne(KafkaProducer<byte[], byte[]> producer) {
    try {
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("twice.chat.events", new byte[1])).get();
      producer.commitTransaction();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> faults(String... args) {
    return catchThrowableOfType(InvalidOptionsException.class, () -> check(args)).faults();
  }

  private void check(String... args) throws InterruptedException {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--execution.checkpointing.dir=file:///checkpoints");
    if (all.stream().noneMatch(arg -> arg.startsWith("--kafka.bootstrap-servers"))) {
      all.add("--kafka.bootstrap-servers=" + bootstrapServers);
    }
    List<OptionGroup> groups = List.of(KafkaOptions.GROUP, EngineOptions.GROUP);
    Both both =
        JobArguments.parse(
                groups,
                all.toArray(String[]::new),
                reader -> new Both(KafkaOptions.read(reader), EngineOptions.read(reader)))
            .options();
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(flink);
    both.engine().applyTo(environment);
    Preflight.check(
        environment.getConfiguration(),
        both.kafka(),
        name -> both.kafka().topic(generations.getOrDefault(name, name)),
        JOB);
  }

  record Both(KafkaOptions kafka, EngineOptions engine) {}
}
