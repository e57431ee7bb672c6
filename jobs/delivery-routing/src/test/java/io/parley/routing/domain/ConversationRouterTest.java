package io.parley.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.routing.Events;
import io.parley.routing.domain.UserInput.EventKind;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.conversation.NotifyLevel;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MessageSent;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Whom an event concerns.
 *
 * <p>Seen red: with members who leave removed before the event goes out, and with a leave that is
 * any other event to them; with rounds that never end. Mutation testing found that nothing noticed
 * a user who is not told that they join because others are members already, an event of the wrong
 * kind, a large event that is copied to all, and a message without recipients that is counted as
 * lost.
 */
class ConversationRouterTest {

  private static final long T = 1_000_000;

  private final OneConversation group = new OneConversation(4);

  @Test
  void anEventGoesToAllMembersWithTheOneBeforeIt() {
    route(Events.join("c", id(1), "ann", "bob"));
    group.taken();

    route(Events.message("c", id(5), "ann", "phone"));

    assertThat(group.taken())
        .containsExactly(event("ann", 5, 1, " push"), event("bob", 5, 1, " push"));
  }

  @Test
  void whoJoinsAndWhoLeavesGetsThatEventAndNothingAfterLeaving() {
    route(Events.join("c", id(1), "ann", "bob"));
    assertThat(group.taken())
        .containsExactly(event("ann", 1, 0, " joins"), event("bob", 1, 0, " joins"));
    route(Events.leave("c", id(2), "bob"));
    assertThat(group.taken())
        .containsExactly(event("ann", 2, 1, ""), event("bob", 2, 1, " leaves"));

    route(Events.message("c", id(3), "ann", "phone"));

    assertThat(group.taken()).containsExactly(event("ann", 3, 2, " push"));
  }

  @Test
  void onlyTheOneWhoJoinsIsToldThatTheyJoin() {
    route(Events.join("c", id(1), "ann"));
    group.taken();

    route(Events.join("c", id(2), "bob"));

    assertThat(group.taken()).containsExactly(event("ann", 2, 1, ""), event("bob", 2, 1, " joins"));
  }

  @Test
  void anEventBearsItsKindAndAMessageItsType() {
    route(Events.join("c", id(1), "ann"));
    route(Events.message("c", id(2), "eve", "phone"));
    route(Events.deletion("c", id(3), id(2)));

    assertThat(group.events)
        .extracting(UserInput.Event::kind)
        .containsExactly(EventKind.OTHER, EventKind.MESSAGE, EventKind.DELETION);
    assertThat(group.events)
        .extracting(UserInput.Event::type)
        .containsExactly(MessageType.UNKNOWN, MessageType.TEXT, MessageType.UNKNOWN);
  }

  @Test
  void anEventIsAsOldAsItsCommandAndNeverNewerThanItsId() {
    assertThat(ConversationRouter.appendedAt(eventOfCommandAt(3))).isEqualTo(Events.START + 3);
    assertThat(ConversationRouter.appendedAt(eventOfCommandAt(9))).isEqualTo(Events.START + 5);
  }

  /** The fifth event, of a command that was appended at a millisecond of the test. */
  private static ConversationEvent eventOfCommandAt(long millis) {
    return ConversationEvent.newBuilder(Events.message("c", id(5), "ann", "phone"))
        .setCommandAppendedAt(Events.START + millis)
        .build();
  }

  @Test
  void anEventThatComesAgainIsDropped() {
    route(Events.join("c", id(1), "ann"));
    route(Events.message("c", id(2), "ann", "phone"));
    group.taken();

    route(Events.message("c", id(2), "ann", "phone"));
    route(Events.join("c", id(1), "ann"));

    assertThat(group.taken()).isEmpty();
    assertThat(group.repeated).isEqualTo(2);
  }

