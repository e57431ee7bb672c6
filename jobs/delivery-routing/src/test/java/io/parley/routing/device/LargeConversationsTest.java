package io.parley.routing.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.routing.Events;
import io.parley.schemas.push.PushRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class LargeConversationsTest {

  private final OneUser ann = new OneUser(Policies.SMALL);

  private void notice(int event, boolean entered) {
    ann.router.onNotice(
        new LargeConversationNotice("ann", "c1", Events.id(event), entered), ann.now);
  }

  private void nudged(int message) {
    nudged(message, "bob");
  }

  private void nudged(int message, String sender) {
    ann.router.onNudge(
        "ann", Nudge.of(Events.message("c1", Events.id(message), sender, "phone")), ann.now);
  }

  private List<Long> pushed() {
    return ann.out.pushes.stream().map(PushRequest::getMessageId).toList();
  }

  @Test
  void aSessionBeginsWithASyncFromWhereTheDeviceAcknowledgedLast() {
    ann.connects("phone", "g1", 1);
    notice(1, true);
    ann.acknowledges("phone", 5);

    ann.connects("phone", "g2", 2);
    ann.connects("laptop", "g2", 1);

    assertThat(ann.delivered()).containsExactly("g2 phone sync after 5", "g2 laptop sync from 1");
  }

  /** Seen red with a membership that is only removed: what was missed before never came. */
  @Test
  void whoLeavesWhileAwayGetsWhatWasMissedAndTheEventOfLeavingAndNothingAfter() {
    notice(1, true);
    notice(5, false);
    ann.gets(5);

    ann.connects("phone", "g1", 1);
    assertThat(ann.delivered())
        .as("all up to the event of leaving")
        .containsExactly("g1 phone sync from 1");
    assertThat(ann.memory.largeMemberships().entries()).isEmpty();

    ann.acknowledges("phone", 5);
    ann.connects("phone", "g1", 2);
    assertThat(ann.delivered()).isEmpty();
  }

  @Test
  void whenTheConversationBecomesSmallADeviceThatIsConnectedFetchesWhatItHasNotAcknowledged() {
    ann.connects("phone", "g1", 1);
    notice(1, true);
    ann.acknowledges("phone", 2);

    notice(5, false);
    ann.gets(6);

    assertThat(ann.delivered()).containsExactly("g1 phone sync after 2", "g1 phone 6#1");
  }

  @Test
  void aNudgePushesToWhoIsAwayAtMostOnceAQuietInterval() {
    notice(1, true);
    nudged(2);
    nudged(2);
    nudged(3);
    assertThat(pushed()).containsExactly(Events.id(2));

    ann.waits(60);

    assertThat(pushed()).containsExactly(Events.id(2), Events.id(3));
  }

  /** Seen red with a nudge that is not kept, and with leases that do not end. */
  @Test
  void aNudgeThatFindsTheUserConnectedPushesWhenTheSessionEndsUnlessTheMessageWasSeen() {
    notice(1, true);
    ann.connects("phone", "g1", 1);
    nudged(2);
    assertThat(pushed()).as("while connected").isEmpty();

    ann.waits(31);
    assertThat(pushed()).as("after the lease").containsExactly(Events.id(2));

    ann.connects("phone", "g1", 2);
    nudged(3);
    ann.acknowledges("phone", 3);
    ann.disconnects("phone", "g1", 2);
    ann.waits(200);
    assertThat(pushed()).as("after it was acknowledged").containsExactly(Events.id(2));
  }

  /** Seen red with LargeMembership.isNews that asks no device. */
  @Test
  void aNudgeOfWhatADeviceHasAcknowledgedWakesNobody() {
    notice(1, true);
    ann.connects("phone", "g1", 1);
    ann.acknowledges("phone", 3);
    ann.disconnects("phone", "g1", 1);

    nudged(3);

    assertThat(pushed()).isEmpty();
  }

  /** Seen red with LargeMembership.isNews that does not ask since when. */
  @Test
  void nudgesOfOwnMessagesOrFromBeforeJoiningOrAfterLeavingWakeNobody() {
    notice(2, true);
    nudged(1);
    nudged(3, "ann");
    notice(4, false);
    nudged(5);

    assertThat(pushed()).isEmpty();
  }

  @Test
  void anEventThatCameDirectlyIsSettledByAReceiptInALargeConversation() {
    ann.connects("phone", "g1", 1);
    ann.gets(1);
    notice(1, true);

    ann.acknowledges("phone", 1);

    assertThat(ann.memory.lanes().entries()).isEmpty();
  }
}
