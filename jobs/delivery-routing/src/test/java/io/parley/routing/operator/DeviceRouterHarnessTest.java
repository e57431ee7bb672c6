package io.parley.routing.operator;

import static io.parley.routing.operator.RouterUnderTest.MESSAGE;
import static io.parley.routing.operator.RouterUnderTest.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.routing.Events;
import io.parley.schemas.delivery.Delivery;
import java.time.Duration;
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

  /**
   * A clock that jumped ahead is right again when the job restarts. Seen red: with the time of the
   * checkpoint as the time from which deadlines count.
   */
  @Test
  void aJumpOfABrokersClockDelaysNothingAfterARestart() throws Exception {
    long hours = 2 * 3_600_000;
    OperatorSubtaskState snapshot;
    try (RouterUnderTest before = new RouterUnderTest()) {
      before.connect("ann");
      before.readUpTo(NOW + hours);
      snapshot = before.snapshot();
    }

    try (RouterUnderTest after = new RouterUnderTest(1, 0, snapshot)) {
      after.readUpTo(NOW + 60_000);
      after.message("ann", 2, NOW + 60_000);
      assertThat(after.times())
          .singleElement()
          .satisfies(time -> assertThat(time).isGreaterThanOrEqualTo(NOW + hours));
      after.deliveries();

      after.readUpTo(NOW + 120_000);

      assertThat(after.deliveries())
          .singleElement()
          .satisfies(sync -> assertThat(sync.getUpToEventId()).isEqualTo(MESSAGE));
    }
  }

  /**
   * The record of the user expires, the membership does not. Seen red: with the number of large
   * conversations kept in the record only, and with the start of the forgotten device.
   */
  @Test
  void aMemberOfALargeConversationWhoWasAwayForMonthsIsToldToSync() throws Exception {
    try (RouterUnderTest router = new RouterUnderTest()) {
      router.connect("ann");
      router.entersLarge("ann");
      assertThat(router.deliveries()).hasSize(1);

      router.stateAges(Duration.ofDays(61));
      router.connect("ann");

      assertThat(router.deliveries())
          .singleElement()
          .satisfies(
              sync -> {
                assertThat(sync.getConversationId()).isEqualTo("big");
                assertThat(sync.getAfterEventId()).isZero();
              });
    }
  }

  /**
   * Only the clock of some partitions jumps, and no gateway writes to them. Seen red: with a
   * silence that counts from the last sign of life alone, and with deadlines that pass by the jump.
   */
  @Test
  void aJumpOfABrokersClockEndsNoSessionAndPassesNoDeadline() throws Exception {
    long jumped = NOW + 2 * 3_600_000;
    try (RouterUnderTest router = new RouterUnderTest()) {
      router.connect("ann");
      router.readUpTo(NOW + 1_000);
      router.message("ann");
      router.deliveries();
      router.usersReadUpTo(jumped);
      router.gatewaysReadUpTo(jumped);
      assertThat(router.deliveries()).isEmpty();

      router.elapseTo(NOW + 11_000);
      router.usersReadUpTo(jumped + 10_000);
      router.gatewaysReadUpTo(jumped + 10_000);

      assertThat(router.deliveries())
          .singleElement()
          .satisfies(sync -> assertThat(sync.getUpToEventId()).isEqualTo(MESSAGE));
    }
  }
}
