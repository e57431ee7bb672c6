package io.parley.routing.operator;

import static io.parley.routing.operator.RouterUnderTest.MESSAGE;
import static io.parley.routing.operator.RouterUnderTest.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.routing.Events;
import io.parley.schemas.delivery.Delivery;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/**
 * The router as an operator: outputs, timers on the input's time, and state after snapshot, restore
 * and rescale.
 *
 * <p>Seen red: without the timeout after a restart; with LOGGED_OUT treated as DISCONNECTED; with a
 * clock that a restore does not bring back, and with one that only one subtask gets back.
 */
class DeviceRouterHarnessTest {

  @Test
  void aDeliveryBearsTheEventAndGoesAgainOnlyWhenTheInputHasBeenReadBeyondItsDeadline()
      throws Exception {
    try (RouterUnderTest router = new RouterUnderTest()) {
      router.connect("ann");

      router.message("ann");
      router.machineTime(NOW + 3_600_000);
      assertThat(router.deliveries()).singleElement().satisfies(this::isTheMessage);
      router.readUpTo(NOW + 4_000);
      assertThat(router.deliveries()).isEmpty();
      router.readUpTo(NOW + 60_000);

      assertThat(router.deliveries())
          .singleElement()
          .satisfies(
              sync -> {
                assertThat(sync.getAfterEventId()).isEqualTo(Events.id(1));
                assertThat(sync.getUpToEventId()).isEqualTo(MESSAGE);
              });
    }
  }

  private void isTheMessage(Delivery delivery) {
    assertThat(delivery.getRecipientId()).isEqualTo("ann");
    assertThat(delivery.getSessionEpoch()).isEqualTo(7);
    assertThat(delivery.getEvent()).isEqualTo(Events.message("c", MESSAGE, "eve", "phone"));
  }

  @Test
  void aNotificationComesOutWhenNobodyIsConnected() throws Exception {
    try (RouterUnderTest router = new RouterUnderTest()) {
      router.readUpTo(NOW);
      router.message("ann");

      router.readUpTo(NOW + 60_000);

      assertThat(router.pushes())
          .singleElement()
          .satisfies(
              request -> {
                assertThat(request.getRequestId()).isEqualTo("ann/c/" + MESSAGE + "/NOTIFY");
                assertThat(request.getUnreadCount()).isEqualTo(1);
              });
    }
  }

  @Test
  void nothingIsLeftWhenEverythingIsAcknowledgedAndTheDeviceLogsOut() throws Exception {
    try (RouterUnderTest router = new RouterUnderTest()) {
      router.connect("ann");
      router.message("ann");
      router.receipt("ann");
      router.readUpTo(NOW + 10_000);
      router.logOut("ann");

      assertThat(router.stateEntries()).isZero();
      assertThat(router.timers()).isZero();
    }
  }

  /** The first records after a restore may be old. The state rests on newer ones. */
  @Test
  void theTimeGoesOnAfterARestoreAtAnyParallelism() throws Exception {
    OperatorSubtaskState snapshot;
    try (RouterUnderTest before = new RouterUnderTest()) {
      for (int n = 0; n < 20; n++) {
        before.connect("u" + n);
      }
      before.sign(NOW + 60_000);
      snapshot = before.snapshot();
    }

    for (int subtask = 0; subtask < 3; subtask++) {
      try (RouterUnderTest after = new RouterUnderTest(3, subtask, snapshot)) {
        for (int n = 0; n < 20; n++) {
          if (after.owns("u" + n)) {
            after.message("u" + n);
          }
        }
        assertThat(after.times()).isNotEmpty().allMatch(time -> time >= NOW + 60_000);
      }
    }
  }

  @Test
  void whatIsOpenGoesOnAfterARestoreAtAnyParallelism() throws Exception {
    OperatorSubtaskState snapshot;
    try (RouterUnderTest before = new RouterUnderTest()) {
      for (int n = 0; n < 20; n++) {
        before.connect("u" + n);
        before.message("u" + n);
        if (n % 2 == 0) {
          before.receipt("u" + n);
        }
      }
      snapshot = before.snapshot();
    }

    List<String> toldAgain = new ArrayList<>();
    for (int subtask = 0; subtask < 3; subtask++) {
      try (RouterUnderTest after = new RouterUnderTest(3, subtask, snapshot)) {
        after.sign(NOW);
        after.readUpTo(NOW + 10_000);
        after.sign(NOW);
        after.readUpTo(NOW + 30_000);
        after.deliveries().forEach(delivery -> toldAgain.add(delivery.getRecipientId()));
      }
    }

    assertThat(toldAgain)
        .containsExactlyInAnyOrder("u1", "u3", "u5", "u7", "u9", "u11", "u13", "u15", "u17", "u19");
  }
}
