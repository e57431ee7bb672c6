package io.parley.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.gateway.client.Handover;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.conversation.NotifyLevel;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.wire.AvroSafety;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Tests that an inbox knows exactly the events that a device has, because {@link Fleet#drain}
 * relies on it. Ids are ten times the sequence.
 */
class InboxTest {

  static {
    AvroSafety.apply();
  }

  private final Inbox inbox = new Inbox("ann");

  @Test
  void eventsInOrderAreComplete() {
    assertThat(inbox.take(joined(1, "ann"))).isEqualTo(Inbox.Arrival.NEXT);
    assertThat(inbox.take(message(2))).isEqualTo(Inbox.Arrival.NEXT);

    assertThat(inbox.completeUpTo()).isEqualTo(20);
    assertThat(inbox.events()).isEqualTo(2);
  }

  @Test
  void aGapHoldsUpWhatComesBehindItUntilItIsFilled() {
    inbox.take(joined(1, "ann"));

    assertThat(inbox.take(message(3))).isEqualTo(Inbox.Arrival.AHEAD);
    assertThat(inbox.completeUpTo()).isEqualTo(10);
    assertThat(inbox.events()).isEqualTo(1);

    assertThat(inbox.take(message(2))).isEqualTo(Inbox.Arrival.NEXT);
    assertThat(inbox.completeUpTo()).isEqualTo(30);
    assertThat(inbox.events()).isEqualTo(3);
  }

  @Test
  void aGapShowsWhenAStoredEventFollowsAMissingOneUntilItIsFilled() {
    assertThat(inbox.hasGap()).isFalse();
    inbox.takeStored(new Handover.Stored(message(3), 20));
    assertThat(inbox.hasGap()).as("nothing before it, so the beginning is missing").isFalse();

    inbox.take(joined(1, "ann"));
    assertThat(inbox.hasGap()).isTrue();
    assertThat(inbox.gapEnd()).isEqualTo(20);

    inbox.takeStored(new Handover.Stored(message(2), 10));
    assertThat(inbox.hasGap()).isFalse();
    assertThat(inbox.completeUpTo()).isEqualTo(30);
  }

  /**
   * The router has not routed event 4 yet, and a device that reads further than its gap would
   * acknowledge that event, too. Seen red: with a read up to the newest event, which was an own
   * one. The checker then took event 4 for lost (fault kill-taskmanager-20, seed 20261217).
   */
  @Test
  void aGapEndsBeforeTheEventsThatMayBeOnTheirWay() {
    inbox.take(joined(1, "ann"));
    inbox.tookOwn(5, 50);
    assertThat(inbox.hasGap()).isFalse();

    inbox.takeStored(new Handover.Stored(message(3), 20));

    assertThat(inbox.gapEnd()).isEqualTo(20);
  }

  @Test
  void anOwnEventFillsItsPlaceBeforeAndAfterOthersCome() {
    inbox.take(joined(1, "ann"));
    inbox.tookOwn(2, 20);
    assertThat(inbox.completeUpTo()).isEqualTo(20);
    inbox.take(message(3));

    inbox.take(message(5));
    assertThat(inbox.completeUpTo()).isEqualTo(30);
    inbox.tookOwn(4, 40);
    assertThat(inbox.completeUpTo()).isEqualTo(50);
    assertThat(inbox.events()).isEqualTo(5);
  }

  @Test
  void anOwnEventDoesNotFillAnothersGap() {
    inbox.take(joined(1, "ann"));
    inbox.tookOwn(3, 30);

    inbox.take(message(4));

    assertThat(inbox.completeUpTo()).isEqualTo(10);
    assertThat(inbox.events()).isEqualTo(1);
  }

  @Test
  void whoJoinsLaterMissesNothingOfBefore() {
    assertThat(inbox.take(joined(7, "ann"))).isEqualTo(Inbox.Arrival.NEXT);

    assertThat(inbox.events()).isEqualTo(7);
  }

  @Test
  void somebodyElsesJoiningIsAnEventAsAnyOther() {
    inbox.take(joined(1, "ann"));

    assertThat(inbox.take(joined(3, "bob"))).isEqualTo(Inbox.Arrival.AHEAD);
  }

  @Test
  void whatWasThereIsRepeated() {
    inbox.take(joined(1, "ann"));
    inbox.take(message(3));

    assertThat(inbox.take(joined(1, "ann"))).isEqualTo(Inbox.Arrival.REPEATED);
    assertThat(inbox.take(message(3))).isEqualTo(Inbox.Arrival.REPEATED);
  }

  @Test
  void aStoredEventIsCompleteIfTheOneItFollowsIs() {
    inbox.take(joined(1, "ann"));
    inbox.take(message(9));

    assertThat(inbox.takeStored(stored(5, 10))).isEqualTo(Inbox.Arrival.NEXT);
    assertThat(inbox.completeUpTo()).isEqualTo(50);
    assertThat(inbox.takeStored(stored(8, 50))).isEqualTo(Inbox.Arrival.NEXT);
    assertThat(inbox.completeUpTo()).isEqualTo(90);
    assertThat(inbox.takeStored(stored(5, 10))).isEqualTo(Inbox.Arrival.REPEATED);
  }

  @Test
  void aStoredEventThatFollowsAMissingOneWaitsForIt() {
    inbox.take(joined(1, "ann"));

    assertThat(inbox.takeStored(stored(4, 30))).isEqualTo(Inbox.Arrival.AHEAD);
    assertThat(inbox.completeUpTo()).isEqualTo(10);
    inbox.takeStored(stored(2, 10));
    inbox.takeStored(stored(3, 20));
    assertThat(inbox.completeUpTo()).isEqualTo(40);
  }

  private static Handover.Stored stored(long sequence, long follows) {
    return new Handover.Stored(message(sequence), follows);
  }

  private static ConversationEvent message(long sequence) {
    return event(
        sequence, new MessageSent(MessageType.TEXT, "hello", null, null, 1, sequence, List.of()));
  }

  private static ConversationEvent joined(long sequence, String user) {
    MemberChange change =
        new MemberChange(user, MemberAction.JOIN, MemberRole.MEMBER, NotifyLevel.ALL);
    return event(sequence, new MembersChanged(ConversationKind.GROUP, List.of(change), 2));
  }

  private static ConversationEvent event(long sequence, Object payload) {
    long id = sequence * 10;
    return new ConversationEvent(
        id, sequence, "room", id, "bob", "bob.d1", "c" + sequence, 0L, 0L, payload);
  }
}
