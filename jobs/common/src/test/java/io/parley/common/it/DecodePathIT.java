package io.parley.common.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.kafka.common.IsolationLevel.READ_COMMITTED;
import static org.apache.kafka.common.IsolationLevel.READ_UNCOMMITTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.common.deadletter.DeadLetterSerializer;
import io.parley.common.decode.BrokerInspector;
import io.parley.common.decode.DecodeFunction;
import io.parley.common.decode.Incoming;
import io.parley.common.decode.IntakeServices;
import io.parley.common.decode.RecordCheck;
import io.parley.common.kafka.KafkaSinks;
import io.parley.common.kafka.KafkaSources;
import io.parley.common.kafka.Outgoing;
import io.parley.common.kafka.OutgoingSerializer;
import io.parley.common.options.KafkaOptions.LostState;
import io.parley.common.registry.Registry;
import io.parley.common.testing.Conservation;
import io.parley.common.testing.MiniFlink;
import io.parley.common.testing.RunningJob;
import io.parley.common.testing.TestJobs;
import io.parley.common.testing.TestKafka;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.job.JobSpec;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.TopicSpec.WhenLost;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.Decoding;
import io.parley.schemas.wire.HostileRecords;
import io.parley.schemas.wire.HostileRecords.HostileRecord;
import io.parley.schemas.wire.RecordDecoder;
import io.parley.schemas.wire.UndecodableReason;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Source, decoding, dead letters and sinks in one job, against a real broker and registry. The job
 * copies commands from one topic to another.
 */
