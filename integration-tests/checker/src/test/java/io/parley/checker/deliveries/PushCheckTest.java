package io.parley.checker.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.checker.Violation;
import io.parley.schemas.conversation.NotifyLevel;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.wire.AvroSafety;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests which push requests are owed, and which are not.
 *
 * <p>Seen red, each by its own test: when any one condition of {@link PushJudge} or {@link
 * WantedPushes} is left out, when DELIVERED counts as READ, when the quiet interval excuses no
 * missing push, when the router is expected to notice the end of a gateway at once, and when an
 * aborted request counts.
 */
class PushCheckTest {

  static {
    AvroSafety.apply();
  }

  private static final String PHONE = "bob/phone";

  private final RoutingStory story = new RoutingStory();
  private ConversationEvent created;

  @BeforeEach
  void bobWasThere() {
    story.connect(PHONE, 1, "g1");
    created = story.join("ann", "bob");
    story.direct(PHONE, 1, created).receipt(PHONE, created);
  }

  @Test
  void whoIsOfflineIsNotified() {
    ConversationEvent message = offline();
    story.seconds(6).notified("bob", message).minutes(1).holds();
  }

  @Test
  void aMissingNotifyIsFoundOnceItIsDue() {
    ConversationEvent message = offline();
    story.seconds(14).holds();
    story.seconds(2);
    assertThat(story.finds(Violation.PUSH_MISSING)).contains("bob in c");
    assertThat(message.getEventId()).isPositive();
  }

  @Test
  void aMissingNotifyIsFoundThoughTheUserIsBack() {
    ConversationEvent message = offline();
    story.minutes(3).connect("ann/phone", 1, "g2").sync("ann/phone", 1, null, message, 1);
    story.receipt("ann/phone", message).minutes(2).connect(PHONE, 2, "g1");
    story.sync(PHONE, 2, created, message, 1).receipt(PHONE, message);
    story.finds(Violation.PUSH_MISSING);
  }

  @Test
  void aUserWithoutAnyDeviceIsNotified() {
    story.direct(PHONE, 1, story.join("cat"));
    story.direct(PHONE, 1, story.say("ann/desk")).seconds(16);
    assertThat(story.finds(Violation.PUSH_MISSING)).contains("cat in c");
  }

  @Test
  void oneNotifyStandsForAllBeforeIt() {
    offline();
    ConversationEvent second = story.say("ann/desk");
    story.seconds(6).notified("bob", second).minutes(2).holds();
  }

  @Test
  void whatWasHandedAndNotAcknowledgedIsNotifiedWhenTheSessionEnds() {
    story.direct(PHONE, 1, story.say("ann/desk")).disconnect(PHONE, 1).seconds(16);
    story.finds(Violation.PUSH_MISSING);
  }

  @Test
  void aNotifyWaitsForTheQuietInterval() {
    ConversationEvent first = offline();
    story.seconds(6).notified("bob", first);
    ConversationEvent second = story.say("ann/desk");
    story.seconds(58).holds();
    story.notified("bob", second).minutes(2).holds();
  }

  @Test
  void whatCameInTheQuietIntervalIsMissedAfterIt() {
    notifiedOf();
    story.say("ann/desk");
    story.seconds(80).finds(Violation.PUSH_MISSING);
  }

  @Test
  void twoNotifysInAQuietIntervalAreFound() {
    notifiedOf();
    ConversationEvent second = story.say("ann/desk");
    story.seconds(20).notified("bob", second);
    assertThat(story.finds(Violation.PUSH_NOT_OWED)).contains("after another");
  }

  @Test
  void aReceiptOfAnyDeviceCancels() {
    ConversationEvent message = offline();
    story.receipt("bob/pad", message).minutes(1).holds();
    story.notified("bob", message);
    story.finds(Violation.PUSH_NOT_OWED);
  }

  /** The router may have read the READ before the message, though the message was there. */
  @Test
  void aReadFarBeyondTheNewestEventAcknowledgesWhatTheRouterKnew() {
    ConversationEvent message = offline();
    story.acknowledge(PHONE, Long.MAX_VALUE, ReceiptKind.READ);
    story.seconds(6).holds();
    story.notified("bob", message).minutes(1).holds();
    story.cleared("bob", message).holds();
  }

  @Test
  void aReadFarBeyondTheNewestEventAcknowledgesWhatWasThereLongBefore() {
    ConversationEvent message = notifiedOf();
    story.minutes(4).acknowledge(PHONE, Long.MAX_VALUE, ReceiptKind.READ).seconds(12);
    story.finds(Violation.CLEAR_MISSING);
    story.cleared("bob", message).holds();
  }

  @Test
  void aReadFarBeyondTheNewestEventAcknowledgesNothingThatComesLater() {
    offline();
    story.acknowledge(PHONE, Long.MAX_VALUE, ReceiptKind.READ).seconds(6);
    ConversationEvent later = story.say("ann/desk");
    story.seconds(16);
    assertThat(story.finds(Violation.PUSH_MISSING)).contains("bob in c");
    assertThat(later.getEventId()).isPositive();
  }

