package io.parley.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.routing.Events;
import io.parley.schemas.event.ConversationEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A conversation that becomes large, and small again.
 *
 * <p>Mutation testing found that nothing noticed a member who leaves with the event that makes it
 * large and is not told, news that a round has not told when it becomes small, news that is told
 * once more when it is large again, a round that goes over all members in one step, and a
 * conversation that becomes small at the threshold.
 */
class LargeAndSmallTest {

  private static final long T = 1_000_000;

  private final OneConversation group = new OneConversation(4);

  @Test
  void whoLeavesWithTheEventThatMakesItLargeIsToldOfThatEventAndOfNothingAfter() {
    route(Events.join("c", id(1), "a", "b", "c", "d"));
    group.taken();

    route(Events.replace("c", id(2), "a", "e", "f"));
    assertThat(group.taken())
        .containsExactlyInAnyOrder(
            "a EVENT %d after %d leaves".formatted(id(2), id(1)),
            entered("b"),
            entered("c"),
            entered("d"),
            joined("e"),
            joined("f"),
            "BROADCAST " + id(2));
    route(Events.message("c", id(3), "b", "phone"));
    group.wakeUntil(T + 30_000);

    assertThat(group.taken()).hasSize(1 + 5).noneMatch(text -> text.startsWith("a "));
  }

  /** Seen red: with those who leave counted. */
  @Test
  void whoLeavesWithAnEventDoesNotMakeItLarge() {
    route(Events.join("c", id(1), "a", "b", "c", "d"));
    group.taken();

    route(Events.replace("c", id(2), "a", "e"));

    assertThat(group.taken()).hasSize(5).allMatch(text -> text.contains(" EVENT "));
  }

  @Test
  void newsThatNobodyHasBeenToldOfIsToldWhenItBecomesSmall() {
    becomeSmallBeforeTheRound();

    assertThat(group.taken()).contains(news("b", 3), news("c", 3), news("d", 3), news("e", 3));
    group.wakeUntil(T + 600_000);

    assertThat(group.taken()).isEmpty();
  }

  @Test
  void newsThatWasToldWhenItBecameSmallIsNotToldAgainWhenItIsLargeAgain() {
    becomeSmallBeforeTheRound();
    route(Events.join("c", id(5), "a"));
    assertThat(group.taken()).contains("BROADCAST " + id(5));

    group.wakeUntil(T + 600_000);

    assertThat(group.taken()).isEmpty();
  }

  /** A large conversation, a message, and a member who leaves before the round begins. */
  private void becomeSmallBeforeTheRound() {
    route(Events.join("c", id(1), "a", "b", "c", "d"));
    route(Events.join("c", id(2), "e"));
    route(Events.message("c", id(3), "a", "phone"));
    group.taken();
    route(Events.leave("c", id(4), "a"));
  }

  @Test
  void theMembersWhomARoundHasToldAreNotToldAgainWhenItBecomesSmall() {
    OneConversation crowd = new OneConversation(110);
    crowd.route(Events.join("c", id(1), Events.longNames(0, 120)), T);
    crowd.route(Events.message("c", id(2), "eve", "phone"), T);
    crowd.taken();
    crowd.wakeUntil(T);
    List<String> told = new ArrayList<>(newsOf(crowd));
    assertThat(told).as("told in one step").hasSizeBetween(Rounds.STEP, 119);

    crowd.route(Events.leave("c", id(3), Events.longNames(0, 25)), T);
    told.addAll(newsOf(crowd));

    assertThat(told).doesNotHaveDuplicates();
    for (String member : Events.longNames(25, 120)) {
      assertThat(told).contains(news(member, 2));
    }
  }

  @Test
  void itStaysLargeUntilATenthOfTheThresholdHasLeft() {
    OneConversation crowd = new OneConversation(110);
    crowd.route(Events.join("c", id(1), Events.longNames(0, 120)), T);
    crowd.route(Events.leave("c", id(2), Events.longNames(0, 20)), T);
    crowd.taken();

    crowd.route(Events.message("c", id(3), "eve", "phone"), T);
    assertThat(crowd.taken()).containsExactly("BROADCAST " + id(3));
    crowd.route(Events.leave("c", id(4), Events.longNames(20, 21)), T);
    crowd.taken();
    crowd.route(Events.message("c", id(5), "eve", "phone"), T);

    assertThat(crowd.taken()).hasSize(99).allMatch(text -> text.contains(" EVENT "));
  }

  private static List<String> newsOf(OneConversation crowd) {
    return crowd.taken().stream().filter(text -> text.contains(" NEWS ")).toList();
  }

  private void route(ConversationEvent event) {
    group.route(event, T);
  }

  private static String entered(String user) {
    return "%s ENTERED %d after %d".formatted(user, id(2), id(1));
  }

  private static String joined(String user) {
    return "%s JOINED %d after %d".formatted(user, id(2), id(1));
  }

  private static String news(String user, long n) {
    return "%s NEWS %d deleted []".formatted(user, id(n));
  }

  private static long id(long n) {
    return Events.id(n);
  }
}
