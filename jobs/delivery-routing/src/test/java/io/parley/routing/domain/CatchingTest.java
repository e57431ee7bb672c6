package io.parley.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * How one user's devices are brought up to date.
 *
 * <p>Seen red, among others: with a timeout that each event begins anew; without the branch of a
 * SYNC that has ended in {@code goOn}; with a receipt that is not clipped to what was routed;
 * without the test for {@code isOrigin}; with DIRECT while the device is syncing; without the
 * timeout after a restart.
 */
class CatchingTest {

  private final OneUser ann = new OneUser();

  @Test
  void anEventThatComesTwiceGoesOutOnce() {
    ann.connect("phone", "g1", 1);
    ann.message("c", 1);
    ann.message("c", 1);

    assertThat(ann.taken()).containsExactly("DIRECT phone@1 c 1");
  }

  @Test
  void anEventGoesToEveryLiveSessionOnce() {
    ann.connect("phone", "g1", 1);
    ann.connect("laptop", "g2", 2);

    ann.message("c", 5);
    ann.pass(4_000);

    assertThat(ann.taken()).containsExactly("DIRECT phone@1 c 5", "DIRECT laptop@2 c 5");
  }

  @Test
  void anAcknowledgedConversationLeavesNothingBehindButTheDevice() {
    ann.connect("phone", "g1", 1);
    ann.message("c", 5);

    ann.delivered("phone", "c", 5);
    ann.pass(120_000);

    assertThat(ann.taken()).containsExactly("DIRECT phone@1 c 5");
    assertThat(ann.stored().inline).isEmpty();
    assertThat(ann.timers).isEmpty();
  }

  @Test
  void theDeviceThatSentIsNotToldAndTheUsersOthersAre() {
    ann.connect("phone", "g1", 1);
    ann.connect("laptop", "g2", 2);

    ann.own("c", 5, "phone");

    assertThat(ann.taken()).containsExactly("DIRECT laptop@2 c 5");
  }

  @Test
  void theOwnEventOfADeviceThatIsBehindIsNotOwedToIt() {
    ann.connect("phone", "g1", 1);
    ann.message("c", 5);
    ann.own("c", 6, "phone");

    ann.delivered("phone", "c", 5);
    ann.pass(120_000);

    assertThat(ann.taken()).containsExactly("DIRECT phone@1 c 5");
  }

  @Test
  void whatIsNotAcknowledgedInTimeIsSyncedWithBackoffAsLongAsTheSessionLives() {
    ann.before("c", 4);
    ann.connect("phone", "g1", 1);
    ann.message("c", 5);
    ann.message("c", 6);

    ann.pass(300_000);

    assertThat(ann.taken())
        .containsExactly(
            "DIRECT phone@1 c 5",
            "DIRECT phone@1 c 6",
            "SYNC phone@1 c (4,6] #1",
            "SYNC phone@1 c (4,6] #2",
            "SYNC phone@1 c (4,6] #3",
            "SYNC phone@1 c (4,6] #4",
            "SYNC phone@1 c (4,6] #5",
            "SYNC phone@1 c (4,6] #6",
            "SYNC phone@1 c (4,6] #7",
            "SYNC phone@1 c (4,6] #8");
  }

  @Test
  void aBusyConversationThatNobodyAcknowledgesTimesOutAllTheSame() {
    ann.connect("phone", "g1", 1);
    ann.message("c", 5);
    ann.pass(2_000);
    ann.message("c", 6);
    ann.pass(2_000);
    ann.message("c", 7);
    ann.taken();

    ann.pass(2_000);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 c (0,7] #1");
  }

  @Test
  void eventsDuringASyncMoveOnlyTheEndOfTheNextOne() {
    ann.connect("phone", "g1", 1);
    ann.message("c", 5);
    ann.pass(6_000);
    ann.taken();

    ann.message("c", 6);
    ann.message("c", 7);
    assertThat(ann.taken()).isEmpty();
    ann.delivered("phone", "c", 5);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 c (5,7] #1");
  }

  @Test
  void behindTheLastSyncADeviceIsLiveAgainSoABusyConversationIsCaughtUpWith() {
    ann.connect("phone", "g1", 1);
    ann.message("c", 5);
    ann.pass(6_000);
    ann.message("c", 6);
    ann.delivered("phone", "c", 5);
    ann.taken();

    ann.message("c", 7);
    ann.delivered("phone", "c", 7);
    ann.pass(120_000);

    assertThat(ann.taken()).containsExactly("DIRECT phone@1 c 7");
  }

  @Test
  void aSyncThatIsAcknowledgedMidwayGoesOnFromThere() {
    ann.connect("phone", "g1", 1);
    ann.message("c", 5);
    ann.message("c", 6);
    ann.message("c", 7);
    ann.pass(6_000);
    ann.taken();

    ann.delivered("phone", "c", 6);
    ann.pass(4_000);
    assertThat(ann.taken()).as("it has a full timeout to go on").isEmpty();
    ann.pass(2_000);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 c (6,7] #1");
  }

