package io.parley.ingest;

import static io.parley.ingest.testing.Commands.image;
import static io.parley.ingest.testing.Commands.join;
import static io.parley.ingest.testing.Commands.leave;
import static io.parley.ingest.testing.Commands.setRole;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.common.deadletter.DeadLetterReason;
import io.parley.common.deadletter.DeadLetterSerializer;
import io.parley.common.testing.Conservation;
import io.parley.common.testing.MiniFlink;
import io.parley.common.testing.RunningJob;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import io.parley.infra.scylla.history.HistoryMessage;
import io.parley.infra.scylla.history.HistoryReader;
import io.parley.ingest.testing.Commands;
import io.parley.ingest.testing.IngestRig;
import io.parley.ingest.testing.Topic;
import io.parley.ingest.topics.IngestSinks;
import io.parley.schemas.ack.AckStatus;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.ack.RejectionReason;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.HostileRecords;
import io.parley.schemas.wire.HostileRecords.HostileRecord;
import io.parley.schemas.wire.RecordEncoder;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job against real servers: every command, and every kind of bad input. */
@UsesLocalServers({Server.KAFKA, Server.REGISTRY, Server.CQL})
class IngestJobIT {

  private final Commands alice = Commands.of("alice");
  private final Commands bob = Commands.of("bob");

  @TempDir Path checkpoints;

  @Test
  void everyCommandIsStoredPublishedAndAnswered(LocalServers servers) throws Exception {
    try (IngestRig rig = new IngestRig(servers, "commands", 3);
        MiniFlink flink = MiniFlink.start(1, 2)) {
      RunningJob job = start(rig, flink);
      Topic<ConversationEvent> events = new Topic<>(rig, Topics.EVENTS, ConversationEvent.class);
      Topic<CommandAck> acks = new Topic<>(rig, Topics.ACKS, CommandAck.class);

      List<ConversationCommand> first =
          List.of(
              alice.group("create", join("alice"), join("bob"), join("carol")),
              alice.text("m1", "hello"),
              bob.media("m2", MessageType.IMAGE, image()),
              bob.text("m1", "from bob, under the same client id"),
              alice.text("m1", "hello"),
              Commands.of("mallory").text("m1", "let me in"));
      rig.send(first);
      List<ConversationEvent> sent = events.await(IsolationLevel.READ_COMMITTED, 4);
      long hello = sent.get(1).getMessageId();
      long picture = sent.get(2).getMessageId();
      rig.send(
          List.of(
              alice.edit("m3", hello, "hello, world"),
              bob.delete("m4", picture),
              bob.reply("m5", hello),
              alice.group("m6", setRole("bob", MemberRole.ADMIN), leave("carol"))));

      List<ConversationEvent> all = events.await(IsolationLevel.READ_COMMITTED, 8);
      assertThat(all.stream().map(ConversationEvent::getSequence))
          .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
      assertThat(all.stream().map(ConversationEvent::getEventId))
          .isSorted()
          .doesNotHaveDuplicates();
      assertThat(events.all(IsolationLevel.READ_UNCOMMITTED)).isEqualTo(all);
      List<CommandAck> answers = acks.await(IsolationLevel.READ_COMMITTED, 10);
      assertThat(answers.stream().filter(CommandAck::getDuplicate))
          .singleElement()
          .satisfies(ack -> assertThat(ack.getMessageId()).isEqualTo(hello));
      assertThat(answers.stream().filter(ack -> ack.getStatus() == AckStatus.REJECTED))
          .singleElement()
          .satisfies(ack -> assertThat(ack.getReason()).isEqualTo(RejectionReason.NOT_A_MEMBER));

      assertHistory(rig, hello, picture);
      assertMembers(rig);
      job.assertNoTransactionWasLost();
      assertThat(job.restarts()).isZero();
      job.cancel();
    }
  }

  private static void assertHistory(IngestRig rig, long hello, long picture) {
    HistoryReader reader = new HistoryReader(rig.cql(), rig.name());
    List<HistoryMessage> messages = reader.newest(Commands.CONVERSATION, 50).messages();
    assertThat(messages).hasSize(6);
    HistoryMessage edited =
        messages.stream().filter(m -> m.messageId() == hello).findFirst().orElseThrow();
    assertThat(edited.content().orElseThrow().text()).contains("hello, world");
    HistoryMessage deleted =
        messages.stream().filter(m -> m.messageId() == picture).findFirst().orElseThrow();
    assertThat(deleted.isDeleted()).isTrue();
    assertThat(deleted.content()).isEmpty();
  }

