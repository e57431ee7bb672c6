package io.parley.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.routing.Events;
import org.junit.jupiter.api.Test;

/**
 * Receipts that the job reads again after a restart, before the events that they acknowledge.
 *
 * <p>Seen red: with {@code keep} doing nothing, with {@code take} returning nothing, without the
 * look at the time since the restart, without the bound, with a receipt that is ahead of its time,
 * and with a codec that drops them. The simulation found the limit that they remove (seed 701389).
 *
 * <p>Mutation testing found that nothing noticed receipts that take the places of others although
 * they say nothing new, a DELIVERED that replaces a READ, and a receipt that is kept after its
 * event.
 */
class EarlyReceiptsTest {

  /** As many conversations as receipts are kept. */
  private static final int LAST = EarlyReceipts.MOST;

  private final OneUser ann = new OneUser();

  @Test
  void aMessageThatWasReadBeforeTheRestartIsNotPushed() {
    restart();
    ann.read("phone", "c", 1);
    ann.message("c", 1);

    ann.resume();
    ann.pass(120_000);

    assertThat(ann.taken()).isEmpty();
  }

  /** Seen red: with a delivery of every event whose receipt has been read already. */
  @Test
  void whatADeviceAcknowledgedBeforeTheRestartIsNotDeliveredAgain() {
    ann.connect("phone", "g1", 1);
    restart();
    ann.delivered("phone", "c", 2);
    ann.message("c", 1);
    ann.message("c", 2);

    ann.resume();
    ann.pass(120_000);

    assertThat(ann.taken()).isEmpty();
    assertThat(ann.rows).extracting(DeviceCursor::eventId).containsExactly(1L, 2L);
  }

  /** Seen red: without a look at the receipts when a conversation is large. */
  @Test
  void whatWasReadBeforeTheRestartInALargeConversationIsNotPushed() {
    ann.connect("phone", "g1", 1);
    restart();
    ann.read("phone", "big", 50);
    ann.enterLarge("big", 45, 44);
    ann.disconnect("phone", "g1", 1);
    ann.resume();
    ann.taken();

    ann.news("big", 46);
    ann.pass(120_000);

    assertThat(ann.taken()).isEmpty();
  }

  /**
   * Seen red: with a mark that is forgotten with the subscription. Then a SYNC goes back to before
   * what the device has acknowledged.
   */
  @Test
  void whatWasAcknowledgedBeyondTheEventThatMadeTheConversationSmallCounts() {
    ann.connect("phone", "g1", 1);
    ann.enterLarge("big", 5, 4);
    ann.delivered("phone", "big", 9);
    ann.taken();

    ann.shrink("big", 7, 6);
    ann.before("big", 7);
    ann.message("big", 8);
    ann.message("big", 9);
    ann.message("big", 10);
    ann.delivered("phone", "big", 10);
    ann.pass(60_000);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 big (9,7] #1", "DIRECT phone@1 big 10");
  }

  /** Seen red: with the start that was known before the receipts were looked at. */
  @Test
  void aConversationThatIsLargeAgainIsSyncedFromTheReceipt() {
    ann.connect("phone", "g1", 1);
    restart();
    ann.delivered("phone", "big", 50);

    ann.enterLarge("big", 45, 44);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 big (50,null] #1");
  }

  /** Seen red: with each early receipt taken for a proof. */
  @Test
  void aReceiptThatIsOlderThanTheEventStopsNoDelivery() {
    ann.connect("phone", "g1", 1);
    restart();
    ann.delivered("phone", "c", Events.id(2_000));

    ann.message("c", Events.id(1_000));
    ann.now = Events.START + 3_000;
    ann.message("c", Events.id(1_500));

    assertThat(ann.taken())
        .containsExactly(
            "DIRECT phone@1 c " + Events.id(1_000), "DIRECT phone@1 c " + Events.id(1_500));
  }

  @Test
  void itCountsForItsOwnDeviceAndItsOwnConversationOnly() {
    ann.connect("phone", "g1", 1);
    ann.connect("laptop", "g2", 1);
    restart();
    ann.delivered("phone", "c", 1);
    ann.delivered("phone", "d", 1);
    ann.message("c", 1);
    ann.message("e", 1);
    ann.taken();

    ann.resume();
    ann.pass(6_000);

    assertThat(ann.taken())
        .containsExactlyInAnyOrder(
            "SYNC laptop@1 c (0,1] #1", "SYNC phone@1 e (0,1] #1", "SYNC laptop@1 e (0,1] #1");
  }

  @Test
  void itAcknowledgesNothingBehindItsEvent() {
    restart();
    ann.read("phone", "c", 1);
    ann.message("c", 2);

    ann.resume();
    ann.pass(6_000);

    assertThat(ann.taken()).containsExactly("NOTIFY c 2 unread 1");
  }