  @Test
  void theNotifyLevelOfAMemberDecidesWhatPushesThem() {
    route(Events.join("c", id(1), "ann", "bob", "cid"));
    route(Events.setNotify("c", id(2), NotifyLevel.MENTIONS, "ann"));
    route(Events.setNotify("c", id(3), NotifyLevel.NONE, "bob"));
    group.taken();

    route(Events.message("c", id(4), "eve", "phone"));
    assertThat(group.taken())
        .containsExactly(
            event("ann", 4, 3, ""), event("bob", 4, 3, ""), event("cid", 4, 3, " push"));
    route(Events.message("c", id(5), "eve", "phone", "ann", "bob"));

    assertThat(group.taken())
        .containsExactly(
            event("ann", 5, 4, " push"), event("bob", 5, 4, ""), event("cid", 5, 4, " push"));
  }

  @Test
  void whoComesBackIsPushedForEverythingAgain() {
    route(Events.join("c", id(1), "ann"));
    route(Events.setNotify("c", id(2), NotifyLevel.NONE, "ann"));
    route(Events.leave("c", id(3), "ann"));
    route(Events.join("c", id(4), "ann"));
    group.taken();

    route(Events.message("c", id(5), "eve", "phone"));

    assertThat(group.taken()).containsExactly(event("ann", 5, 4, " push"));
  }

  @Test
  void aListOfAThousandMembersIsFetchedAndNotSentAThousandTimes() {
    OneConversation crowd = new OneConversation(10_000);

    crowd.route(Events.join("c", id(1), Events.longNames(0, 1_000)), T);

    assertThat(crowd.events).extracting(UserInput.Event::encoded).containsOnlyNulls();
    assertThat(crowd.taken())
        .hasSize(1_000)
        .allSatisfy(text -> assertThat(text).endsWith(" joins fetched"));
  }

  @Test
  void aConversationWhoseMembersAreNotKnownIsCounted() {
    route(Events.message("c", id(1), "eve", "phone"));

    assertThat(group.withoutMembers).isEqualTo(1);
  }

  /** The alert StateLost reads this count. */
  @Test
  void whatNobodyIsOwedIsNotMissedWhereNoMembersAreKnown() {
    MessageSent toNobody =
        MessageSent.newBuilder()
            .setType(MessageType.TEXT)
            .setText("text")
            .setRecipients(0)
            .setMentions(List.of())
            .build();

    route(Events.event("c", id(1), "eve", "phone", toNobody));
    route(Events.deletion("c", id(2), id(1)));

    assertThat(group.withoutMembers).isZero();
  }

  @Test
  void aboveTheThresholdAnEventIsBroadcastAndCostsNothingByTheMember() {
    route(Events.join("c", id(1), "a", "b", "c", "d"));
    group.taken();
    route(Events.join("c", id(2), "e"));
    assertThat(group.taken())
        .containsExactly(
            large("a", 2, 1),
            large("b", 2, 1),
            large("c", 2, 1),
            large("d", 2, 1),
            joined("e", 2, 1),
            "BROADCAST " + id(2));

    route(Events.message("c", id(3), "a", "phone"));

    assertThat(group.taken()).containsExactly("BROADCAST " + id(3));
  }

  @Test
  void whoJoinsOrLeavesALargeConversationIsToldSo() {
    makeLarge();

    route(Events.join("c", id(3), "f"));
    route(Events.leave("c", id(4), "a"));

    assertThat(group.taken())
        .containsExactly(
            "BROADCAST " + id(3),
            joined("f", 3, 2),
            "BROADCAST " + id(4),
            "a LEFT %d after %d".formatted(id(4), id(3)));
  }

  @Test
  void itStaysLargeUntilATenthHasLeftAndThenEveryoneIsTold() {
    makeLarge();

    route(Events.leave("c", id(3), "a"));

    assertThat(group.taken())
        .containsExactly(
            "BROADCAST " + id(3),
            "a LEFT %d after %d".formatted(id(3), id(2)),
            "b SHRUNK %d after %d".formatted(id(3), id(2)),
            "c SHRUNK %d after %d".formatted(id(3), id(2)),
            "d SHRUNK %d after %d".formatted(id(3), id(2)),
            "e SHRUNK %d after %d".formatted(id(3), id(2)));
    route(Events.message("c", id(4), "b", "phone"));
    assertThat(group.taken()).hasSize(4).contains(event("b", 4, 3, " push"));
  }

