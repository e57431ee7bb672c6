package io.parley.common.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.common.deadletter.DeadLetter;
import io.parley.common.deadletter.DeadLetterReason;
import io.parley.common.kafka.SourceRecord;
import io.parley.common.options.KafkaOptions.LostState;
import io.parley.common.registry.RegistryLostSchemasException;
import io.parley.common.testing.TestRegistry;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.RecordEncoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

/**
 * What a task holds its input to, beyond the single record.
 *
 * <p>Seen red: without the check of the partition, with positions that are not saved, with schemas
 * that are not saved, and with tombstones decoded.
 */
class RecordIntakeTest {

  private static final int PARTITIONS = 4;

  private final TestRegistry registry = new TestRegistry();

  RecordIntakeTest() {
    registry.schemas().register("chat.receipts-value", Receipt.getClassSchema());
  }

  @Test
  void aRecordInThePartitionOfItsKeyGoesOn() throws Exception {
    try (var task = task(topic(PARTITIONS, Map.of()))) {
      task.open();
      task.processElement(receipt("c", partitionOf("c"), 0), 0);
      assertThat(task.extractOutputValues()).hasSize(1);
    }
  }

  /** As a librdkafka producer with its default partitioner (CRC32) writes it. */
  @Test
  void aRecordInAnotherPartitionIsADeadLetter() throws Exception {
    try (var task = task(topic(PARTITIONS, Map.of()))) {
      task.open();
      task.processElement(receipt("c", (partitionOf("c") + 1) % PARTITIONS, 0), 0);
      assertThat(task.extractOutputValues()).isEmpty();
      assertThat(reasons(task)).containsExactly(DeadLetterReason.WRONG_PARTITION);
    }
  }

  @Test
  void aTaskGoesOnFromTheStateThatItSaved() throws Exception {
    OperatorSubtaskState state = readUpTo(7);
    try (var task = task(topic(PARTITIONS, Map.of(partitionOf("c"), 8L)))) {
      task.initializeState(state);
      task.open();
      task.processElement(receipt("c", partitionOf("c"), 8), 0);
      assertThat(task.extractOutputValues()).hasSize(1);
    }
  }

  @Test
  void aTaskWithOlderStateThanTheGroupHasCommittedDoesNotStart() throws Exception {
    OperatorSubtaskState state = readUpTo(7);
    try (var task = task(topic(PARTITIONS, Map.of(partitionOf("c"), 9L)))) {
      task.initializeState(state);
      assertRefused(task, "older", "=8, committed 9}");
    }
  }

  /** Red when a start that somebody allowed leaves no trace: the next start would ask again. */
  @Test
  void aLostStateThatWasAcceptedOnceIsNotAskedForAgain() throws Exception {
    TopicInspector brokers = topic(PARTITIONS, Map.of(0, 9L));
    OperatorSubtaskState state;
    try (var task = task(brokers, LostState.ALLOW)) {
      task.open();
      state = task.snapshot(1, 1);
    }
    try (var task = task(brokers)) {
      task.initializeState(state);
      assertThatCode(task::open).doesNotThrowAnyException();
    }
  }

  @Test
  void aTaskWithoutStateDoesNotStartWhenTheGroupHasCommitted() throws Exception {
    try (var task = task(topic(PARTITIONS, Map.of(0, 9L)))) {
      assertRefused(task, "without state");
    }
  }

  @Test
  void aTaskDoesNotStartWhenItsTopicHasMorePartitionsThanBefore() throws Exception {
    OperatorSubtaskState state = readUpTo(7);
    try (var task = task(topic(2 * PARTITIONS, Map.of()))) {
      task.initializeState(state);
      assertRefused(task, "has 8 partitions", "had 4");
    }
  }

  /** The registry was wiped and provisioned anew while the job was down. */
  @Test
  void aTaskDoesNotStartWhenTheRegistryHasLostItsContent() throws Exception {
    OperatorSubtaskState state = readUpTo(7);
    registry.schemas().wipe(4);
    registry.schemas().register("chat.receipts-value", Receipt.getClassSchema());

    try (var task = task(topic(PARTITIONS, Map.of()))) {
      task.initializeState(state);
      assertThatThrownBy(task::open)
          .isInstanceOf(SuppressRestartsException.class)
          .hasCauseInstanceOf(RegistryLostSchemasException.class);
    }
  }

