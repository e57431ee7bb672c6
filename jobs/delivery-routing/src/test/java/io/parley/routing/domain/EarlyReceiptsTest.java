package io.parley.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.routing.Events;
import org.junit.jupiter.api.Test;

/**
 * Receipts that the job reads again after a restart, before the events that they acknowledge.
 *
 * <p>Seen red: with {@code keep} doing nothing, with {@code take} returning nothing, without the
 * look at the time since the restart, without the bound, without the cap of a receipt that is ahead
 * of its time, and with a codec that drops them. The simulation found the limit that they remove
 * (seed 701389).
 *
 * <p>Mutation testing found that nothing noticed receipts that take the places of others although
 * they say nothing new, a DELIVERED that replaces a READ, and a receipt that is kept after its
 * event.
 */
class EarlyReceiptsTest {

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

  @Test
  void whatADeviceAcknowledgedBeforeTheRestartIsNotSyncedAgain() {
    ann.connect("phone", "g1", 1);
    restart();
    ann.delivered("phone", "c", 2);
    ann.message("c", 1);
    ann.message("c", 2);

    ann.resume();
    ann.pass(120_000);

    assertThat(ann.taken()).containsExactly("DIRECT phone@1 c 1", "DIRECT phone@1 c 2");
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
  void theNewestEightAreKept() {
    restart();
    readInEach(9);
    sayInEach(9);

    ann.resume();
    ann.pass(6_000);

    assertThat(ann.taken()).containsExactly("NOTIFY c1 1 unread 1");
  }

  @Test
  void oneThatSaysNothingNewTakesThePlaceOfNoOther() {
    restart();
    readInEach(7);
    ann.delivered("phone", "c8", 8);
    ann.delivered("phone", "c8", 8);
    ann.delivered("phone", "c8", 7);

    assertAllEightCount();
  }

  @Test
  void oneThatReachesFurtherTakesThePlaceOfTheOneBefore() {
    restart();
    readInEach(7);
    ann.delivered("phone", "c8", 6);
    ann.delivered("phone", "c8", 7);
    ann.delivered("phone", "c8", 8);

    assertAllEightCount();
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

  /** The receipts are those of the conversations c1 to c8. */
  private void assertAllEightCount() {
    sayInEach(8);
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

  /** Nobody can have read what did not exist, so such a receipt must not silence later messages. */
  @Test
  void oneThatIsFarAheadOfItsTimeAcknowledgesWhatExistedAtItsTime() {
    restart();
    long existed = Events.id(0);
    ann.now = Events.START + 1;
    ann.read("phone", "c", Long.MAX_VALUE);
    ann.message("c", existed);
    ann.message("c", Events.id(2_000));

    ann.resume();
    ann.pass(6_000);

    assertThat(ann.taken()).containsExactly("NOTIFY c %d unread 1".formatted(Events.id(2_000)));
  }

  private void restart() {
    ann.readUpTo = Long.MIN_VALUE;
    ann.resumedAt = Long.MAX_VALUE;
  }
}
