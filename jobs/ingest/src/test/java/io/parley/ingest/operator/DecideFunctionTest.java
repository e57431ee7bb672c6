package io.parley.ingest.operator;

import static io.parley.ingest.testing.Commands.join;
import static io.parley.ingest.testing.Commands.leave;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.ingest.domain.Decided;
import io.parley.ingest.domain.DecisionLimits;
import io.parley.ingest.domain.MemberList;
import io.parley.ingest.domain.NumberedCommand;
import io.parley.ingest.testing.Commands;
import io.parley.schemas.ack.AckStatus;
import io.parley.schemas.ack.RejectionReason;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.id.Snowflake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** With the state backend of production, unless said otherwise. */
class DecideFunctionTest {

  private static final long NOON = 1_750_000_000_000L;
  private static final Duration MARGIN = Duration.ofDays(1);
  private static final DecisionLimits LIMITS =
      new DecisionLimits(Duration.ofDays(7), Duration.ofDays(2), 1_000, 100_000);
  private static final int MAX_PARALLELISM = 12;

  private final Commands alice = Commands.of("alice");
  private long now = NOON;

  @Test
  void everyCommandIsAnsweredOnce() throws Exception {
    try (Harness harness = open()) {
      process(harness, alice.group("create", join("alice")));
      process(harness, alice.text("m1", "hello"));
      process(harness, alice.text("m1", "hello"));
      process(harness, alice.text("m1", "other"));

      List<Decided> out = harness.extractOutputValues();
      assertThat(out).hasSize(4);
      Decided sent = out.get(1);
      assertThat(sent.ack().getStatus()).isEqualTo(AckStatus.SENT);
      assertThat(sent.ack().getDuplicate()).isFalse();
      assertThat(sent.ack().getEventId()).isEqualTo(sent.event().getEventId());
      Decided repeated = out.get(2);
      assertThat(repeated.event()).isNull();
      assertThat(repeated.ack().getStatus()).isEqualTo(AckStatus.SENT);
      assertThat(repeated.ack().getDuplicate()).isTrue();
      assertThat(repeated.ack().getEventId()).isEqualTo(sent.event().getEventId());
      assertThat(repeated.ack().getMessageId()).isEqualTo(sent.event().getMessageId());
      Decided rejected = out.get(3);
      assertThat(rejected.event()).isNull();
      assertThat(rejected.ack().getStatus()).isEqualTo(AckStatus.REJECTED);
      assertThat(rejected.ack().getReason()).isEqualTo(RejectionReason.ID_REUSED);
      assertThat(rejected.ack().getEventId())
          .as("the id of the command that used the id first")
          .isEqualTo(sent.event().getEventId());
      assertThat(sent.ack().getSequence()).isEqualTo(2);
      assertThat(repeated.ack().getSequence()).isEqualTo(2);
    }
  }

  /** The ack goes to whoever asked, which may be another gateway than the first time. */
  @Test
  void aRepetitionIsAnsweredToTheGatewayThatRepeatsIt() throws Exception {
    try (Harness harness = open()) {
      process(harness, alice.group("create", join("alice")));
      process(
          harness,
          ConversationCommand.newBuilder(alice.group("create", join("alice")))
              .setGatewayId("gateway-2")
              .build());
      assertThat(harness.extractOutputValues().get(1).ack().getGatewayId()).isEqualTo("gateway-2");
    }
  }

  @Test
  void theFirstMessageOfATenDayWindowOpensItsBucket() throws Exception {
    try (Harness harness = open()) {
      process(harness, alice.group("create", join("alice")));
      process(harness, alice.text("m1", "hello"));
      now += Duration.ofDays(10).toMillis();
      process(harness, alice.text("m2", "hello"));
      process(harness, alice.text("m3", "hello"));
      assertThat(harness.extractOutputValues().stream().map(Decided::opensBucket))
          .containsExactly(true, false, true, false);
    }
  }

  /** As {@code MemberRulesTest} has it with plain maps, which simulations use. */
  @Test
  void aGroupThatWasEverLargeCountsAsLarge() throws Exception {
    try (Harness harness = open()) {
      process(harness, alice.group("create", join("alice")));
      for (int i = 0; i < MemberList.MAX_SIZE; i++) {
        process(harness, alice.group("join-" + i, join("user-" + i)));
      }
      for (int i = 1; i < MemberList.MAX_SIZE; i++) {
        process(harness, alice.group("leave-" + i, leave("user-" + i)));
      }
      process(harness, alice.group("last", leave("alice")));
      List<Decided> out = harness.extractOutputValues();
      assertThat(out.get(out.size() - 1).ack().getReason()).isEqualTo(RejectionReason.LAST_ADMIN);
    }
  }