  @Test
  void theMembersOfALargeConversationAreToldOfNewsInARoundAndOfLaterNewsInTheNext() {
    makeLarge();
    route(Events.message("c", id(3), "a", "phone"));
    route(Events.message("c", id(4), "a", "phone"));
    route(Events.message("c", id(5), "a", "phone"));
    group.taken();

    group.wakeUntil(T + 30_000);
    assertThat(group.taken()).hasSize(5).contains("b NEWS %d deleted []".formatted(id(3)));
    group.wakeUntil(T + 130_000);
    assertThat(group.taken()).hasSize(5).contains("b NEWS %d deleted []".formatted(id(5)));
    group.wakeUntil(T + 600_000);

    assertThat(group.taken()).as("nothing is left to tell").isEmpty();
    assertThat(group.wakes).isEmpty();
  }

  @Test
  void aDeletionGoesRoundAndItsMessageIsNotToldOf() {
    makeLarge();
    route(Events.message("c", id(3), "a", "phone"));
    route(Events.message("c", id(4), "a", "phone"));
    route(Events.deletion("c", id(5), id(4)));
    group.wakeUntil(T + 30_000);
    group.taken();

    group.wakeUntil(T + 130_000);

    assertThat(group.taken()).hasSize(5).contains("b NEWS 0 deleted [%d]".formatted(id(4)));
  }

  /** Seen red: with a deletion that waits for the next round. */
  @Test
  void aMessageThatIsDeletedBeforeItsRoundIsNotTold() {
    makeLarge();
    route(Events.message("c", id(3), "a", "phone"));
    route(Events.deletion("c", id(4), id(3)));
    group.taken();

    group.wakeUntil(T + 600_000);

    assertThat(group.taken()).isNotEmpty().noneMatch(text -> text.contains(" NEWS " + id(3)));
  }

  /** Some may not have been notified yet. Seen red: with a deletion that waits for a minute. */
  @Test
  void theDeletionOfAMessageThatWasToldGoesRoundAtOnce() {
    makeLarge();
    route(Events.message("c", id(3), "a", "phone"));
    group.wakeUntil(T + 30_000);
    group.taken();

    group.route(Events.deletion("c", id(4), id(3)), T + 31_000);
    group.wakeUntil(T + 50_000);

    assertThat(group.taken()).contains("b NEWS 0 deleted [%d]".formatted(id(3)));
  }

  @Test
  void whoIsMentionedIsToldAtOnceAndTheMutedNever() {
    makeLarge();
    route(Events.setNotify("c", id(3), NotifyLevel.MENTIONS, "b"));
    route(Events.setNotify("c", id(4), NotifyLevel.NONE, "d"));
    group.taken();

    route(Events.message("c", id(5), "a", "phone", "b", "d"));

    assertThat(group.taken())
        .containsExactly("BROADCAST " + id(5), "b NEWS %d deleted []".formatted(id(5)));
    group.wakeUntil(T + 30_000);
    assertThat(group.taken())
        .extracting(text -> text.substring(0, 1))
        .contains("a", "c", "e")
        .doesNotContain("b", "d");
  }

  private void makeLarge() {
    route(Events.join("c", id(1), "a", "b", "c", "d"));
    route(Events.join("c", id(2), "e"));
    assertThat(group.taken()).isNotEmpty();
  }

  private void route(ConversationEvent event) {
    group.route(event, T);
  }

  private static long id(long n) {
    return Events.id(n);
  }

  private static String event(String user, long n, long previous, String more) {
    return "%s EVENT %d after %d%s".formatted(user, id(n), previous == 0 ? 0 : id(previous), more);
  }

  private static String large(String user, long n, long previous) {
    return "%s ENTERED %d after %d".formatted(user, id(n), id(previous));
  }

  private static String joined(String user, long n, long previous) {
    return "%s JOINED %d after %d".formatted(user, id(n), id(previous));
  }
}