  @Test
  void anAcknowledgementMidwayAndThenToTheEndEndsASync() {
    ann.connect("phone", "g1", 1);
    ann.message("c", 5);
    ann.message("c", 6);
    ann.pass(6_000);
    ann.message("c", 7);
    ann.taken();

    ann.delivered("phone", "c", 5);
    assertThat(ann.taken()).isEmpty();
    ann.delivered("phone", "c", 6);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 c (6,7] #1");
  }

  @Test
  void tooMuchUnderWayBecomesOneSync() {
    ann.connect("phone", "g1", 1);
    for (long id = 1; id <= 10; id++) {
      ann.message("c", id);
    }

    assertThat(ann.taken())
        .containsExactly(
            "DIRECT phone@1 c 1",
            "DIRECT phone@1 c 2",
            "DIRECT phone@1 c 3",
            "DIRECT phone@1 c 4",
            "SYNC phone@1 c (0,5] #1");
  }

  @Test
  void aThousandMissedEventsAreOneSync() {
    ann.connect("phone", "g1", 1);
    ann.disconnect("phone", "g1", 1);
    for (long id = 1; id <= 1_000; id++) {
      ann.mutedMessage("c", id);
    }
    assertThat(ann.taken()).isEmpty();

    ann.connect("phone", "g2", 2);

    assertThat(ann.taken()).containsExactly("SYNC phone@2 c (0,1000] #1");
  }

  @Test
  void aSessionStartsNothingWhereEverythingIsAcknowledged() {
    ann.connect("phone", "g1", 1);
    ann.message("c", 5);
    ann.delivered("phone", "c", 5);
    ann.taken();

    ann.disconnect("phone", "g1", 1);
    ann.connect("phone", "g2", 2);

    assertThat(ann.taken()).isEmpty();
  }

  @Test
  void aNewSessionOfTheSameDeviceGetsWhatWasUnderWayToTheOldOne() {
    ann.connect("phone", "g1", 1);
    ann.message("c", 5);

    ann.connect("phone", "g2", 2);

    assertThat(ann.taken()).containsExactly("DIRECT phone@1 c 5", "SYNC phone@2 c (0,5] #1");
  }

  @Test
  void oneDevicesReceiptDoesNotMoveAnothersMark() {
    ann.connect("phone", "g1", 1);
    ann.connect("laptop", "g2", 2);
    ann.message("c", 5);
    ann.taken();

    ann.read("laptop", "c", 5);
    ann.pass(6_000);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 c (0,5] #1");
  }

  @Test
  void aReceiptBeyondWhatWasRoutedSettlesOnlyWhatWasRouted() {
    ann.connect("phone", "g1", 1);
    ann.message("c", 5);
    ann.delivered("phone", "c", Long.MAX_VALUE);

    ann.message("c", 6);

    assertThat(ann.taken()).containsExactly("DIRECT phone@1 c 5", "DIRECT phone@1 c 6");
    assertThat(ann.rows).extracting(DeviceCursor::eventId).containsExactly(5L);
  }

  @Test
  void aReceiptOfSomebodyWithNothingOpenWritesNothing() {
    ann.delivered("phone", "c", 5);

    assertThat(ann.memory.isEmpty()).isTrue();
    assertThat(ann.memory.writes).isZero();
    assertThat(ann.rows).isEmpty();
  }

  @Test
  void theFirstDeviceOfAUserGetsWhatCameBefore() {
    ann.before("c", 4);
    ann.message("c", 5);
    ann.message("c", 6);

    ann.connect("phone", "g1", 1);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 c (4,6] #1");
  }

  @Test
  void aFurtherDeviceGetsWhatTheOthersHaveNotAcknowledged() {
    ann.connect("phone", "g1", 1);
    ann.message("c", 5);
    ann.delivered("phone", "c", 5);
    ann.message("c", 6);
    ann.taken();

    ann.connect("tablet", "g2", 7);

    assertThat(ann.taken()).containsExactly("SYNC tablet@7 c (5,6] #1");
  }

  @Test
  void whoComesBackToAConversationBeginsAnew() {
    ann.connect("phone", "g1", 1);
    ann.disconnect("phone", "g1", 1);
    ann.message("c", 5);
    ann.before("c", 90);
    ann.join("c", 91);

    ann.connect("phone", "g1", 2);

    assertThat(ann.taken()).containsExactly("SYNC phone@2 c (90,91] #1");
  }