  @Test
  void aTombstoneOfACompactedTopicIsNoDeadLetterAndOfAnotherItIs() throws Exception {
    registry.schemas().register("chat.read-cursors-value", ReadCursor.getClassSchema());
    IntakeServices services = new IntakeServices(registry);
    SourceRecord tombstone =
        new SourceRecord("t", 0, 0, 1000, true, "k".getBytes(UTF_8), null, null);
    RecordCheck<ReadCursor> cursors = new NamedCheck<>(Topics.READ_CURSORS);
    try (var task = harness(new DecodeFunction<>(ReadCursor.class, cursors, services))) {
      task.open();
      task.processElement(tombstone, 0);
      assertThat(task.extractOutputValues()).isEmpty();
      assertThat(task.getSideOutput(DecodeFunction.DEAD_LETTERS)).isNull();
    }
    RecordCheck<Receipt> receipts = new NamedCheck<>(Topics.RECEIPTS);
    try (var task = harness(new DecodeFunction<>(Receipt.class, receipts, services))) {
      task.open();
      task.processElement(tombstone, 0);
      assertThat(reasons(task)).containsExactly(DeadLetterReason.EMPTY);
    }
  }

  /** The state would seem older than what the source has committed. Seen red. */
  @Test
  void aTombstoneCountsAsRead() throws Exception {
    registry.schemas().register("chat.read-cursors-value", ReadCursor.getClassSchema());
    OperatorSubtaskState state;
    try (var task = cursors(topic(PARTITIONS, Map.of()))) {
      task.open();
      task.processElement(
          new SourceRecord(Topics.READ_CURSORS, 0, 7, 1000, true, "k".getBytes(UTF_8), null, null),
          0);
      state = task.snapshot(1, 1);
    }
    try (var task = cursors(topic(PARTITIONS, Map.of(0, 8L)))) {
      task.initializeState(state);
      assertThatCode(task::open).doesNotThrowAnyException();
    }
  }

  private OneInputStreamOperatorTestHarness<SourceRecord, Incoming<ReadCursor>> cursors(
      TopicInspector inspector) throws Exception {
    return harness(
        new DecodeFunction<>(
            ReadCursor.class,
            RecordCheck.contract(TopicCatalogue.load().topic(Topics.READ_CURSORS)),
            new IntakeServices(registry, inspector, "", LostState.REFUSE)));
  }

  private OperatorSubtaskState readUpTo(long offset) throws Exception {
    try (var task = task(topic(PARTITIONS, Map.of()))) {
      task.open();
      task.processElement(receipt("c", partitionOf("c"), offset), 0);
      return task.snapshot(1, 1);
    }
  }

  private static void assertRefused(
      OneInputStreamOperatorTestHarness<SourceRecord, Incoming<Receipt>> task, String... words) {
    assertThatThrownBy(task::open)
        .isInstanceOf(SuppressRestartsException.class)
        .cause()
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContainingAll(words);
  }

  private OneInputStreamOperatorTestHarness<SourceRecord, Incoming<Receipt>> task(
      TopicInspector inspector) throws Exception {
    return task(inspector, LostState.REFUSE);
  }

  private OneInputStreamOperatorTestHarness<SourceRecord, Incoming<Receipt>> task(
      TopicInspector inspector, LostState lostState) throws Exception {
    return harness(
        new DecodeFunction<>(
            Receipt.class,
            RecordCheck.contract(TopicCatalogue.load().topic(Topics.RECEIPTS)),
            new IntakeServices(registry, inspector, "", lostState)));
  }

  private static <T extends SpecificRecord>
      OneInputStreamOperatorTestHarness<SourceRecord, Incoming<T>> harness(
          DecodeFunction<T> function) throws Exception {
    return new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(function), 1, 1, 0);
  }

  private static TopicInspector topic(int partitions, Map<Integer, Long> committed) {
    return name -> new InputTopic(partitions, committed);
  }

  private static List<DeadLetterReason> reasons(
      OneInputStreamOperatorTestHarness<SourceRecord, ?> task) {
    return task.getSideOutput(DecodeFunction.DEAD_LETTERS).stream()
        .map(StreamRecord::getValue)
        .map(DeadLetter::reason)
        .toList();
  }

  private static int partitionOf(String key) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(UTF_8))) % PARTITIONS;
  }

  private SourceRecord receipt(String conversation, int partition, long offset) throws Exception {
    Receipt receipt =
        Receipt.newBuilder()
            .setConversationId(conversation)
            .setUserId("u")
            .setDeviceId("d")
            .setMessageId(1)
            .setKind(ReceiptKind.READ)
            .build();
    byte[] value =
        RecordEncoder.of(Receipt.class, Topics.RECEIPTS, registry.schemas()).encode(receipt);
    return new SourceRecord(
        Topics.RECEIPTS, partition, offset, 1000, true, conversation.getBytes(UTF_8), value, null);
  }

  /** Accepts everything of a topic. */
  private record NamedCheck<T>(String name) implements RecordCheck<T> {

    @Override
    public Optional<DeadLetterReason> refuse(SourceRecord source, T value) {
      return Optional.empty();
    }

    @Override
    public Optional<String> topic() {
      return Optional.of(name);
    }
  }
}
