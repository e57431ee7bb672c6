package io.parley.routing.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.routing.Events;
import org.junit.jupiter.api.Test;

class LargeConversationsTest {

  private final OneUser ann = new OneUser(Policies.SMALL);

  private void notice(int event, boolean entered) {
    ann.router.onNotice(new LargeConversationNotice("ann", "c1", Events.id(event), entered));
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

  @Test
  void whoLeavesGetsNoSyncAnyMore() {
    notice(1, true);
    notice(2, false);

    ann.connects("phone", "g1", 1);

    assertThat(ann.delivered()).isEmpty();
    assertThat(ann.memory.largeMemberships().entries()).isEmpty();
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