  @Test
  void anEventThatIsTooLargeIsFetchedAndTheNextComesBehindIt() {
    ann.before("c", 4);
    ann.connect("phone", "g1", 1);

    ann.fetched("c", 5);
    ann.message("c", 6);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 c (4,5] #1", "DIRECT phone@1 c 6");
    ann.pass(6_000);
    assertThat(ann.taken())
        .as("attempts are counted on")
        .containsExactly("SYNC phone@1 c (4,6] #2");
  }

  @Test
  void nothingIsSentAgainWhileReceiptsAreNotRead() {
    ann.connect("phone", "g1", 1);
    ann.message("c", 5);
    ann.taken();

    // The receipts' consumer is held up for a minute; everything else goes on.
    ann.now += 60_000;
    ann.fire();
    assertThat(ann.taken()).isEmpty();
    ann.delivered("phone", "c", 5);
    ann.readUpTo = ann.now;
    ann.fire();

    assertThat(ann.taken()).isEmpty();
  }

  @Test
  void aRestartGivesWhatWasSentBeforeAFullTimeout() {
    ann.connect("phone", "g1", 1);
    ann.message("c", 5);
    ann.taken();

    ann.resumeAfterTenMinutes();
    ann.pass(5_000);
    assertThat(ann.taken()).isEmpty();
    ann.pass(4_000);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 c (0,5] #1");
  }

  @Test
  void aGatewayThatDiesIsFoundOutByTheRetryAndTheNextSessionGetsEverything() {
    ann.connect("phone", "g1", 1);
    ann.message("c", 5);
    ann.sign("g1", 1, true);
    ann.message("c", 6);
    ann.passInSilence(10_000, "g2");
    assertThat(ann.taken()).containsExactly("DIRECT phone@1 c 5", "NOTIFY c 6 unread 2");

    ann.connect("phone", "g2", 2);

    assertThat(ann.taken()).containsExactly("SYNC phone@2 c (0,6] #1");
  }

  @Test
  void aGatewayThatIsSilentForAWhileGetsWhatItMissedWhenItIsBack() {
    ann.connect("phone", "g1", 1);
    ann.passInSilence(20_000, "g2");
    ann.mutedMessage("c", 5);
    assertThat(ann.taken()).isEmpty();

    ann.pass(61_000);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 c (0,5] #1");
  }

  @Test
  void theCursorOfADeviceFollowsItsReceiptsAndNeverGoesBack() {
    ann.connect("phone", "g1", 1);
    ann.message("c", 5);
    ann.message("c", 6);

    ann.delivered("phone", "c", 6);
    ann.delivered("phone", "c", 5);

    assertThat(ann.rows).extracting(DeviceCursor::eventId).containsExactly(6L);
  }

  /** The router reads sessions and receipts from two topics; the contract's rule 13 is for this. */
  @Test
  void aSessionThatIsReadBeforeTheLastReceiptIsToldFromWhereTheRouterKnows() {
    ann.connect("phone", "g1", 1);
    ann.message("c", 1);
    ann.connect("phone", "g1", 2);
    ann.delivered("phone", "c", 1);
    ann.pass(60_000);

    assertThat(ann.taken()).containsExactly("DIRECT phone@1 c 1", "SYNC phone@2 c (0,1] #1");
  }

  /** Seen in the first edition: after a kill, two events went to the very device that sent them. */
  @Test
  void theDeviceThatSentIsNotToldWhenTheJobRoutesItsEventAgain() {
    ann.connect("phone", "g1", 1);
    CountingMemory checkpoint = ann.memory.copy();
    ann.own("c", 1, "phone");

    OneUser again = new OneUser(OneUser.POLICY, checkpoint);
    again.own("c", 1, "phone");
    again.pass(60_000);

    assertThat(ann.taken()).isEmpty();
    assertThat(again.taken()).isEmpty();
  }

  /** Found by the simulation: the count of attempts went on across the time away. */
  @Test
  void whoeverJoinsAgainIsSyncedFromThereAndAttemptsCountAnew() {
    ann.connect("phone", "g1", 1);
    ann.message("c", 1);
    ann.pass(6_000);
    assertThat(ann.taken()).contains("SYNC phone@1 c (0,1] #1");

    ann.join("c", 5);
    ann.pass(60_000);

    assertThat(ann.taken().stream().filter(line -> line.endsWith("#1")))
        .anyMatch(line -> line.contains(",5]") && !line.contains("(0,"));
  }

  /** Seen red: with the deadline of what was owed before the user left. */
  @Test
  void whoeverJoinsAgainHasAFullTimeout() {
    ann.connect("phone", "g1", 1);
    ann.message("c", 1);
    ann.pass(4_500);
    ann.taken();

    ann.join("c", 5);
    assertThat(ann.taken()).containsExactly("DIRECT phone@1 c 5");
    ann.pass(4_000);
    assertThat(ann.taken()).isEmpty();
    ann.pass(3_000);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 c (1,5] #1");
  }
}
