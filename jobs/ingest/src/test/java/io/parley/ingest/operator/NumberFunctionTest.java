package io.parley.ingest.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.common.deadletter.DeadLetter;
import io.parley.common.deadletter.DeadLetterReason;
import io.parley.common.decode.DecodeFunction;
import io.parley.common.decode.InputTopic;
import io.parley.common.decode.IntakeServices;
import io.parley.common.decode.StartRefusedException;
import io.parley.common.decode.TopicInspector;
import io.parley.common.kafka.SourceRecord;
import io.parley.common.options.KafkaOptions.LostState;
import io.parley.common.testing.TestRegistry;
import io.parley.ingest.domain.CommandTopic;
import io.parley.ingest.domain.NumberedCommand;
import io.parley.ingest.testing.Commands;
import io.parley.schemas.ack.RejectionReason;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.wire.HostileRecords;
import io.parley.schemas.wire.RecordEncoder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberFunctionTest {

  private static final long NOON = 1_750_000_000_000L;
  private static final long YEAR_2099 = 4_070_908_800_000L;
  private static final long DAY = 86_400_000L;
  private static final int DATACENTER = 3;
  private static final Duration MAX_CLOCK_STEP = Duration.ofDays(1);
  private static final String TOPIC = "chat.commands";
  private static final byte[] KEY = Commands.CONVERSATION.getBytes(UTF_8);
  private static final int PARTITION_OF_KEY = Utils.toPositive(Utils.murmur2(KEY)) % 12;

  private final TestRegistry registry = new TestRegistry();
  private CommandTopic topic = new CommandTopic(TOPIC);
  private TopicInspector brokers; // none: the tests put keys into any partition
  private RecordEncoder<ConversationCommand> encoder;

  @BeforeEach
  void registerSchema() {
    registry.schemas().register("chat.commands-value", ConversationCommand.getClassSchema());
    encoder = RecordEncoder.of(ConversationCommand.class, "chat.commands", registry.schemas());
  }

  @Test
  void aCommandGetsAnIdOfItsTimeDatacenterPartitionAndPlace() throws Exception {
    try (Harness harness = open(1, 0)) {
      harness.processElement(command(7, NOON), 0);
      harness.processElement(command(7, NOON), 0);
      NumberedCommand second = harness.extractOutputValues().get(1);
      assertThat(second.id()).isEqualTo(Snowflake.of(NOON, DATACENTER, 7, 1));
      assertThat(second.appendedAt()).isEqualTo(NOON);
      assertThat(second.traceparent()).isEqualTo("trace");
      assertThat(second.command()).isEqualTo(Commands.of("alice").text("m1", "hello"));
    }
  }

  /**
   * Whether the second record can be decoded may depend on the registry. Red when records are
   * numbered after decoding.
   */
  @Test
  void aRecordThatCannotBeDecodedTakesANumberAllTheSame() throws Exception {
    try (Harness harness = open(1, 0)) {
      harness.processElement(command(7, NOON), 0);
      harness.processElement(source(7, NOON, true, KEY, new byte[] {1}), 0);
      harness.processElement(command(7, NOON), 0);
      assertThat(ids(harness))
          .containsExactly(
              Snowflake.of(NOON, DATACENTER, 7, 0), Snowflake.of(NOON, DATACENTER, 7, 2));
      assertThat(reasons(harness)).containsExactly(DeadLetterReason.WRONG_MAGIC);
    }
  }

  /** Red when the clock is moved before the time is checked. */
  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE, NOON - 20 * 365 * 86_400_000L, YEAR_2099})
  void aTimeThatNoIdCanBearDoesNotMoveTheClock(long time) throws Exception {
    try (Harness harness = open(1, 0)) {
      harness.processElement(command(7, time), 0);
      harness.processElement(command(7, NOON), 0);
      assertThat(reasons(harness)).containsExactly(DeadLetterReason.TIMESTAMP_OUT_OF_RANGE);
      assertThat(ids(harness)).containsExactly(Snowflake.of(NOON, DATACENTER, 7, 0));
    }
  }

  @Test
  void aTimeThatAProducerMadeUpDoesNotMoveTheClock() throws Exception {
    try (Harness harness = open(1, 0)) {
      byte[] value = value(Commands.of("alice").text("m1", "hello"));
      harness.processElement(source(7, NOON + 3_600_000, false, KEY, value), 0);
      harness.processElement(command(7, NOON), 0);
      assertThat(reasons(harness)).containsExactly(DeadLetterReason.NOT_LOG_APPEND_TIME);
      assertThat(ids(harness)).containsExactly(Snowflake.of(NOON, DATACENTER, 7, 0));
    }
  }

  @Test
  void theKeyIsTheConversation() throws Exception {
    try (Harness harness = open(1, 0)) {
      byte[] value = value(Commands.of("alice").text("m1", "hello"));
      SourceRecord unkeyed = source(7, NOON, true, null, value);
      SourceRecord misplaced = source(7, NOON, true, "c:2".getBytes(UTF_8), value);
      harness.processElement(unkeyed, 0);
      harness.processElement(misplaced, 0);
      assertThat(letters(harness))
          .containsExactly(
              new DeadLetter(unkeyed, DeadLetterReason.MISSING_KEY),
              new DeadLetter(misplaced, DeadLetterReason.KEY_MISMATCH));
    }
  }

  static Stream<ConversationCommand> unanswerable() {
    ConversationCommand valid = Commands.of("alice").text("m1", "hello");
    String tooLong = "x".repeat(65);
    return Stream.of(
        ConversationCommand.newBuilder(valid).setGatewayId("").build(),
        ConversationCommand.newBuilder(valid).setDeviceId("my phone").build(),
        ConversationCommand.newBuilder(valid).setSenderId(tooLong).build(),
        ConversationCommand.newBuilder(valid).setClientMessageId("m\u0000").build(),
        ConversationCommand.newBuilder(valid).setConversationId("c\n1").build(),
        ConversationCommand.newBuilder(valid).setConversationId("gr\u00fc\u00df").build());
  }

  @ParameterizedTest
  @MethodSource("unanswerable")
  void aCommandThatNoAckCanRepeatIsADeadLetter(ConversationCommand command) throws Exception {
    try (Harness harness = open(1, 0)) {
      byte[] key = command.getConversationId().getBytes(UTF_8);
      harness.processElement(source(7, NOON, true, key, value(command)), 0);
      assertThat(reasons(harness)).containsExactly(DeadLetterReason.INVALID_IDENTIFIER);
    }
  }

  /** Red when the clocks are kept in an ordinary list state, and when they are not saved. */
  @Test
  void clocksGoOnAfterARescaleWhoeverReadsThePartition() throws Exception {
    OperatorSubtaskState saved;
    try (Harness first = open(2, 0);
        Harness second = open(2, 1)) {
      first.processElement(command(0, NOON), 0);
      second.processElement(command(1, NOON + 5), 0);
      saved =
          AbstractStreamOperatorTestHarness.repackageState(
              first.snapshot(1, 1), second.snapshot(1, 1));
    }
    for (int subtask = 0; subtask < 3; subtask++) {
      try (Harness rescaled = restore(saved, 2, 3, subtask)) {
        rescaled.processElement(command(0, NOON - 60_000), 0);
        rescaled.processElement(command(1, NOON - 60_000), 0);
        assertThat(ids(rescaled))
            .containsExactly(
                Snowflake.of(NOON, DATACENTER, 0, 1), Snowflake.of(NOON + 5, DATACENTER, 1, 1));
      }
    }
  }

  /** A copy that another subtask got at a rescale and did not advance must not win. */
  @Test
  void theFurthestCopyOfAClockCounts() throws Exception {
    OperatorSubtaskState saved;
    try (Harness one = open(1, 0)) {
      one.processElement(command(0, NOON), 0);
      saved = one.snapshot(1, 1);
    }
    OperatorSubtaskState rescaled;
    try (Harness reader = restore(saved, 1, 2, 0);
        Harness idle = restore(saved, 1, 2, 1)) {
      reader.processElement(command(0, NOON + 10), 0);
      rescaled =
          AbstractStreamOperatorTestHarness.repackageState(
              reader.snapshot(2, 2), idle.snapshot(2, 2));
    }
    try (Harness back = restore(rescaled, 2, 1, 0)) {
      back.processElement(command(0, NOON), 0);
      assertThat(ids(back)).containsExactly(Snowflake.of(NOON + 10, DATACENTER, 0, 1));
    }
  }

  /** Nobody wrote for a week, and the sender's clock says the same. */
  @Test
  void aLongSilenceMovesTheClock() throws Exception {
    try (Harness harness = open(1, 0)) {
      harness.processElement(command(7, NOON), 0);
      harness.processElement(command(7, NOON + 7 * DAY, NOON + 7 * DAY - 3_000), 0);
      assertThat(ids(harness))
          .containsExactly(
              Snowflake.of(NOON, DATACENTER, 7, 0), Snowflake.of(NOON + 7 * DAY, DATACENTER, 7, 0));
      assertThat(harness.extractOutputValues().get(1).fault()).isNull();
    }
  }

  /**
   * A broker whose clock is a month ahead. Red when the step is not looked at: everything behind is
   * a month ahead then, and the database refuses its rows.
   */
  @Test
  void aBrokersClockThatTheSenderContradictsDoesNotMoveTheClock() throws Exception {
    try (Harness harness = open(1, 0)) {
      harness.processElement(command(7, NOON), 0);
      harness.processElement(command(7, NOON + 30 * DAY, NOON + 1_000), 0);
      harness.processElement(command(7, NOON + 2_000), 0);
      assertThat(ids(harness))
          .containsExactly(
              Snowflake.of(NOON, DATACENTER, 7, 0),
              Snowflake.of(NOON, DATACENTER, 7, 1),
              Snowflake.of(NOON + 2_000, DATACENTER, 7, 0));
      assertThat(harness.extractOutputValues().stream().map(NumberedCommand::fault))
          .containsExactly(null, RejectionReason.CLOCK_AHEAD, null);
    }
  }

  /**
   * Quiet from Friday to Monday. The first command was composed offline on Friday, or comes from a
   * phone with a wrong date. Seen red: with nothing but the sender's clock as a witness. The
   * command was rejected for good, and the clock stayed at Friday.
   */
  @ParameterizedTest
  @ValueSource(longs = {-5 * DAY / 2, 365 * DAY})
  void afterALongSilenceTheMachinesClockConfirmsTheBrokersToo(long senderIsWrongBy)
      throws Exception {
    long monday = System.currentTimeMillis();
    try (Harness harness = open(1, 0)) {
      harness.snapshot(1, 1);
      harness.processElement(command(7, monday - 3 * DAY), 0);
      harness.processElement(command(7, monday, monday + senderIsWrongBy), 0);
      assertThat(ids(harness).get(1)).isEqualTo(Snowflake.of(monday, DATACENTER, 7, 0));
      assertThat(harness.extractOutputValues().get(1).fault()).isNull();
    }
  }

  @Test
  void theMachinesClockDoesNotConfirmABrokersClockThatIsThirtyHoursAhead() throws Exception {
    long now = System.currentTimeMillis();
    try (Harness harness = open(1, 0)) {
      harness.snapshot(1, 1);
      harness.processElement(command(7, now), 0);
      harness.processElement(command(7, now + 5 * DAY / 4, now), 0);
      assertThat(harness.extractOutputValues().get(1).fault())
          .isEqualTo(RejectionReason.CLOCK_AHEAD);
    }
  }

  /** Seen red: with a look at the machine's clock that the checkpoint does not save. */
  @Test
  void aReplayDecidesByTheLookAtTheMachinesClockThatItsCheckpointSaved() throws Exception {
    long monday = System.currentTimeMillis();
    OperatorSubtaskState saved;
    try (Harness harness = open(1, 0)) {
      saved = harness.snapshot(1, 1);
    }
    try (Harness replay = restore(saved, 1, 1, 0)) {
      replay.processElement(command(7, monday - 3 * DAY), 0);
      replay.processElement(command(7, monday, monday - 3 * DAY), 0);
      assertThat(replay.extractOutputValues().get(1).fault()).isNull();
    }
  }

  /** Within the allowed step a wrong clock is harmless: ids wait for it to be caught up. */
  @Test
  void aBrokersClockTwoHoursAheadAndBackKeepsTheOrder() throws Exception {
    try (Harness harness = open(1, 0)) {
      harness.processElement(command(7, NOON), 0);
      harness.processElement(command(7, NOON + 7_200_000), 0);
      harness.processElement(command(7, NOON + 1_000), 0);
      harness.processElement(command(7, NOON + 7_200_001), 0);
      assertThat(ids(harness)).isSorted().doesNotHaveDuplicates().hasSize(4);
      assertThat(harness.extractOutputValues().stream().map(NumberedCommand::fault))
          .containsOnlyNulls();
    }
  }

  @Test
  void aRecordThatCannotBeDecodedConfirmsNoLargeStep() throws Exception {
    try (Harness harness = open(1, 0)) {
      harness.processElement(command(7, NOON), 0);
      harness.processElement(source(7, NOON + 30 * DAY, true, KEY, new byte[] {1}), 0);
      harness.processElement(command(7, NOON + 1), 0);
      assertThat(ids(harness))
          .containsExactly(
              Snowflake.of(NOON, DATACENTER, 7, 0), Snowflake.of(NOON + 1, DATACENTER, 7, 0));
    }
  }

  /**
   * Red when only the decision looks at it: on the way there the text is written as UTF-8, and half
   * a pair becomes a question mark.
   */
  @Test
  void anUnpairedSurrogateIsSeenBeforeTheCommandTravels() throws Exception {
    try (Harness harness = open(1, 0)) {
      int schemaId = ByteBuffer.wrap(value(Commands.of("alice").text("m", "x")), 1, 4).getInt();
      byte[] value = HostileRecords.commandWithHalfASurrogatePair(schemaId);
      harness.processElement(source(7, NOON, true, "room-1".getBytes(UTF_8), value), 0);
      assertThat(harness.extractOutputValues().stream().map(NumberedCommand::fault))
          .containsExactly(RejectionReason.INVALID_TEXT);
    }
  }

  /** The check is that of all jobs. Seen red with a task that does not open its intake's guard. */
  @Test
  void partitionsAddedInPlaceRefuseTheStart() throws Exception {
    brokers = topicOf(12);
    OperatorSubtaskState saved;
    try (Harness harness = open(1, 0)) {
      harness.processElement(command(7, NOON), 0);
      saved = harness.snapshot(1, 1);
    }
    brokers = topicOf(24);
    assertThatThrownBy(() -> restore(saved, 1, 1, 0))
        .hasRootCauseInstanceOf(StartRefusedException.class)
        .rootCause()
        .hasMessageContainingAll("chat.commands has 24 partitions", "when it had 12");
  }

  /**
   * Seen red when only decoded records counted as read: the group commits the offset behind the
   * refused record, and the next start was refused for a state older than that.
   */
  @Test
  void aRecordThatIsRefusedForItsTimeWasReadAllTheSame() throws Exception {
    brokers = topicOf(12);
    OperatorSubtaskState saved;
    try (Harness harness = open(1, 0)) {
      harness.processElement(command(PARTITION_OF_KEY, NOON), 0);
      byte[] value = value(Commands.of("alice").text("m2", "hello"));
      harness.processElement(
          new SourceRecord(TOPIC, PARTITION_OF_KEY, 1, NOON, false, KEY, value, null), 0);
      assertThat(reasons(harness)).containsExactly(DeadLetterReason.NOT_LOG_APPEND_TIME);
      saved = harness.snapshot(1, 1);
    }
    brokers = name -> new InputTopic(12, Map.of(PARTITION_OF_KEY, 2L));
    try (Harness harness = restore(saved, 1, 1, 0)) {
      harness.processElement(command(PARTITION_OF_KEY, NOON + 1), 0);
      assertThat(ids(harness)).hasSize(1);
    }
  }

  /** Red when the old clocks are not restored, and when the old topic's records are numbered. */
  @Test
  void aNewTopicGoesOnBehindTheOldOne() throws Exception {
    OperatorSubtaskState saved;
    try (Harness harness = open(1, 0)) {
      harness.processElement(command(7, NOON), 0);
      saved = harness.snapshot(1, 1);
    }
    topic = new CommandTopic("chat.commands.2");
    registry.schemas().register("chat.commands.2-value", ConversationCommand.getClassSchema());
    try (Harness harness = restore(saved, 1, 1, 0)) {
      harness.processElement(command(7, NOON + 5), 0);
      byte[] value =
          RecordEncoder.of(ConversationCommand.class, topic.name(), registry.schemas())
              .encode(Commands.of("alice").text("m1", "hello"));
      harness.processElement(
          new SourceRecord("chat.commands.2", 3, 0, NOON - 500, true, KEY, value, null), 0);
      assertThat(reasons(harness)).containsExactly(DeadLetterReason.OLD_GENERATION);
      assertThat(ids(harness)).containsExactly(Snowflake.of(NOON + 1, DATACENTER, 3, 0));
    }
  }

  private final class Harness
      extends OneInputStreamOperatorTestHarness<SourceRecord, NumberedCommand> {
    Harness(int parallelism, int subtask) throws Exception {
      super(
          new ProcessOperator<>(
              new NumberFunction(
                  DATACENTER,
                  topic,
                  MAX_CLOCK_STEP,
                  new IntakeServices(registry, brokers, "", LostState.REFUSE))),
          12,
          parallelism,
          subtask);
      setup(
          IngestTypes.numberedCommand()
              .createSerializer(getExecutionConfig().getSerializerConfig()));
    }
  }

  private static TopicInspector topicOf(int partitions) {
    return name -> new InputTopic(partitions, Map.of());
  }

  private Harness open(int parallelism, int subtask) throws Exception {
    Harness harness = new Harness(parallelism, subtask);
    harness.open();
    return harness;
  }

  private Harness restore(OperatorSubtaskState saved, int from, int to, int subtask)
      throws Exception {
    Harness harness = new Harness(to, subtask);
    harness.initializeState(
        AbstractStreamOperatorTestHarness.repartitionOperatorState(saved, 12, from, to, subtask));
    harness.open();
    return harness;
  }

  private SourceRecord command(int partition, long time) throws Exception {
    return source(partition, time, true, KEY, value(Commands.of("alice").text("m1", "hello")));
  }

  private SourceRecord command(int partition, long time, long clientTime) throws Exception {
    ConversationCommand command =
        ConversationCommand.newBuilder(Commands.of("alice").text("m1", "hello"))
            .setClientTime(clientTime)
            .build();
    return source(partition, time, true, KEY, value(command));
  }

  private byte[] value(ConversationCommand command) throws Exception {
    return encoder.encode(command);
  }

  private static SourceRecord source(
      int partition, long time, boolean logAppendTime, byte[] key, byte[] value) {
    return new SourceRecord(
        "chat.commands", partition, 0, time, logAppendTime, key, value, "trace");
  }

  private static List<Long> ids(Harness harness) {
    return harness.extractOutputValues().stream().map(NumberedCommand::id).toList();
  }

  private static List<DeadLetter> letters(Harness harness) {
    Queue<StreamRecord<DeadLetter>> letters = harness.getSideOutput(DecodeFunction.DEAD_LETTERS);
    return letters == null ? List.of() : letters.stream().map(StreamRecord::getValue).toList();
  }

  private static List<DeadLetterReason> reasons(Harness harness) {
    return letters(harness).stream().map(DeadLetter::reason).toList();
  }
}