  @Test
  void aDeliveredBehindAReadDoesNotReplaceIt() {
    restart();
    ann.read("phone", "c", 1);
    ann.delivered("phone", "c", 2);
    ann.message("c", 1);
    ann.resume();
    ann.pass(6_000);
    ann.message("c", 2);
    ann.pass(120_000);

    assertThat(ann.taken()).isEmpty();
  }

  @Test
  void oneForAnOpenConversationIsKeptToo() {
    ann.message("c", 1);
    restart();
    ann.read("phone", "c", 2);
    ann.message("c", 2);

    ann.resume();
    ann.pass(120_000);

    assertThat(ann.taken()).isEmpty();
  }

  /** Otherwise each READ of a message that all devices have acknowledged would cost a write. */
  @Test
  void aMinuteAfterTheInputsHaveBeenReadNoneIsKept() {
    restart();
    ann.resume();
    ann.pass(59_000);
    ann.read("phone", "c", 1);
    assertThat(ann.memory.isEmpty()).isFalse();

    OneUser bob = OneUser.named("bob");
    bob.readUpTo = ann.now;
    bob.resumedAt = ann.now - 60_000;
    bob.read("phone", "c", 1);
    assertThat(bob.memory.isEmpty()).isTrue();
  }

  @Test
  void theNewestAreKept() {
    restart();
    readInEach(EarlyReceipts.MOST + 1);
    sayInEach(EarlyReceipts.MOST + 1);

    ann.resume();
    ann.pass(6_000);

    assertThat(ann.taken()).containsExactly("NOTIFY c1 1 unread 1");
  }

  @Test
  void oneThatSaysNothingNewTakesThePlaceOfNoOther() {
    restart();
    readInEach(LAST - 1);
    ann.delivered("phone", "c" + LAST, LAST);
    ann.delivered("phone", "c" + LAST, LAST);
    ann.delivered("phone", "c" + LAST, LAST - 1);

    assertAllCount();
  }

  @Test
  void oneThatReachesFurtherTakesThePlaceOfTheOneBefore() {
    restart();
    readInEach(LAST - 1);
    ann.delivered("phone", "c" + LAST, LAST - 2);
    ann.delivered("phone", "c" + LAST, LAST - 1);
    ann.delivered("phone", "c" + LAST, LAST);

    assertAllCount();
  }

  private void readInEach(int conversations) {
    for (int n = 1; n <= conversations; n++) {
      ann.read("phone", "c" + n, n);
    }
  }

  private void sayInEach(int conversations) {
    for (int n = 1; n <= conversations; n++) {
      ann.message("c" + n, n);
    }
  }

  /** There is one receipt for each conversation from the first to the last. */
  private void assertAllCount() {
    sayInEach(LAST);
    ann.resume();
    ann.pass(6_000);
    assertThat(ann.taken()).isEmpty();
  }

  /** The DELIVERED cancels the notification, too, but only the READ ends what is unread. */
  @Test
  void aReadCountsAlthoughADeliveredThatReachesFurtherFollows() {
    restart();
    ann.read("phone", "c", 1);
    ann.delivered("phone", "c", 2);
    ann.message("c", 1);
    ann.message("c", 2);

    ann.resume();
    ann.message("c", 3);
    ann.pass(6_000);

    assertThat(ann.taken()).containsExactly("NOTIFY c 3 unread 2");
  }

  @Test
  void aReceiptIsForgottenWithTheEventThatItNames() {
    ann.connect("phone", "g1", 1);
    restart();
    ann.delivered("phone", "c", 2);

    ann.message("c", 1);
    assertThat(ann.stored().early).hasSize(1);
    ann.message("c", 2);

    assertThat(ann.stored().early).isEmpty();
  }

  @Test
  void oneThatIsNeverNeededIsForgottenWithTheUsersOldDevices() {
    restart();
    ann.read("phone", "c", 1);
    ann.now += OneUser.POLICY.retention() + 1;
    ann.resume();
    ann.pass(61_000);

    ann.disconnect("phone", "g1", 1);

    assertThat(ann.memory.isEmpty()).isTrue();
  }

  /** Nobody can have read what did not exist. It counts for what was routed before it was read. */
  @Test
  void oneThatIsFarAheadOfItsTimeIsNotKept() {
    restart();
    long existed = Events.id(0);
    ann.now = Events.START + 1;
    ann.read("phone", "c", Long.MAX_VALUE);
    assertThat(ann.memory.isEmpty()).isTrue();

    ann.message("c", existed);
    ann.resume();
    ann.pass(6_000);

    assertThat(ann.taken()).containsExactly("NOTIFY c %d unread 1".formatted(existed));
  }

  private void restart() {
    ann.readUpTo = Long.MIN_VALUE;
    ann.resumedAt = Long.MAX_VALUE;
  }
}
