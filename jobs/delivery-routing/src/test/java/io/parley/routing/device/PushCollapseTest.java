package io.parley.routing.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.routing.Events;
import io.parley.schemas.event.MessageDeleted;
import io.parley.schemas.push.PushRequest;
import org.junit.jupiter.api.Test;

class PushCollapseTest {

  private final OneUser ann = new OneUser(Policies.SMALL);

  /** Seen red without quiet intervals. */
  @Test
  void theFirstMessagePushesAtOnceAndTheNewestOnceMoreAfterTheQuietInterval() {
    ann.gets(1);
    ann.gets(2);
    ann.gets(3);
    assertThat(ann.out.pushes).extracting(PushRequest::getMessageId).containsExactly(Events.id(1));

    ann.waits(60);

    assertThat(ann.out.pushes)
        .extracting(PushRequest::getMessageId)
        .containsExactly(Events.id(1), Events.id(3));
  }

  @Test
  void nothingIsPushedAfterTheIntervalIfNothingMoreCame() {
    ann.gets(1);

    ann.waits(300);

    assertThat(ann.out.pushes).hasSize(1);
    assertThat(ann.memory.quiet().entries()).isEmpty();
  }

  @Test
  void aUserWhoHasConnectedIsNotPushedAfterTheInterval() {
    ann.gets(1);
    ann.gets(2);
    ann.connects("phone", "g1", 1);
    ann.acknowledges("phone", 2);

    ann.waits(100, () -> ann.beats("phone", "g1", 1));

    assertThat(ann.out.pushes).hasSize(1);
  }

  @Test
  void conversationsPushIndependently() {
    ann.gets(Events.message("c1", Events.id(1), "bob", "phone"));
    ann.gets(Events.message("c2", Events.id(1), "bob", "phone"));

    assertThat(ann.out.pushes).extracting(PushRequest::getCollapseKey).containsExactly("c1", "c2");
  }

  @Test
  void ownMessagesDeletionsAndChangesOfMembersWakeNobody() {
    ann.gets(Events.message("c1", Events.id(1), "ann", "phone"));
    ann.gets(Events.event("c1", Events.id(2), "bob", "phone", new MessageDeleted("bob")));
    ann.gets(Events.join("c1", Events.id(3), "cid"));

    assertThat(ann.out.pushes).isEmpty();
  }

  /** Seen red in EveryoneInALargeGroupIsToldTest, where a newer nudge was displaced. */
  @Test
  void anOlderMessageDoesNotDisplaceANewerOneThatIsHeldBack() {
    ann.gets(1);
    ann.gets(3);
    ann.gets(2);

    ann.waits(60);

    assertThat(ann.out.pushes)
        .extracting(PushRequest::getMessageId)
        .containsExactly(Events.id(1), Events.id(3));
  }

  @Test
  void whatWasSentIntoASessionThatDiesIsPushed() {
    ann.connects("phone", "g1", 1);
    ann.gets(1);
    assertThat(ann.out.pushes).isEmpty();

    ann.waits(31);

    assertThat(ann.out.pushes).extracting(PushRequest::getMessageId).containsExactly(Events.id(1));
  }
}