  /** Red when the judge goes from one user to the next and keeps what it knows. */
  @ParameterizedTest
  @ValueSource(strings = {"receipt", "notify", "leave"})
  void whatExcusesOneUserExcusesNoOther(String excuse) {
    story.direct(PHONE, 1, story.join("u0", "u1", "u2", "u3", "u4", "u5", "u6", "u7"));
    ConversationEvent message = offline();
    story.receipt("bob/pad", message);
    for (String user : List.of("u0", "u2", "u4", "u6")) {
      switch (excuse) {
        case "receipt" -> story.receipt(user + "/phone", message);
        case "notify" -> story.seconds(1).notified(user, message);
        default -> story.leave(user);
      }
    }
    story.seconds(20);

    assertThat(story.judged().checks().get(Violation.PUSH_MISSING).found()).isEqualTo(4);
  }

  @Test
  void theDeletionCancels() {
    ConversationEvent message = offline();
    story.delete("ann/desk", message);
    story.minutes(1).holds();
    story.notified("bob", message);
    story.finds(Violation.PUSH_NOT_OWED);
  }

  /**
   * After an outage of the database the router reads message and deletion late, and one after the
   * other. Found by a soak. Seen red when a deletion counted from the time of its command.
   */
  @Test
  void aDeletionThatTheRouterReadsLateCancelsLate() {
    story.connect("ann/phone", 1, "g2").sync("ann/phone", 1, null, created, 1);
    ConversationEvent message = offline();
    ConversationEvent deletion = story.delete("ann/desk", message);
    story.seconds(20).direct("ann/phone", 1, message, deletion).receipt("ann/phone", deletion);
    story.seconds(1).notified("bob", message).cleared("bob", message).holds();
    story.minutes(10).notified("bob", message);
    story.finds(Violation.PUSH_NOT_OWED);
  }

  @Test
  void aSessionWithinTheGracePeriodCancels() {
    ConversationEvent message = offline();
    story.connect(PHONE, 2, "g1").sync(PHONE, 2, created, message, 1).receipt(PHONE, message);
    story.seconds(20).holds();
    story.notified("bob", message);
    story.finds(Violation.PUSH_NOT_OWED);
  }

  @Test
  void whoIsConnectedIsNotNotified() {
    ConversationEvent message = story.say("ann/desk");
    story.direct(PHONE, 1, message).seconds(6).notified("bob", message);
    story.finds(Violation.PUSH_NOT_OWED);
  }

  @Test
  void whoHasBeenConnectedForLongIsNotNotifiedOfWhatCameBefore() {
    ConversationEvent message = offline();
    story.seconds(6).notified("bob", message).connect(PHONE, 2, "g1");
    ConversationEvent later = story.say("ann/desk");
    story.sync(PHONE, 2, created, later, 1).minutes(5).notified("bob", later);
    story.finds(Violation.PUSH_NOT_OWED);
  }

  @Test
  void whoHasBeenConnectedForLongIsNotNotifiedOfWhatCameWhenTheyWereNot() {
    ConversationEvent message = offline();
    story.seconds(10).connect(PHONE, 2, "g1").sync(PHONE, 2, created, message, 1).minutes(5);
    story.holds();
    story.notified("bob", message);
    story.finds(Violation.PUSH_NOT_OWED);
  }

  @Test
  void whoLeavesWithinTheGracePeriodNeedNotBeNotified() {
    offline();
    story.leave("bob");
    story.minutes(1).holds();
  }

  @Test
  void whoHasLeftIsNotNotified() {
    ConversationEvent message = offline();
    story.leave("bob");
    story.minutes(1).notified("bob", message);
    assertThat(story.finds(Violation.PUSH_NOT_OWED)).contains("had left");
  }

  @Test
  void leavingTakesBackWhatWasNotified() {
    ConversationEvent message = notifiedOf();
    story.leave("bob");
    story.seconds(9).holds();
    story.seconds(2).finds(Violation.CLEAR_MISSING);
    story.cleared("bob", message).holds();
  }

  /** Seen red by the simulation, and with the time in the id of the leave, or of the deletion. */
  @Test
  void aClearCountsFromTheAppendTimeOfItsCause() {
    ConversationEvent message = notifiedOf();
    story.idsAhead(20_000).leave("bob");
    story.cleared("bob", message).holds();
  }

  @Test
  void aClearCountsFromTheAppendTimeOfTheDeletion() {
    ConversationEvent message = notifiedOf();
    story.idsAhead(20_000).delete("ann/desk", message);
    story.cleared("bob", message).holds();
  }

  @Test
  void aClearBeforeItsCauseIsFound() {
    ConversationEvent message = notifiedOf();
    story.cleared("bob", message).seconds(20);
    story.leave("bob");
    story.finds(Violation.CLEAR_NOT_OWED);
  }

  @Test
  void whoLeftBeforeTheMessageAndCameBackKeepsItsNotification() {
    story.disconnect(PHONE, 1);
    story.leave("bob");
    story.join("bob");
    ConversationEvent message = story.say("ann/desk");
    story.seconds(6).notified("bob", message).minutes(1).holds();
    story.cleared("bob", message).finds(Violation.CLEAR_NOT_OWED);
  }

