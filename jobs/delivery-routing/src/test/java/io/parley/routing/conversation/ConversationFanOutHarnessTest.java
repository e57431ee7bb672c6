package io.parley.routing.conversation;

import static io.parley.routing.Events.START;
import static io.parley.routing.Events.id;
import static io.parley.routing.Events.join;
import static io.parley.routing.Events.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.routing.TracedEvent;
import io.parley.routing.UserInput;
import io.parley.schemas.event.ConversationEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** The operator on RocksDB, as in production: timers and restore. */
class ConversationFanOutHarnessTest {

  private static final long LEASE = 30_000;

  @Test
  void aLargeConversationIsBroadcastToTheGatewaysThatAreLive() throws Exception {
    try (Harness harness = open(null)) {
      harness.setProcessingTime(START);
      sighted(harness, "g1", START);
      sighted(harness, "g2", START + 20_000);
      harness.processElement(element(join("c1", id(1), "ann", "bob", "cid")));

      harness.setProcessingTime(START + LEASE + 1);
      harness.processElement(element(message("c1", id(2), "ann", "phone")));

      assertThat(broadcasts(harness)).containsExactly("g1 1", "g2 1", "g2 2");
    }
  }

  /** Seen red with the conversation's record in a plain field instead of state. */
  @Test
  void membersTheHighWaterMarkAndGatewaysSurviveARestore() throws Exception {
    OperatorSubtaskState snapshot;
    try (Harness harness = open(null)) {
      harness.setProcessingTime(START);
      sighted(harness, "g1", START);
      harness.processElement(element(join("small", id(1), "ann")));
      harness.processElement(element(join("large", id(1), "ann", "bob", "cid")));
      snapshot = harness.snapshot(1, 1);
    }
    try (Harness harness = open(snapshot)) {
      harness.setProcessingTime(START + 3_600_000);
      harness.processElement(element(join("small", id(1), "ann")));
      harness.processElement(element(message("small", id(2), "bob", "phone")));
      harness.processElement(element(message("large", id(2), "bob", "phone")));

      assertThat(harness.extractOutputValues())
          .extracting(UserInput::userId)
          .containsExactly("ann");
      assertThat(broadcasts(harness)).containsExactly("g1 2");
    }
  }

  /** Seen red with the round in a plain field, and with slots of the pace that begin at once. */
  @Test
  void aRoundOfNudgesIsPacedAndGoesOnAfterARestore() throws Exception {
    OperatorSubtaskState snapshot;
    List<String> before;
    try (Harness harness = open(null)) {
      harness.setProcessingTime(START);
      String[] users = IntStream.range(0, 1_000).mapToObj(i -> "u" + i).toArray(String[]::new);
      harness.processElement(element(join("c1", id(1), users)));
      harness.processElement(element(message("c1", id(2), "u1", "phone")));
      assertThat(nudged(harness)).as("before the first timer").isEmpty();

      advance(harness, START, START + 500);
      before = nudged(harness);
      assertThat(before).as("after half a second").hasSizeBetween(400, 700);
      snapshot = harness.snapshot(1, 1);
    }
    try (Harness harness = open(snapshot)) {
      advance(harness, START + 500, START + 2_000);
      List<String> all = new ArrayList<>(before);
      all.addAll(nudged(harness));
      assertThat(all).hasSize(1_000).doesNotHaveDuplicates();

      harness.setProcessingTime(START + 120_000);
      assertThat(nudged(harness)).hasSize(1_000 - before.size());
      assertThat(harness.numProcessingTimeTimers()).as("timers").isZero();
    }
  }

  /** In small steps, as time does: timers see the time of their step. */
  private static void advance(Harness harness, long from, long to) throws Exception {
    for (long time = from; time <= to; time += 10) {
      harness.setProcessingTime(time);
    }
  }

  private static List<String> nudged(Harness harness) {
    return harness.extractOutputValues().stream()
        .filter(input -> input.nudge() != null)
        .map(UserInput::userId)
        .toList();
  }

  private static void sighted(Harness harness, String gateway, long seenAt) throws Exception {
    harness.processBroadcastElement(new StreamRecord<>(new GatewaySighting(gateway, seenAt)));
  }

  private static StreamRecord<TracedEvent> element(ConversationEvent event) {
    return new StreamRecord<>(new TracedEvent(event, null));
  }

  private static List<String> broadcasts(Harness harness) {
    return harness.getSideOutput(ConversationFanOut.BROADCASTS).stream()
        .map(record -> record.getValue().value())
        .map(
            delivery ->
                delivery.getGatewayId() + " " + (delivery.getEvent().getCreatedAt() - START))
        .sorted()
        .toList();
  }

  private static Harness open(OperatorSubtaskState state) throws Exception {
    Harness harness =
        new Harness(
            new ConversationFanOut(
                new LargeGroupPolicy(2, new NudgePolicy(Duration.ofMinutes(1), 1_000)),
                Duration.ofMillis(LEASE)));
    Configuration strict = new Configuration();
    strict.set(PipelineOptions.GENERIC_TYPES, false);
    harness.getExecutionConfig().configure(strict, Harness.class.getClassLoader());
    harness.setStateBackend(new EmbeddedRocksDBStateBackend());
    harness.setup(
        UserInput.TYPE.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  private static final class Harness
      extends KeyedBroadcastOperatorTestHarness<String, TracedEvent, GatewaySighting, UserInput> {

    Harness(ConversationFanOut function) throws Exception {
      super(
          new CoBroadcastWithKeyedOperator<>(function, List.of(ConversationFanOut.GATEWAYS)),
          TracedEvent::conversation,
          Types.STRING,
          120,
          1,
          0);
    }
  }
}
