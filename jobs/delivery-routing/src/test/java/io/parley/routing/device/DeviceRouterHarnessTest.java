package io.parley.routing.device;

import static io.parley.routing.Events.START;
import static io.parley.routing.Events.delivered;
import static io.parley.routing.Events.id;
import static io.parley.routing.Events.message;
import static io.parley.routing.Events.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.common.kafka.Outgoing;
import io.parley.routing.TracedEvent;
import io.parley.routing.UserInput;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.delivery.DeliveryKind;
import io.parley.schemas.session.SessionState;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** The operator on RocksDB, as in production: timers, restore, rescale. */
class DeviceRouterHarnessTest {

  private static final int MAX_PARALLELISM = 120;

  @Test
  void theTimerSendsAgainAndAReceiptEmptiesTheState() throws Exception {
    try (Harness harness = open(1, 0, null)) {
      harness.setProcessingTime(START);
      harness.processElement(connected("ann", 1), 0);
      harness.processElement(event("ann", 1), 0);

      harness.setProcessingTime(START + 7_000);
      assertThat(attempts(harness)).containsExactly(1, 2);

      harness.processElement(receipt("ann", 1), 0);
      harness.processElement(closed("ann", 1), 0);
      harness.setProcessingTime(START + 120_000);
      assertThat(attempts(harness)).as("after the receipt").containsExactly(1, 2);
      assertThat(harness.numProcessingTimeTimers()).as("timers").isZero();
      assertThat(harness.getSideOutput(DeviceRouter.CURSORS)).hasSize(1);
    }
  }

  @Test
  void thereIsOneTimerAUserHoweverMuchIsPending() throws Exception {
    try (Harness harness = open(1, 0, null)) {
      harness.setProcessingTime(START);
      harness.processElement(connected("ann", 1), 0);
      for (int n = 1; n <= 4; n++) {
        harness.processElement(event("ann", n), 0);
      }

      assertThat(harness.numProcessingTimeTimers()).isEqualTo(1);
    }
  }

  /** Seen red with the lanes in a plain field instead of state: nothing came after the restore. */
  @Test
  void whatWaitsSurvivesARestoreAndIsSentAgainWithItsNextAttempt() throws Exception {
    OperatorSubtaskState snapshot;
    try (Harness harness = open(1, 0, null)) {
      harness.setProcessingTime(START);
      harness.processElement(connected("ann", 1), 0);
      harness.processElement(event("ann", 1), 0);
      snapshot = harness.snapshot(1, 1);
    }
    try (Harness harness = open(1, 0, snapshot)) {
      harness.setProcessingTime(START + 7_000);

      assertThat(attempts(harness)).containsExactly(2);
    }
  }

  /** Seen red with the lanes in a plain field instead of state. */
  @Test
  void afterARescaleEachUserIsServedByExactlyOneSubtask() throws Exception {
    List<String> users = IntStream.range(0, 20).mapToObj(i -> "user-" + i).toList();
    OperatorSubtaskState snapshot;
    try (Harness harness = open(1, 0, null)) {
      harness.setProcessingTime(START);
      for (String user : users) {
        harness.processElement(connected(user, 1), 0);
        harness.processElement(event(user, 1), 0);
      }
      snapshot = harness.snapshot(1, 1);
    }
    int redelivered = 0;
    long stored = 0;
    for (int subtask = 0; subtask < 2; subtask++) {
      OperatorSubtaskState part =
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              snapshot, MAX_PARALLELISM, 1, 2, subtask);
      try (Harness harness = open(2, subtask, part)) {
        harness.setProcessingTime(START + 7_000);
        assertThat(attempts(harness)).containsOnly(2);
        redelivered += attempts(harness).size();
        stored += harness.router.storedEvents();
      }
    }
    assertThat(redelivered).isEqualTo(users.size());
    assertThat(stored).as("the gauge of pending events").isEqualTo(users.size());
  }

  @Test
  void anEventThatHasExpiredInStateBecomesASync() throws Exception {
    try (Harness harness = open(1, 0, null)) {
      harness.setStateTtlProcessingTime(START);
      harness.setProcessingTime(START);
      harness.processElement(connected("ann", 1), 0);
      harness.processElement(closed("ann", 1), 0);
      harness.processElement(event("ann", 1), 0);
      long later = START + Policies.RETENTION.events().toMillis() + 1;
      harness.setStateTtlProcessingTime(later);
      harness.setProcessingTime(later);

      harness.processElement(connected("ann", 2), 0);

      assertThat(harness.extractOutputValues())
          .extracting(outgoing -> outgoing.value().getKind())
          .containsExactly(DeliveryKind.SYNC);
    }
  }

  @Test
  void theTraceOfAnEventGoesOnWithItsRedeliveries() throws Exception {
    try (Harness harness = open(1, 0, null)) {
      harness.setProcessingTime(START);
      harness.processElement(connected("ann", 1), 0);
      harness.processElement(event("ann", 1), 0);
      harness.setProcessingTime(START + 7_000);

      assertThat(harness.extractOutputValues())
          .extracting(Outgoing::traceparent)
          .containsExactly("trace", "trace");
    }
  }

  private static List<Integer> attempts(Harness harness) {
    return harness.extractOutputValues().stream()
        .map(outgoing -> outgoing.value().getAttempt())
        .toList();
  }

  private static UserInput connected(String user, long epoch) {
    return UserInput.of(session(SessionState.CONNECTED, user, "phone", "g1", epoch), START);
  }

  private static UserInput closed(String user, long epoch) {
    return UserInput.of(session(SessionState.DISCONNECTED, user, "phone", "g1", epoch), START);
  }

  private static UserInput event(String user, int n) {
    return UserInput.of(user, new TracedEvent(message("c1", id(n), "bob", "phone"), "trace"));
  }

  private static UserInput receipt(String user, int n) {
    return UserInput.of(delivered("c1", user, "phone", id(n)), START);
  }

  private static Harness open(int parallelism, int subtask, OperatorSubtaskState state)
      throws Exception {
    Harness harness =
        new Harness(new DeviceRouter(Policies.SMALL, Policies.RETENTION), parallelism, subtask);
    // As in production: state that would need Kryo fails here.
    Configuration strict = new Configuration();
    strict.set(PipelineOptions.GENERIC_TYPES, false);
    harness.getExecutionConfig().configure(strict, Harness.class.getClassLoader());
    harness.setStateBackend(new EmbeddedRocksDBStateBackend());
    harness.setup(
        Outgoing.typeOf(Delivery.class)
            .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  private static final class Harness
      extends KeyedOneInputStreamOperatorTestHarness<String, UserInput, Outgoing<Delivery>> {

    final DeviceRouter router;

    Harness(DeviceRouter router, int parallelism, int subtask) throws Exception {
      super(
          new KeyedProcessOperator<>(router),
          UserInput::userId,
          Types.STRING,
          MAX_PARALLELISM,
          parallelism,
          subtask);
      this.router = router;
    }
  }
}