  @Test
  void theDeathOfAGatewayIsNoticedLate() {
    story.crash("g1");
    story.say("ann/desk");
    story.seconds(100).holds();
    story.seconds(10).finds(Violation.PUSH_MISSING);
  }

  @Test
  void theSenderIsNotNotified() {
    ConversationEvent message = story.say("ann/desk");
    story.direct(PHONE, 1, message).seconds(6).notified("ann", message);
    story.finds(Violation.PUSH_NOT_OWED);
  }

  @Test
  void nobodyIsNotifiedOfWhatCameBeforeJoining() {
    ConversationEvent message = story.say("ann/desk");
    story.direct(PHONE, 1, message).direct(PHONE, 1, story.join("cat")).seconds(6);
    story.notified("cat", message).finds(Violation.PUSH_NOT_OWED);
  }

  @Test
  void onlyMessagesAreNotified() {
    story.disconnect(PHONE, 1).seconds(6).notified("bob", story.join("cat"));
    assertThat(story.finds(Violation.WRONG_PUSH)).contains("never sent");
  }

  @Test
  void whoIsMutedIsNotNotified() {
    story.direct(PHONE, 1, story.mute("bob", NotifyLevel.NONE));
    ConversationEvent message = offline();
    story.minutes(1).holds();
    story.notified("bob", message).finds(Violation.PUSH_NOT_OWED);
  }

  @Test
  void whoWantsMentionsIsNotifiedOfMentionsOnly() {
    story.direct(PHONE, 1, story.mute("bob", NotifyLevel.MENTIONS)).disconnect(PHONE, 1);
    story.say("ann/desk", "cat");
    story.minutes(1).holds();
    ConversationEvent mention = story.say("ann/desk", "bob");
    story.seconds(16).finds(Violation.PUSH_MISSING);
    story.notified("bob", mention).holds();
  }

  /** Seen red: with the time of the leave instead of its event. */
  @Test
  void whoCameBackInTheMillisecondOfLeavingIsNotified() {
    story.disconnect(PHONE, 1);
    story.leave("bob");
    story.atOnce().join("bob");
    ConversationEvent message = story.atOnce().say("ann/desk");
    story.seconds(6).notified("bob", message).minutes(1).holds();
  }

  @Test
  void joiningAgainEndsTheMute() {
    story.direct(PHONE, 1, story.mute("bob", NotifyLevel.NONE)).disconnect(PHONE, 1);
    story.leave("bob");
    story.join("bob");
    story.say("ann/desk");
    story.seconds(16).finds(Violation.PUSH_MISSING);
  }

  @Test
  void whatIsReadIsTakenBack() {
    ConversationEvent message = notifiedOf();
    story.read("bob/pad", message).seconds(9).holds();
    story.seconds(2).finds(Violation.CLEAR_MISSING);
    story.cleared("bob", message).holds();
  }

  @Test
  void whatIsDeletedIsTakenBack() {
    ConversationEvent message = notifiedOf();
    story.delete("ann/desk", message);
    story.seconds(11).finds(Violation.CLEAR_MISSING);
    story.cleared("bob", message).holds();
  }

  @Test
  void whatIsDeliveredIsNotTakenBack() {
    ConversationEvent message = notifiedOf();
    story.receipt("bob/pad", message).minutes(1).holds();
    story.cleared("bob", message).finds(Violation.CLEAR_NOT_OWED);
  }

  @Test
  void whatWasNotNotifiedIsNotTakenBack() {
    ConversationEvent message = story.say("ann/desk");
    story.direct(PHONE, 1, message).read(PHONE, message).cleared("bob", message);
    assertThat(story.finds(Violation.CLEAR_NOT_OWED)).contains("notified last");
  }

  @Test
  void afterADeletionTheMessageBeforeItIsNotifiedAgain() {
    ConversationEvent first = notifiedOf();
    ConversationEvent second = story.say("ann/desk");
    story.minutes(1).notified("bob", second).delete("ann/desk", second);
    story.cleared("bob", second).seconds(6).notified("bob", first).holds();
  }

  @Test
  void anEarlierMessageIsNotNotifiedAfterALaterOne() {
    ConversationEvent first = offline();
    ConversationEvent second = story.say("ann/desk");
    story.seconds(6).notified("bob", second).minutes(2).notified("bob", first);
    story.finds(Violation.PUSH_NOT_OWED);
  }

  @Test
  void aRequestOfAnAbortedTransactionDoesNotCount() {
    ConversationEvent message = offline();
    story.seconds(6).notified("bob", message);
    var tried = story.pushes.remove(0).value().orElseThrow();
    story.push(false, tried).seconds(10).finds(Violation.PUSH_MISSING);
    story.push(true, tried).holds();
  }

  private ConversationEvent offline() {
    story.disconnect(PHONE, 1);
    return story.say("ann/desk");
  }

  private ConversationEvent notifiedOf() {
    ConversationEvent message = offline();
    story.seconds(6).notified("bob", message);
    return message;
  }
}
