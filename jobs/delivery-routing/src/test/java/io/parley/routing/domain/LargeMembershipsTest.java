package io.parley.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.routing.Events;
import io.parley.routing.domain.UserInput.LargeChange;
import org.junit.jupiter.api.Test;

/**
 * One user's large conversations.
 *
 * <p>Seen red: with the marks of the small conversation dropped at {@code enter}; with {@code
 * onSession} doing nothing; without the test for {@code isAhead}.
 */
class LargeMembershipsTest {

  private final OneUser ann = new OneUser();

  @Test
  void whoIsConnectedWhenAConversationBecomesLargeAsksForBroadcasts() {
    ann.connect("phone", "g1", 1);

    enter(10, 9);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 big (9,null] #1");
  }

  @Test
  void aDeviceThatIsBehindWhenItBecomesLargeStartsWhereItStands() {
    ann.before("big", 6);
    ann.connect("phone", "g1", 1);
    ann.message("big", 7);
    ann.taken();

    enter(10, 9);
    ann.pass(120_000);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 big (6,null] #1");
  }

  @Test
  void everySessionBeginsWithOneSyncNewsOrNot() {
    ann.connect("phone", "g1", 1);
    enter(10, 9);
    ann.delivered("phone", "big", 30);
    ann.disconnect("phone", "g1", 1);
    ann.taken();

    ann.connect("phone", "g2", 2);
    ann.pass(120_000);

    assertThat(ann.taken()).containsExactly("SYNC phone@2 big (30,null] #1");
    assertThat(ann.rows).extracting(DeviceCursor::eventId).containsExactly(30L);
  }

  @Test
  void aNewDeviceBeginsAtTheNewestPage() {
    enter(10, 9);

    ann.connect("phone", "g1", 1);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 big (0,null] #1");
  }

  @Test
  void whoLeavesGetsEverythingUpToTheirLeaving() {
    ann.connect("phone", "g1", 1);
    enter(10, 9);
    ann.delivered("phone", "big", 20);
    ann.taken();

    ann.input(new UserInput.Large("big", 40, 39, LargeChange.LEFT));
    ann.delivered("phone", "big", 40);
    ann.pass(120_000);

    assertThat(ann.taken()).containsExactly("SYNC phone@1 big (20,40] #1");
    assertThat(UserCodec.user(ann.memory.user().get()).large).isZero();
  }

  @Test
  void aReceiptFarAheadOfItsTimeIsRefused() {
    ann.connect("phone", "g1", 1);
    enter(10, 9);

    ann.delivered("phone", "big", Events.id(600_000));

    assertThat(ann.rows).isEmpty();
    assertThat(ann.howOften(RoutingCounter.REFUSED_RECEIPT)).isEqualTo(1);
  }

  private void enter(long event, long previous) {
    ann.input(new UserInput.Large("big", event, previous, LargeChange.ENTERED));
  }
}