  private static void assertMembers(IngestRig rig) {
    Map<String, String> roles = new TreeMap<>();
    rig.cql()
        .execute(
            "SELECT * FROM %s.conversation_members WHERE conversation_id = '%s'"
                .formatted(rig.name(), Commands.CONVERSATION))
        .forEach(
            row ->
                roles.put(
                    row.getString("user_id"),
                    row.isNull("left_event_id") ? row.getString("role") : "left"));
    assertThat(roles).isEqualTo(Map.of("alice", "ADMIN", "bob", "ADMIN", "carol", "left"));
    assertThat(
            rig.cql()
                .execute(
                    "SELECT conversation_id, conversation_kind FROM %s.user_conversations WHERE user_id = 'bob'"
                        .formatted(rig.name()))
                .one()
                .getString("conversation_kind"))
        .isEqualTo("GROUP");
  }

  @Test
  void badInputIsContained(LocalServers servers) throws Exception {
    try (IngestRig rig = new IngestRig(servers, "badinput", 2);
        MiniFlink flink = MiniFlink.start(1, 2)) {
      RunningJob job = start(rig, flink);
      rig.send(
          List.of(
              alice.group("create", join("alice"), join("bob")),
              new Commands("room-1", "alice").group("create", join("alice"))));
      List<ProducerRecord<byte[], byte[]>> undecodable = undecodable(rig);
      List<ProducerRecord<byte[], byte[]>> unanswerable = unanswerable(rig);
      List<ConversationCommand> refused = refused();

      rig.kafka().send(undecodable);
      rig.kafka().send(unanswerable);
      rig.send(refused);
      rig.kafka().send(List.of(halfASurrogatePair(rig)));
      rig.send(List.of(alice.text("last", "still here")));

      int letters = undecodable.size() + unanswerable.size();
      List<ConsumerRecord<byte[], byte[]>> deadLetters =
          rig.kafka().read(rig.topic(Topics.DEAD_LETTERS), IsolationLevel.READ_COMMITTED, letters);
      List<CommandAck> acks =
          new Topic<>(rig, Topics.ACKS, CommandAck.class)
              .await(IsolationLevel.READ_COMMITTED, refused.size() + 4);
      List<ConversationEvent> events =
          new Topic<>(rig, Topics.EVENTS, ConversationEvent.class)
              .all(IsolationLevel.READ_COMMITTED);
      Map<AckStatus, List<CommandAck>> byStatus =
          acks.stream().collect(groupingBy(CommandAck::getStatus));
      new Conservation(
              letters + refused.size() + 4L,
              events.size(),
              0,
              byStatus.get(AckStatus.REJECTED).size(),
              deadLetters.size())
          .assertHolds();
      assertThat(byStatus.get(AckStatus.REJECTED).stream().map(CommandAck::getReason))
          .containsExactlyInAnyOrder(
              RejectionReason.TEXT_TOO_LONG,
              RejectionReason.TOO_MANY_MEMBERS,
              RejectionReason.INVALID_MESSAGE_ID,
              RejectionReason.CONVERSATION_NOT_FOUND,
              RejectionReason.INVALID_ID,
              RejectionReason.UNSUPPORTED,
              RejectionReason.EMPTY_MESSAGE,
              RejectionReason.UNSUPPORTED,
              RejectionReason.INVALID_MEMBERS,
              RejectionReason.INVALID_TEXT);
      assertThat(deadLetters.stream().map(IngestJobIT::reason))
          .containsAll(
              Stream.of(
                      DeadLetterReason.MISSING_KEY,
                      DeadLetterReason.KEY_MISMATCH,
                      DeadLetterReason.WRONG_PARTITION,
                      DeadLetterReason.INVALID_IDENTIFIER)
                  .map(Enum::name)
                  .toList());
      assertThat(
              deadLetters.stream()
                  .map(letter -> List.of(bytes(letter.key()), bytes(letter.value()))))
          .as("the original keys and bytes")
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(undecodable.stream(), unanswerable.stream())
                  .map(record -> List.of(bytes(record.key()), bytes(record.value())))
                  .toList());
      assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
      assertThat(job.restarts()).isZero();
      job.assertNoTransactionWasLost();
      job.cancel();
    }
  }

  /**
   * A topic on which producers date records: none of them may date an id. Red when a dead letter
   * has the time of its original: the broker refuses the year 2099 again and again.
   */
  @Test
  void timesThatNoBrokerGaveMoveNoClock(LocalServers servers) throws Exception {
    try (IngestRig rig = new IngestRig(servers, "times", 1);
        MiniFlink flink = MiniFlink.start(1, 2)) {
      rig.kafka().admin().incrementalAlterConfigs(datedByProducers(rig)).all().get();
      RunningJob job = start(rig, flink);
      List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
      for (long time : new long[] {0, 1_750_000_000_000L, 4_070_908_800_000L}) {
        ProducerRecord<byte[], byte[]> dated = rig.record(alice.text("m" + time, "hello"));
        records.add(new ProducerRecord<>(dated.topic(), null, time, dated.key(), dated.value()));
      }
      rig.kafka().send(records);
      assertThat(
              rig
                  .kafka()
                  .read(rig.topic(Topics.DEAD_LETTERS), IsolationLevel.READ_COMMITTED, 3)
                  .stream()
                  .map(IngestJobIT::reason))
          .containsOnly(DeadLetterReason.NOT_LOG_APPEND_TIME.name());
      assertThat(job.restarts()).isZero();
      job.cancel();
    }
  }

  private static Map<ConfigResource, Collection<AlterConfigOp>> datedByProducers(IngestRig rig) {
    ConfigResource commands =
        new ConfigResource(ConfigResource.Type.TOPIC, rig.topic(Topics.COMMANDS));
    return Map.of(
        commands,
        Stream.of(
                new ConfigEntry("message.timestamp.type", "CreateTime"),
                new ConfigEntry("message.timestamp.after.max.ms", String.valueOf(Long.MAX_VALUE)))
            .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
            .toList());
  }

  private RunningJob start(IngestRig rig, MiniFlink flink) throws Exception {
    StreamExecutionEnvironment env =
        flink.environment(checkpoints, 2, "--execution.checkpointing.interval=200ms");
    IngestOptions options = rig.options();
    IngestJob.build(env, options, rig.sources(), IngestSinks.of(options));
    return flink.submit(env).awaitRunning();
  }

  private List<ProducerRecord<byte[], byte[]>> undecodable(IngestRig rig) throws Exception {
    int commandId = schemaId(rig.record(alice.text("m", "x")).value());
    int ackId =
        schemaId(
            RecordEncoder.of(CommandAck.class, rig.topic(Topics.ACKS), rig.schemas())
                .encode(
                    CommandAck.newBuilder()
                        .setClientMessageId("m")
                        .setConversationId("c")
                        .setSenderId("a")
                        .setDeviceId("d")
                        .setGatewayId("g")
                        .setStatus(AckStatus.SENT)
                        .build()));
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (HostileRecord hostile : HostileRecords.forCommands(commandId, ackId)) {
      records.add(
          new ProducerRecord<>(
              rig.topic(Topics.COMMANDS), Commands.CONVERSATION.getBytes(UTF_8), hostile.value()));
    }
    return records;
  }

  /** Its sender is told, because its ids can be read. */
  private ProducerRecord<byte[], byte[]> halfASurrogatePair(IngestRig rig) throws Exception {
    int commandId = schemaId(rig.record(alice.text("m", "x")).value());
    return new ProducerRecord<>(
        rig.topic(Topics.COMMANDS),
        "room-1".getBytes(UTF_8),
        HostileRecords.commandWithHalfASurrogatePair(commandId));
  }

  private static int schemaId(byte[] value) {
    return ByteBuffer.wrap(value, 1, 4).getInt();
  }

  /** Decodable, but nobody can be told. */
  private List<ProducerRecord<byte[], byte[]>> unanswerable(IngestRig rig) throws Exception {
    ProducerRecord<byte[], byte[]> valid = rig.record(alice.text("m", "x"));
    ConversationCommand.Builder builder = ConversationCommand.newBuilder(alice.text("m", "x"));
    return List.of(
        new ProducerRecord<>(valid.topic(), null, valid.value()),
        new ProducerRecord<>(valid.topic(), "c:2".getBytes(UTF_8), valid.value()),
        rig.record(builder.setSenderId("x".repeat(65)).build()),
        rig.record(builder.setSenderId("alice\u0007").build()),
        rig.record(builder.setSenderId("alice").setGatewayId("x".repeat(100_000)).build()),
        inTheOtherPartition(valid));
  }

  /** As a producer with another partitioner, or with another number of partitions, writes it. */
  private static ProducerRecord<byte[], byte[]> inTheOtherPartition(
      ProducerRecord<byte[], byte[]> record) {
    int own = Utils.toPositive(Utils.murmur2(record.key())) % 2;
    return new ProducerRecord<>(record.topic(), 1 - own, record.key(), record.value());
  }

  private List<ConversationCommand> refused() {
    MemberChange[] crowd =
        IntStream.range(0, 100_000).mapToObj(i -> join("u" + i)).toArray(MemberChange[]::new);
    return List.of(
        alice.text("r1", "x".repeat(16 * 1024 + 1)),
        alice.group("r2", crowd),
        alice.edit("r3", Long.MAX_VALUE, "x"),
        new Commands("c:unknown", "alice").delete("r4", 1),
        alice.group("r5", join("not an id")),
        alice.command("r6", null),
        alice.text("r7", "\u200b"),
        alice.group("r8", setRole("bob", MemberRole.UNKNOWN)),
        new Commands("c:alone", "alice")
            .members("r9", ConversationKind.DIRECT, List.of(join("bob"))));
  }

  private static String reason(ConsumerRecord<byte[], byte[]> letter) {
    return new String(letter.headers().lastHeader(DeadLetterSerializer.REASON).value(), UTF_8);
  }

  private static String bytes(byte[] bytes) {
    return bytes == null ? "null" : HexFormat.of().formatHex(bytes);
  }
}