  /** Red when the timer is not registered, and when the sweep is not told to come back. */
  @Test
  void allButHeadAndMembersIsGoneWhenItIsOld() throws Exception {
    try (Harness harness = openOnHeap()) {
      process(harness, alice.group("create", join("alice")));
      for (int i = 0; i < 5; i++) {
        now += Duration.ofHours(1).toMillis();
        process(harness, alice.text("m" + i, "hello"));
      }
      assertThat(harness.numKeyedStateEntries()).as("head, members and two maps").isEqualTo(4);
      assertThat(harness.numEventTimeTimers()).as("one timer a conversation").isEqualTo(1);

      harness.processWatermark(NOON + Duration.ofDays(8).toMillis() - 1);
      assertThat(harness.numEventTimeTimers()).isEqualTo(1);
      assertThat(harness.numKeyedStateEntries()).isEqualTo(4);
      harness.processWatermark(now + Duration.ofDays(9).toMillis());

      assertThat(harness.numKeyedStateEntries()).as("head and members").isEqualTo(2);
      assertThat(harness.numEventTimeTimers()).isZero();

      now += Duration.ofDays(9).toMillis();
      process(harness, alice.text("later", "hello"));
      assertThat(harness.numEventTimeTimers()).isEqualTo(1);
    }
  }

  /**
   * A partition catches up while another one, of the same subtask or not, is at the present. The
   * watermark is then that of the furthest partition: as far ahead as the age that an unread
   * command can reach, which is the margin. Seen red: with {@code now - tail > horizonMillis} in
   * {@code LogSweep.isDue}, that is without the margin.
   */
  @Test
  void catchingUpOnePartitionSweepsNothingThatAnotherStillNeeds() throws Exception {
    try (Harness harness = open()) {
      process(harness, alice.group("create", join("alice")));
      long sentAt = now;
      process(harness, alice.text("m1", "hello"));
      harness.processWatermark(sentAt + Duration.ofDays(7).plus(MARGIN).toMillis());

      now = sentAt + Duration.ofDays(7).toMillis();
      process(harness, alice.text("m1", "hello"));
      List<Decided> out = harness.extractOutputValues();
      assertThat(out.get(2).ack().getDuplicate()).isTrue();
      assertThat(out.get(2).ack().getEventId()).isEqualTo(out.get(1).event().getEventId());
    }
  }

  /** Red with state that is not saved, such as a map in the function. */
  @Test
  void aRestoreAtAnyPointChangesNothing() throws Exception {
    List<ConversationCommand> log = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Commands commands = new Commands("c:" + i, "alice");
      log.add(commands.group("create", join("alice"), join("bob")));
      log.add(commands.text("m1", "hello"));
      log.add(commands.text("m1", "hello"));
      log.add(commands.group("add", join("carol")));
      log.add(new Commands("c:" + i, "carol").text("m1", "hello"));
    }
    List<Decided> straight;
    try (Harness harness = open()) {
      for (ConversationCommand command : log) {
        process(harness, command);
      }
      straight = harness.extractOutputValues();
    }
    for (int crash = 3; crash < log.size(); crash += 9) {
      assertThat(runWithRescaleAt(crash, log)).containsExactlyInAnyOrderElementsOf(straight);
    }
  }

  /** From one subtask to three. */
  private List<Decided> runWithRescaleAt(int crash, List<ConversationCommand> log)
      throws Exception {
    now = NOON;
    List<Decided> out = new ArrayList<>();
    OperatorSubtaskState saved;
    try (Harness harness = open()) {
      for (ConversationCommand command : log.subList(0, crash)) {
        process(harness, command);
      }
      out.addAll(harness.extractOutputValues());
      saved = harness.snapshot(1, 1);
    }
    long restoredAt = now;
    for (int subtask = 0; subtask < 3; subtask++) {
      now = restoredAt;
      try (Harness harness = new Harness(3, subtask)) {
        harness.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                saved, MAX_PARALLELISM, 1, 3, subtask));
        harness.open();
        for (ConversationCommand command : log.subList(crash, log.size())) {
          if (subtaskOf(command) == subtask) {
            process(harness, command);
          } else {
            now += 1_000;
          }
        }
        out.addAll(harness.extractOutputValues());
      }
    }
    return out;
  }

  private static int subtaskOf(ConversationCommand command) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(
        command.getConversationId(), MAX_PARALLELISM, 3);
  }

  private void process(Harness harness, ConversationCommand command) throws Exception {
    long id = Snowflake.of(now, 0, 1, 0);
    harness.processElement(new NumberedCommand(id, now, command, null, null), now);
    now += 1_000;
  }

  private static Harness open() throws Exception {
    Harness harness = new Harness(1, 0);
    harness.open();
    return harness;
  }

  /** The heap's backend can count its entries; RocksDB cannot. */
  private static Harness openOnHeap() throws Exception {
    Harness harness = new Harness(1, 0, new HashMapStateBackend());
    harness.open();
    return harness;
  }

  private static final class Harness
      extends KeyedOneInputStreamOperatorTestHarness<String, NumberedCommand, Decided> {
    Harness(int parallelism, int subtask) throws Exception {
      this(parallelism, subtask, new EmbeddedRocksDBStateBackend());
    }

    Harness(int parallelism, int subtask, StateBackend backend) throws Exception {
      super(
          new KeyedProcessOperator<>(new DecideFunction(LIMITS, MARGIN)),
          command -> command.command().getConversationId(),
          Types.STRING,
          MAX_PARALLELISM,
          parallelism,
          subtask);
      setStateBackend(backend);
      getExecutionConfig()
          .configure(
              new Configuration().set(PipelineOptions.GENERIC_TYPES, false),
              getClass().getClassLoader());
      setup(IngestTypes.decided().createSerializer(getExecutionConfig().getSerializerConfig()));
    }
  }
}
