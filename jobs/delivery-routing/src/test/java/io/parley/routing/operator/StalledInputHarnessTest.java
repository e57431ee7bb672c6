package io.parley.routing.operator;

import static io.parley.routing.operator.RouterUnderTest.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * No stall is taken for a death: the session goes on, nothing is sent again that the input shows as
 * acknowledged, and nobody is notified. The faults {@code cql-frozen-90}, {@code topic-held-back},
 * {@code backlog-after-restart}, {@code clock-ahead} and {@code clock-back} show the same on
 * servers.
 *
 * <p>Seen red: with deadlines and leases that pass by the estimate of the time, and not by what has
 * been read.
 */
class StalledInputHarnessTest {

  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;

  private RouterUnderTest router;

  @BeforeEach
  void aMessageIsUnderWay() throws Exception {
    router = new RouterUnderTest();
    router.connect("ann");
    router.readUpTo(NOW);
    router.message("ann");
    router.deliveries();
  }

  @AfterEach
  void close() throws Exception {
    router.close();
  }

  @Test
  void theDatabaseStandsStillForNinetySecondsAndTheBacklogComesInAnyOrder() throws Exception {
    router.machineTime(NOW + 90 * SECOND);
    router.elapseTo(NOW + 90 * SECOND);

    // The job reads again: the gateways first, far ahead of the receipts.
    for (long at = NOW; at <= NOW + 90 * SECOND; at += 2 * SECOND) {
      router.sign(at);
    }
    router.gatewaysReadUpTo(NOW + 90 * SECOND);
    assertNothingHappened(router);
    router.receipt("ann");
    router.usersReadUpTo(NOW + 90 * SECOND);

    assertNothingHappened(router);
    assertTheSessionLives(router);
  }

  @Test
  void theReceiptsAreHeldBackForAMinuteWhileEverythingElseFlows() throws Exception {
    for (long at = NOW; at <= NOW + MINUTE; at += 2 * SECOND) {
      router.elapseTo(at);
      router.sign(at);
      router.gatewaysReadUpTo(at);
      router.machineTime(at);
    }
    assertNothingHappened(router);

    router.receipt("ann");
    router.usersReadUpTo(NOW + MINUTE);

    assertNothingHappened(router);
    assertTheSessionLives(router);
  }

  @Test
  void aRestartAfterTenMinutesReadsItsBacklogAndNothingElseHappens() throws Exception {
    OperatorSubtaskState snapshot = router.snapshot();
    try (RouterUnderTest restarted = new RouterUnderTest(1, 0, snapshot)) {
      restarted.machineTime(NOW + 10 * MINUTE);
      // The receipts are read from their beginning, and the gateways are at their end already.
      restarted.sign(NOW + 10 * MINUTE);
      restarted.gatewaysReadUpTo(NOW + 10 * MINUTE);
      restarted.usersReadUpTo(NOW + SECOND);
      restarted.receipt("ann");
      restarted.usersReadUpTo(NOW + 10 * MINUTE);

      assertNothingHappened(restarted);
      assertTheSessionLives(restarted);
    }
  }

  @Test
  void aBacklogInWhichTheGatewaysComeLastEndsNoSession() throws Exception {
    OperatorSubtaskState snapshot = router.snapshot();
    try (RouterUnderTest restarted = new RouterUnderTest(1, 0, snapshot)) {
      restarted.receipt("ann");
      restarted.usersReadUpTo(NOW + 10 * MINUTE);
      assertNothingHappened(restarted);

      restarted.message("ann", 3, NOW + 10 * MINUTE);

      assertThat(restarted.deliveries()).as("deliveries to the session").hasSize(1);
      assertThat(restarted.pushes()).isEmpty();
    }
  }

  @Test
  void theMachinesClockMayBeAnHourAheadOrFiveMinutesBack() throws Exception {
    router.machineTime(NOW + 60 * MINUTE);
    router.readUpTo(NOW + 2 * SECOND);
    router.receipt("ann");
    router.readUpTo(NOW + 4 * SECOND);
    assertNothingHappened(router);

    OperatorSubtaskState snapshot = router.snapshot();
    try (RouterUnderTest back = new RouterUnderTest(1, 0, snapshot)) {
      back.machineTime(NOW - 5 * MINUTE);
      back.readUpTo(NOW + 8 * SECOND);

      assertNothingHappened(back);
      assertTheSessionLives(back);
    }
  }

  /**
   * The task reads what is eight seconds old, sends, and has read everything a moment later. Seen
   * red: with the full timeout after a restart only. A run of {@code large-groups} found it.
   */
  @Test
  void whatIsSentWhileTheJobWorksOffABacklogHasAFullTimeout() throws Exception {
    OperatorSubtaskState snapshot = router.snapshot();
    try (RouterUnderTest restarted = new RouterUnderTest(1, 0, snapshot)) {
      restarted.receipt("ann");
      restarted.usersReadUpTo(NOW + SECOND);
      restarted.gatewaysReadUpTo(NOW + SECOND);
      restarted.message("ann", 3, NOW + SECOND);
      assertThat(restarted.deliveries()).as("deliveries to the session").hasSize(1);

      restarted.elapseTo(NOW + SECOND);
      restarted.worksOffUpTo(NOW + 9 * SECOND);

      assertNothingHappened(restarted);
    }
  }

  /** The same, and each record is only a little fresher than the one before. */
  @Test
  void aBacklogThatIsReadRecordByRecordIsABacklog() throws Exception {
    OperatorSubtaskState snapshot = router.snapshot();
    try (RouterUnderTest restarted = new RouterUnderTest(1, 0, snapshot)) {
      restarted.receipt("ann");
      restarted.usersReadUpTo(NOW);
      restarted.gatewaysReadUpTo(NOW);
      restarted.message("ann", 3);
      assertThat(restarted.deliveries()).as("deliveries to the session").hasSize(1);

      for (long at = NOW; at <= NOW + 9 * SECOND; at += 30) {
        restarted.sign(at);
      }
      restarted.worksOffUpTo(NOW + 9 * SECOND);

      assertNothingHappened(restarted);
      restarted.readUpTo(NOW + 20 * SECOND);
      assertThat(restarted.deliveries()).as("told again in the end").hasSize(1);
    }
  }

  /** Seen red: with the full grace period after a restart only. */
  @Test
  void aNotificationThatIsHeldMeanwhileHasAFullGracePeriod() throws Exception {
    try (RouterUnderTest restarted = new RouterUnderTest()) {
      restarted.readUpTo(NOW);
      restarted.message("bob");

      restarted.worksOffUpTo(NOW + 9 * SECOND);
      assertThat(restarted.pushes()).isEmpty();

      restarted.elapseTo(NOW + 6 * SECOND);
      restarted.usersReadUpTo(NOW + 15 * SECOND);
      restarted.gatewaysReadUpTo(NOW + 15 * SECOND);
      assertThat(restarted.pushes()).hasSize(1);
    }
  }

  private static void assertNothingHappened(RouterUnderTest router) throws Exception {
    assertThat(router.deliveries()).as("sent again").isEmpty();
    assertThat(router.pushes()).as("notifications").isEmpty();
  }

  /** Another message of the same conversation goes to the session at once. */
  private static void assertTheSessionLives(RouterUnderTest router) throws Exception {
    router.message("ann", 3);
    assertThat(router.deliveries()).as("deliveries to the session").hasSize(1);
  }
}
