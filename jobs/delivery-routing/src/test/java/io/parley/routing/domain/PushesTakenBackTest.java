package io.parley.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Which notifications are cancelled or taken back, because their messages have been read or deleted
 * or because the user has left.
 *
 * <p>Seen red: with a DELIVERED that clears; with a deletion that cancels nothing, and one that
 * clears nothing; likewise with a leave, in small and large conversations, and with one that clears
 * where a conversation becomes small. Mutation testing found that nothing noticed a deletion that
 * left the message before it unpushed.
 */
class PushesTakenBackTest {

  private final OneUser ann = new OneUser();

  @Test
  void readingTakesTheNotificationBackAndDeliveringDoesNot() {
    ann.message("c", 1);
    ann.pass(6_000);
    ann.connect("phone", "g1", 1);
    ann.taken();

    ann.delivered("phone", "c", 1);
    assertThat(ann.taken()).isEmpty();
    ann.read("phone", "c", 1);

    assertThat(ann.taken()).containsExactly("CLEAR c 1");
  }

  @Test
  void afterReadingTheNextMessageIsNewsAgain() {
    ann.message("c", 1);
    ann.pass(6_000);
    ann.read("phone", "c", 1);
    ann.message("c", 2);
    ann.taken();

    ann.pass(6_000);

    assertThat(ann.taken()).containsExactly("NOTIFY c 2 unread 1");
  }

  @Test
  void aDeletedMessageIsNotPushed() {
    ann.message("c", 1);
    ann.deletion("c", 2, 1);

    ann.pass(120_000);

    assertThat(ann.taken()).isEmpty();
  }

  @Test
  void aDeletionTakesTheNotificationBack() {
    ann.message("c", 1);
    ann.pass(6_000);
    ann.taken();

    ann.deletion("c", 2, 1);
    ann.pass(120_000);

    assertThat(ann.taken()).containsExactly("CLEAR c 1");
  }

  /** Who has left hears of no deletion, so the message may be gone by then. */
  @Test
  void whoHasLeftIsNotNotified() {
    ann.message("c", 1);
    ann.leave("c", 2);

    ann.pass(120_000);

    assertThat(ann.taken()).isEmpty();
    assertThat(ann.howOften(RoutingCounter.CANCELLED_PUSH)).isEqualTo(1);
  }

  @Test
  void leavingTakesTheNotificationBack() {
    ann.message("c", 1);
    ann.pass(6_000);
    ann.message("c", 2);
    ann.taken();

    ann.leave("c", 3);
    ann.pass(120_000);

    assertThat(ann.taken()).containsExactly("CLEAR c 1");
  }

  @Test
  void whoJoinsAgainIsNotifiedOfWhatComesThen() {
    ann.message("c", 1);
    ann.pass(6_000);
    ann.leave("c", 2);
    ann.join("c", 4);
    ann.taken();

    ann.message("c", 5);
    ann.pass(6_000);

    assertThat(ann.taken()).containsExactly("NOTIFY c 5 unread 1");
  }

  /** The first of two messages was pushed, and the second one waits. */
  private void haveNewsOfALargeConversation() {
    ann.enterLarge("big", 1, 0);
    ann.news("big", 2);
    ann.pass(6_000);
    ann.news("big", 3);
    ann.taken();
  }

  @Test
  void leavingALargeConversationTakesItsNotificationBack() {
    haveNewsOfALargeConversation();

    ann.leaveLarge("big", 4, 3);
    ann.pass(120_000);

    assertThat(ann.taken()).containsExactly("CLEAR big 2");
  }

  @Test
  void aLargeConversationThatBecomesSmallTakesNothingBack() {
    haveNewsOfALargeConversation();

    ann.shrink("big", 4, 3);
    ann.pass(120_000);

    assertThat(ann.taken()).containsExactly("NOTIFY big 3 unread 2");
  }

  @Test
  void whenTheNewestIsDeletedTheOneBeforeIsPushed() {
    ann.message("c", 1);
    ann.message("c", 2);
    ann.deletion("c", 3, 2);

    ann.pass(6_000);

    assertThat(ann.taken()).containsExactly("NOTIFY c 1 unread 1");
  }

  @Test
  void aDeletionInALargeConversationTakesItsNotificationBack() {
    ann.news("big", 1);
    ann.pass(6_000);
    ann.taken();

    ann.newsOfDeletion("big", 1);

    assertThat(ann.taken()).containsExactly("CLEAR big 1");
    assertThat(ann.memory.isEmpty()).isTrue();
  }

  @Test
  void onlyTheNewestFewMessagesAreRemembered() {
    for (int n = 1; n <= PushState.MAX_UNSEEN + 2; n++) {
      ann.message("c", n);
    }
    for (int n = 3; n <= PushState.MAX_UNSEEN + 2; n++) {
      ann.deletion("c", 10 + n, n);
    }

    ann.pass(120_000);

    assertThat(ann.taken()).isEmpty();
  }

  @Test
  void whenTheNotifiedMessageIsDeletedTheOneBeforeIsPushed() {
    ann.message("c", 1);
    ann.message("c", 2);
    ann.pass(6_000);
    ann.taken();

    ann.deletion("c", 3, 2);
    ann.pass(6_000);

    assertThat(ann.taken()).containsExactly("CLEAR c 2", "NOTIFY c 1 unread 1");
  }
}
