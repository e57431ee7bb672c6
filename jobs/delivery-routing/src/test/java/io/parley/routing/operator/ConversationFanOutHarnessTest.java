package io.parley.routing.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.routing.Events;
import io.parley.routing.domain.GatewaySign;
import io.parley.routing.domain.LargeGroupPolicy;
import io.parley.routing.domain.UserInput;
import io.parley.routing.domain.UserInputCodec;
import io.parley.routing.topics.ToUser;
import io.parley.routing.topics.TracedEvent;
import io.parley.schemas.event.ConversationEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The fan-out as an operator: its outputs, its timers, and its state after snapshot, restore and
 * rescale. A conversation is large from four members on.
 *
 * <p>Seen red: without the last event id in the state; with a clock that a restore does not bring
 * back.
 */
class ConversationFanOutHarnessTest {

  private static final LargeGroupPolicy POLICY = new LargeGroupPolicy(3, 1_000, 60_000);
  private static final int MAX_PARALLELISM = 120;
  private static final long NOW = Events.START;

  private final List<KeyedBroadcastOperatorTestHarness<String, TracedEvent, GatewaySign, ToUser>>
      open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (var harness : open) {
      harness.close();
    }
  }

  @Test
  void anEventGoesToEachMemberAndNeedsNoTimer() throws Exception {
    var fanOut = fanOut(1, 0, null);
    route(fanOut, Events.join("c", Events.id(1), "ann", "bob"));
    fanOut.getOutput().clear();

    route(fanOut, Events.message("c", Events.id(2), "ann", "phone"));

    List<ToUser> out = fanOut.extractOutputValues();
    assertThat(out).extracting(ToUser::userId).containsExactlyInAnyOrder("ann", "bob");
    assertThat(out.get(0).packed()).isEqualTo(out.get(1).packed());
    assertThat(event(out.get(0)).previousId()).isEqualTo(Events.id(1));
    assertThat(fanOut.numProcessingTimeTimers()).isZero();
    assertThat(fanOut.getSideOutput(ConversationFanOut.BROADCASTS)).isNull();
  }

  @Test
  void anEventOfALargeConversationGoesOnceToEachLiveGateway() throws Exception {
    var fanOut = fanOut(1, 0, null);
    sign(fanOut, "g1", false);
    sign(fanOut, "g2", false);
    sign(fanOut, "g3", true);
    route(fanOut, Events.join("c", Events.id(1), "ann", "bob", "cid", "dan"));
    fanOut.getOutput().clear();

    route(fanOut, Events.message("c", Events.id(2), "ann", "phone"));

    assertThat(fanOut.extractOutputValues()).as("inputs for members").isEmpty();
    assertThat(broadcastGateways(fanOut))
        .as("the join and the message")
        .containsExactly("g1", "g1", "g2", "g2");
  }

  @Test
  void theRoundOverTheMembersHasOneTimerAndLeavesNothingBehindAfterTheQuietInterval()
      throws Exception {
    var fanOut = fanOut(1, 0, null);
    fanOut.setProcessingTime(NOW);
    route(fanOut, Events.join("c", Events.id(1), "ann", "bob", "cid", "dan"));
    int entries = stateEntries(fanOut);
    fanOut.getOutput().clear();

    route(fanOut, Events.message("c", Events.id(2), "ann", "phone"));
    assertThat(fanOut.numProcessingTimeTimers()).isOne();
    assertThat(stateEntries(fanOut)).as("the round is kept").isEqualTo(entries + 1);
    fanOut.setProcessingTime(NOW + 1_000);
    assertThat(fanOut.extractOutputValues())
        .as("news for each member")
        .extracting(ToUser::userId)
        .containsExactlyInAnyOrder("ann", "bob", "cid", "dan");
    fanOut.setProcessingTime(NOW + 61_000);

    assertThat(fanOut.numProcessingTimeTimers()).isZero();
    assertThat(stateEntries(fanOut)).isEqualTo(entries);
  }

  @Test
  void aRestoreAtAnyParallelismKnowsMembersGatewaysAndTheLastEvent() throws Exception {
    var before = fanOut(1, 0, null);
    sign(before, "g1", false);
    for (int n = 0; n < 20; n++) {
      route(before, Events.join("small-" + n, Events.id(1), "ann", "bob"));
      route(before, Events.join("large-" + n, Events.id(1), "ann", "bob", "cid", "dan"));
    }
    OperatorSubtaskState snapshot = before.snapshot(1, 1);

    List<String> routed = new ArrayList<>();
    List<String> broadcasts = new ArrayList<>();
    for (int subtask = 0; subtask < 3; subtask++) {
      var after = fanOut(3, subtask, snapshot);
      for (int n = 0; n < 20; n++) {
        for (String conversation : List.of("small-" + n, "large-" + n)) {
          if (isOwn(conversation, subtask)) {
            // The first comes again, as after a crash, and is dropped.
            route(after, Events.join(conversation, Events.id(1), "ann", "bob"));
            route(after, Events.message(conversation, Events.id(2), "ann", "phone"));
          }
        }
      }
      after.extractOutputValues().forEach(out -> routed.add(out.userId()));
      broadcasts.addAll(broadcastGateways(after));
    }

    assertThat(routed).hasSize(40).containsOnly("ann", "bob");
    assertThat(broadcasts).hasSize(20).containsOnly("g1");
  }

  /** The first events after a restore may be old. The gateways were heard later. */
  @Test
  void theTimeGoesOnAfterARestore() throws Exception {
    var before = fanOut(1, 0, null);
    before.processBroadcastElement(
        new StreamRecord<>(new GatewaySign("g1", 1, false, NOW + 60_000)));
    route(before, Events.join("c", Events.id(1), "ann", "bob", "cid", "dan"));
    OperatorSubtaskState snapshot = before.snapshot(1, 1);

    var after = fanOut(1, 0, snapshot);
    route(after, Events.message("c", Events.id(2), "ann", "phone"));

    assertThat(after.getSideOutput(ConversationFanOut.BROADCASTS))
        .singleElement()
        .satisfies(
            broadcast ->
                assertThat(broadcast.getValue().timestamp()).isGreaterThanOrEqualTo(NOW + 60_000));
  }

  @Test
  void aRoundGoesOnAfterARestore() throws Exception {
    var before = fanOut(1, 0, null);
    before.setProcessingTime(NOW);
    route(before, Events.join("c", Events.id(1), "ann", "bob", "cid", "dan"));
    route(before, Events.message("c", Events.id(2), "ann", "phone"));
    OperatorSubtaskState snapshot = before.snapshot(1, 1);

    var after = fanOut(1, 0, snapshot);
    after.setProcessingTime(NOW + 1_000);

    assertThat(after.extractOutputValues())
        .extracting(ToUser::userId)
        .containsExactlyInAnyOrder("ann", "bob", "cid", "dan");
  }

  private static boolean isOwn(String conversation, int subtask) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(conversation, MAX_PARALLELISM, 3)
        == subtask;
  }

  private static UserInput.Event event(ToUser out) {
    return (UserInput.Event) UserInputCodec.unpack(out.packed());
  }

  private static List<String> broadcastGateways(
      KeyedBroadcastOperatorTestHarness<String, TracedEvent, GatewaySign, ToUser> fanOut) {
    var broadcasts = fanOut.getSideOutput(ConversationFanOut.BROADCASTS);
    return broadcasts == null
        ? List.of()
        : broadcasts.stream().map(record -> record.getValue().gatewayId()).sorted().toList();
  }

  private static int stateEntries(
      KeyedBroadcastOperatorTestHarness<String, TracedEvent, GatewaySign, ToUser> fanOut) {
    var operator = (AbstractStreamOperator<?>) fanOut.getOperator();
    return ((HeapKeyedStateBackend<?>) operator.getKeyedStateBackend()).numKeyValueStateEntries();
  }

  private KeyedBroadcastOperatorTestHarness<String, TracedEvent, GatewaySign, ToUser> fanOut(
      int parallelism, int subtask, OperatorSubtaskState state) throws Exception {
    var harness =
        new KeyedBroadcastOperatorTestHarness<String, TracedEvent, GatewaySign, ToUser>(
            new CoBroadcastWithKeyedOperator<>(
                new ConversationFanOut(POLICY, 15_000), List.of(GatewayState.DESCRIPTOR)),
            TracedEvent::conversation,
            Types.STRING,
            MAX_PARALLELISM,
            parallelism,
            subtask);
    if (state != null) {
      harness.initializeState(
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              state, MAX_PARALLELISM, 1, parallelism, subtask));
    }
    harness.open();
    open.add(harness);
    return harness;
  }

  private static void route(
      KeyedBroadcastOperatorTestHarness<String, TracedEvent, GatewaySign, ToUser> fanOut,
      ConversationEvent event)
      throws Exception {
    fanOut.processElement(new StreamRecord<>(new TracedEvent(event, null)));
  }

  private static void sign(
      KeyedBroadcastOperatorTestHarness<String, TracedEvent, GatewaySign, ToUser> fanOut,
      String gateway,
      boolean down)
      throws Exception {
    fanOut.processBroadcastElement(new StreamRecord<>(new GatewaySign(gateway, 1, down, NOW)));
  }
}