@UsesLocalServers({Server.KAFKA, Server.REGISTRY})
class DecodePathIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final JobSpec JOB = TestJobs.named("copy");
  private static final String COPIES = "copies";
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final LocalServers servers;
  private Deployment deployment;

  @TempDir Path checkpoints;

  DecodePathIT(LocalServers servers) {
    this.servers = servers;
  }

  @Test
  void eachHostileRecordIsADeadLetterAndTheOthersGoOn() throws Exception {
    deployment = Deployment.of(servers, "hostile.");
    try (TestKafka kafka = topics();
        MiniFlink flink = MiniFlink.start(1, 2)) {
      int commandId = registerCommands();
      int foreignId = deployment.register(Topics.RECEIPTS, Receipt.getClassSchema());
      List<HostileRecord> corpus = HostileRecords.forCommands(commandId, foreignId);
      RunningJob job = start(flink);

      List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
      for (HostileRecord hostile : corpus) {
        records.add(record(hostile.name(), hostile.value()));
        records.add(record(conversationId(commandId), HostileRecords.validCommand(commandId)));
      }
      records.add(new ProducerRecord<>(input(), null, HostileRecords.validCommand(commandId)));
      records.add(record("elsewhere", HostileRecords.validCommand(commandId)));
      records.add(inTheWrongPartition(conversationId(commandId), commandId));
      kafka.send(records);

      List<ConsumerRecord<byte[], byte[]>> letters =
          kafka.read(output(Topics.DEAD_LETTERS), READ_COMMITTED, corpus.size() + 3);
      List<ConsumerRecord<byte[], byte[]>> copies =
          kafka.read(output(COPIES), READ_COMMITTED, corpus.size());

      new Conservation(records.size(), copies.size(), 0, 0, letters.size()).assertHolds();
      Map<String, ConsumerRecord<byte[], byte[]>> byKey = new LinkedHashMap<>();
      letters.forEach(
          letter -> byKey.put(letter.key() == null ? "null" : text(letter.key()), letter));
      for (HostileRecord hostile : corpus) {
        ConsumerRecord<byte[], byte[]> letter = byKey.get(hostile.name());
        assertThat(header(letter, "parley.reason")).as(hostile.name()).isEqualTo(reasonOf(hostile));
        assertThat(letter.value()).as(hostile.name()).isEqualTo(hostile.value());
        assertThat(header(letter, "parley.source.topic")).isEqualTo(input());
        assertThat(header(letter, "traceparent")).isEqualTo(TRACE);
      }
      assertThat(header(byKey.get("null"), "parley.reason")).isEqualTo("MISSING_KEY");
      assertThat(header(byKey.get("elsewhere"), "parley.reason")).isEqualTo("KEY_MISMATCH");
      assertThat(header(byKey.get(conversationId(commandId)), "parley.reason"))
          .isEqualTo("WRONG_PARTITION");
      assertThat(copies)
          .allSatisfy(copy -> assertThat(header(copy, "traceparent")).isEqualTo(TRACE))
          .allSatisfy(
              copy -> assertThat(copy.value()).isEqualTo(HostileRecords.validCommand(commandId)));
      assertThat(job.restarts()).isZero();
      job.assertNoTransactionWasLost();
    }
  }

  /** Seen red with an outage answered as "no such schema": nothing waited. */
  @Test
  void aSilentRegistryHoldsRecordsUpAndMakesNoDeadLetters() throws Exception {
    deployment = Deployment.of(servers, "outage.");
    try (TestKafka kafka = topics();
        MiniFlink flink = MiniFlink.start(1, 2)) {
      int commandId = registerCommands();
      byte[] valid = HostileRecords.validCommand(commandId);
      byte[] unknown = ByteBuffer.wrap(valid.clone()).putInt(1, HostileRecords.UNKNOWN_ID).array();
      RunningJob job = start(flink);
      String key = conversationId(commandId);
      kafka.send(List.of(record(key, valid)));
      kafka.read(output(COPIES), READ_COMMITTED, 1);
      int laterId = deployment.register(Topics.COMMANDS, commandWithOneMoreField());
      byte[] later = Arrays.copyOf(valid, valid.length + 1); // the new field: null
      ByteBuffer.wrap(later).putInt(1, laterId);

      servers.registry().pause();
      try {
        kafka.send(List.of(record(key, later), record(key, unknown)));
        await()
            .atMost(PATIENCE)
            .until(() -> job.gauges("registryOutage").anyMatch(g -> g.intValue() == 1));
        assertThat(kafka.readAll(output(Topics.DEAD_LETTERS), READ_UNCOMMITTED)).isEmpty();
        assertThat(kafka.readAll(output(COPIES), READ_UNCOMMITTED)).hasSize(1);
      } finally {
        servers.registry().resume();
      }

      assertThat(kafka.read(output(COPIES), READ_COMMITTED, 2)).hasSize(2);
      assertThat(kafka.read(output(Topics.DEAD_LETTERS), READ_COMMITTED, 1))
          .singleElement()
          .satisfies(
              letter -> assertThat(header(letter, "parley.reason")).isEqualTo("UNKNOWN_SCHEMA_ID"));
      assertThat(job.counter("registryRetries")).isPositive();
      assertThat(job.gauges("registryOutage")).allMatch(gauge -> gauge.intValue() == 0);
      assertThat(job.restarts()).isZero();
    }
  }

  @Test
  void aRecordAsLargeAsItsTopicAllowsIsStillADeadLetter() throws Exception {
    deployment = Deployment.of(servers, "large.");
    try (TestKafka kafka = topics();
        MiniFlink flink = MiniFlink.start(1, 2)) {
      registerCommands();
      kafka.create("large.raw", 1, Map.of("max.message.bytes", Integer.toString(4 * 1024 * 1024)));
      RunningJob job = start(flink, "raw");
      byte[] huge = new byte[3 * 1024 * 1024];
      huge[0] = 1;
      kafka.send(List.of(new ProducerRecord<>("large.raw", "k".getBytes(UTF_8), huge)));

      assertThat(kafka.read(output(Topics.DEAD_LETTERS), READ_COMMITTED, 1))
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(header(letter, "parley.reason")).isEqualTo("WRONG_MAGIC");
                assertThat(header(letter, "parley.truncated"))
                    .isEqualTo("key=1 value=" + huge.length);
                assertThat(letter.value()).hasSizeLessThan(huge.length);
              });
      assertThat(job.restarts()).isZero();
    }
  }

  /** A schema of another subject is no more known here than one that does not exist. */
  private static String reasonOf(HostileRecord hostile) {
    return hostile.reason() == UndecodableReason.SCHEMA_MISMATCH
        ? UndecodableReason.UNKNOWN_SCHEMA_ID.name()
        : hostile.reason().name();
  }

  /** As a producer with another partitioner writes it; there are two partitions. */
  private ProducerRecord<byte[], byte[]> inTheWrongPartition(String key, int commandId) {
    byte[] bytes = key.getBytes(UTF_8);
    int right = Utils.toPositive(Utils.murmur2(bytes)) % 2;
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(input(), 1 - right, bytes, HostileRecords.validCommand(commandId));
    record.headers().add("traceparent", TRACE.getBytes(UTF_8));
    return record;
  }

  private RunningJob start(MiniFlink flink) throws Exception {
    return start(flink, Topics.COMMANDS);
  }

  private RunningJob start(MiniFlink flink, String topic) throws Exception {
    StreamExecutionEnvironment environment =
        flink.environment(checkpoints, 1, "--execution.checkpointing.interval=200ms");
    Registry registry = Registry.of(deployment.registry());
    SingleOutputStreamOperator<Incoming<ConversationCommand>> decoded =
        environment
            .fromSource(
                KafkaSources.of(deployment.kafka(), JOB, topic, WhenLost.FAIL),
                WatermarkStrategy.noWatermarks(),
                "Commands")
            .uid("commands")
            .process(
                new DecodeFunction<>(
                    ConversationCommand.class,
                    RecordCheck.contract(TopicCatalogue.load().topic(Topics.COMMANDS)),
                    new IntakeServices(
                        registry,
                        new BrokerInspector(
                            deployment.kafka(), JOB.consumerGroup(deployment.kafka().idPrefix())),
                        deployment.kafka().topicPrefix(),
                        LostState.REFUSE)))
            .uid("decode")
            .name("Decode");
    decoded
        .map(
            in ->
                new Outgoing<>(
                    in.value().getConversationId(),
                    in.value(),
                    in.source().timestamp(),
                    in.source().traceparent()))
        .returns(Outgoing.typeOf(ConversationCommand.class))
        .uid("copy")
        .name("Copy")
        .sinkTo(
            KafkaSinks.transactional(
                deployment.kafka(),
                JOB,
                "",
                new OutgoingSerializer<>(output(COPIES), ConversationCommand.class, registry)))
        .uid("copies")
        .name("Copies");
    decoded
        .getSideOutput(DecodeFunction.DEAD_LETTERS)
        .sinkTo(
            KafkaSinks.transactional(
                deployment.kafka(),
                JOB,
                "",
                new DeadLetterSerializer(output(Topics.DEAD_LETTERS), "copy", 2 * 1024 * 1024)))
        .uid("dead-letters")
        .name("Dead letters");
    return flink.submit(environment).awaitRunning();
  }

  private TestKafka topics() throws Exception {
    TestKafka kafka = new TestKafka(servers.kafka().bootstrapServers());
    String prefix = deployment.kafka().topicPrefix();
    kafka.createFromCatalogue(prefix, 2, List.of(Topics.COMMANDS, Topics.DEAD_LETTERS));
    kafka.create(prefix + COPIES, 2, Map.of());
    return kafka;
  }

  private int registerCommands() throws Exception {
    deployment.register(COPIES, ConversationCommand.getClassSchema());
    return deployment.register(Topics.COMMANDS, ConversationCommand.getClassSchema());
  }

  /** As a later version of a gateway might write. */
  private static Schema commandWithOneMoreField() {
    Schema old = ConversationCommand.getClassSchema();
    List<Schema.Field> fields = new ArrayList<>();
    old.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    fields.add(
        new Schema.Field(
            "extra",
            Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.STRING)),
            "For a test.",
            Schema.Field.NULL_DEFAULT_VALUE));
    return Schema.createRecord(old.getName(), old.getDoc(), old.getNamespace(), false, fields);
  }

  private String conversationId(int commandId) throws Exception {
    var decoding =
        RecordDecoder.of(
                ConversationCommand.class,
                Registry.of(deployment.registry()).open(new UnregisteredMetricsGroup()))
            .decode(HostileRecords.validCommand(commandId));
    return ((Decoding.Decoded<ConversationCommand>) decoding).record().getConversationId();
  }

  private ProducerRecord<byte[], byte[]> record(String key, byte[] value) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(input(), key.getBytes(UTF_8), value);
    record.headers().add("traceparent", TRACE.getBytes(UTF_8));
    return record;
  }

  private String input() {
    return deployment.kafka().topic(Topics.COMMANDS);
  }

  private String output(String name) {
    return deployment.kafka().topic(name);
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return text(record.headers().lastHeader(name).value());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
