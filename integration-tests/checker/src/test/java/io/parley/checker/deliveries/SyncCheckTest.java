package io.parley.checker.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.checker.Violation;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.wire.AvroSafety;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tests the rules of {@link DeviceJudge} with faultless deliveries and with faults.
 *
 * <p>Seen red, each by its own test: when any one condition of the judge is left out, when {@link
 * RoutingLag} gives no tolerance, and when a device that logged out comes back as the same device.
 */
class SyncCheckTest {

  static {
    AvroSafety.apply();
  }

  private static final String PHONE = "bob/phone";

  private final RoutingStory story = new RoutingStory();
  private ConversationEvent created;

  @BeforeEach
  void bobIsThere() {
    story.connect(PHONE, 1, "g1");
    created = story.join("ann", "bob");
    story.direct(PHONE, 1, created).receipt(PHONE, created);
  }

  @Test
  void aDeviceThatDoesNotAcknowledgeIsToldAgainAndThenLive() {
    ConversationEvent first = story.say("ann/desk");
    ConversationEvent second = story.say("ann/desk");
    story.direct(PHONE, 1, first, second).seconds(5).sync(PHONE, 1, created, second, 1);
    ConversationEvent meanwhile = story.say("ann/desk");
    story.seconds(5).sync(PHONE, 1, created, meanwhile, 2).receipt(PHONE, first);
    story.seconds(5).sync(PHONE, 1, first, meanwhile, 1).receipt(PHONE, meanwhile);
    story.direct(PHONE, 1, story.say("ann/desk")).holds();
  }

  @Test
  void whatIsAcknowledgedInTimeIsNotSentAgainHoweverLongTheRouterStoodStill() {
    ConversationEvent first = story.say("ann/desk");
    story.direct(PHONE, 1, first).seconds(1).receipt(PHONE, first).seconds(60);
    story.sync(PHONE, 1, created, first, 1);
    assertThat(story.finds(Violation.REDELIVERED)).contains("acknowledged in time");
  }

  @Test
  void whatIsAcknowledgedInPartInTimeIsNotSentAgainFromItsBeginning() {
    ConversationEvent first = story.say("ann/desk");
    ConversationEvent second = story.say("ann/desk");
    story.direct(PHONE, 1, first, second).receipt(PHONE, first).seconds(60);
    story.sync(PHONE, 1, created, second, 1);
    assertThat(story.finds(Violation.REDELIVERED)).contains("acknowledged in time");
  }

  /**
   * Its date is that of an earlier record. Seen red in {@code broker-clock-ahead-5m}, where all
   * receipts of the minutes after the jump back bear one date.
   */
  @Test
  void aReceiptOfAClockThatWasSetBackDoesNotProveThatItCameInTime() {
    ConversationEvent first = story.say("ann/desk");
    story.direct(PHONE, 1, first).undatedReceipt(PHONE, first).seconds(60);
    story.sync(PHONE, 1, created, first, 1).receipt(PHONE, first).holds();
  }

  @Test
  void aReceiptThatComesTooLateForTheDeadlineExcusesARepetition() {
    ConversationEvent first = story.say("ann/desk");
    story.direct(PHONE, 1, first).seconds(6).receipt(PHONE, first).seconds(30);
    story.sync(PHONE, 1, created, first, 1).receipt(PHONE, first).holds();
  }

  @Test
  void aNewSessionMayBeToldWhatTheOldOneAcknowledgedJustNow() {
    ConversationEvent first = story.say("ann/desk");
    story.direct(PHONE, 1, first).receipt(PHONE, first).connect(PHONE, 2, "g1");
    story.sync(PHONE, 2, created, first, 1).receipt(PHONE, first).holds();
  }

  @Test
  void theSyncThatMakesADeviceLiveIsFollowedByDirects() {
    ConversationEvent first = story.say("ann/desk");
    story.direct(PHONE, 1, first).seconds(5).sync(PHONE, 1, created, first, 1);
    ConversationEvent meanwhile = story.say("ann/desk");
    story.receipt(PHONE, first).sync(PHONE, 1, first, meanwhile, 1);
    ConversationEvent next = story.say("ann/desk");
    story.direct(PHONE, 1, next).seconds(10).receipt(PHONE, next).holds();
  }

  @Test
  void aSyncWithoutAnythingToReadIsFound() {
    ConversationEvent event = story.say("ann/desk");
    story.direct(PHONE, 1, event).sync(PHONE, 1, event, event, 1).receipt(PHONE, event);
    assertThat(story.finds(Violation.WRONG_SYNC)).contains("the range is empty");
  }

  @Test
  void theSyncThatEndsASubscriptionMayHaveNothingToRead() {
    subscriptionThatEnds();
    story.holds();
  }

  /** The phone has acknowledged everything when its subscription ends with the returned event. */
  private ConversationEvent subscriptionThatEnds() {
    story.subscribe(PHONE, 1, created);
    ConversationEvent last = story.say("ann/desk");
    story.broadcast("g1", last).receipt(PHONE, last).sync(PHONE, 1, last, last, 1);
    return last;
  }

  /** Seen red: with an attempt that counts from the end of the subscription. */
  @Test
  void theSyncAfterTheEndOfASubscriptionIsAFirstAttempt() {
    ConversationEvent last = subscriptionThatEnds();
    ConversationEvent next = story.seconds(1).say("ann/desk");
    story.direct(PHONE, 1, next).seconds(6).sync(PHONE, 1, last, next, 1);
    story.receipt(PHONE, next).holds();
  }

  /**
   * The gateway reads further than the router has routed, and the device acknowledges it at once.
   * Seen red: with a subscription that awaits a receipt. A run of {@code large-groups} found it.
   */
  @Test
  void theEndOfASubscriptionRepeatsNothing() {
    ConversationEvent last = story.say("ann/desk");
    ConversationEvent later = story.seconds(1).say("ann/desk");
    story.subscribe(PHONE, 1, created).seconds(1).receipt(PHONE, later);
    story.seconds(3).sync(PHONE, 1, created, last, 1).holds();
  }

  @Test
  void theEndOfASubscriptionIsNotRepeatedIfThereIsNothingToRead() {
    ConversationEvent event = subscriptionThatEnds();
    story.seconds(5).sync(PHONE, 1, event, event, 2);
    assertThat(story.finds(Violation.WRONG_SYNC)).contains("the range is empty");
  }

  @Test
  void theEndOfASubscriptionIsToldOnce() {
    ConversationEvent event = subscriptionThatEnds();
    story.seconds(5).sync(PHONE, 1, event, event, 1);

    assertThat(story.finds(Violation.WRONG_SYNC)).contains("expected attempt 2");
  }

  @Test
  void aDirectDoesNotOvertakeAnOutstandingSync() {
    ConversationEvent first = story.say("ann/desk");
    story.direct(PHONE, 1, first).seconds(5).sync(PHONE, 1, created, first, 1);
    ConversationEvent next = story.say("ann/desk");
    story.direct(PHONE, 1, next).seconds(10).receipt(PHONE, next);
    assertThat(story.finds(Violation.DELIVERED_OUT_OF_ORDER)).contains("outstanding");
  }

  @Test
  void aDirectOfWhatASyncCoversIsFound() {
    ConversationEvent first = story.say("ann/desk");
    story.sync(PHONE, 1, created, first, 1).receipt(PHONE, first).direct(PHONE, 1, first);
    story.finds(Violation.DELIVERED_OUT_OF_ORDER);
  }

  @Test
  void directsRise() {
    ConversationEvent first = story.say("ann/desk");
    story.direct(PHONE, 1, story.say("ann/desk"), first);
    story.finds(Violation.DELIVERED_OUT_OF_ORDER);
  }

  @Test
  void aDirectOfWhatWasAcknowledgedLongBeforeIsFound() {
    ConversationEvent event = story.say("ann/desk");
    story.receipt(PHONE, event).minutes(4).direct("ann/phone", 1);
    Delivery late =
        story
            .direct(PHONE, 1, event)
            .deliveries
            .remove(story.deliveries.size() - 1)
            .value()
            .orElseThrow();
    assertThat(late.getEvent()).isEqualTo(event);
    story.deliver(true, late).holds(); // Four minutes late: so may be the router's knowledge.
    story.minutes(10);
    story.sync(PHONE, 1, created, event, 1);
    story.finds(Violation.REDELIVERED);
  }

  @Test
  void aSyncBelowWhatWasAcknowledgedLongBeforeIsFound() {
    ConversationEvent first = story.say("ann/desk");
    story.direct(PHONE, 1, first).receipt(PHONE, first).minutes(4);
    ConversationEvent second = story.say("ann/desk");
    story.direct(PHONE, 1, second).seconds(5).sync(PHONE, 1, created, second, 1);
    assertThat(story.finds(Violation.WRONG_SYNC)).contains("long before acknowledged");
  }

  @Test
  void aSyncBelowWhatWasAcknowledgedJustNowIsNot() {
    ConversationEvent first = story.say("ann/desk");
    ConversationEvent second = story.say("ann/desk");
    story.direct(PHONE, 1, first, second).seconds(5).receipt(PHONE, first);
    story.sync(PHONE, 1, created, second, 1).holds();
  }

  @Test
  void aReceiptFromTheFutureAcknowledgesNothingYet() {
    story.acknowledge(PHONE, Snowflake.of(story.now() + 3_600_000, 0, 0, 0), ReceiptKind.DELIVERED);
    story.minutes(4);
    ConversationEvent event = story.say("ann/desk");
    story.direct(PHONE, 1, event).seconds(5).sync(PHONE, 1, created, event, 1).holds();
  }

  @Test
  void aSyncDoesNotFallBehindTheOneBefore() {
    ConversationEvent first = story.say("ann/desk");
    ConversationEvent second = story.say("ann/desk");
    story.direct(PHONE, 1, first, second).receipt(PHONE, first);
    story.sync(PHONE, 1, first, second, 1).sync(PHONE, 1, created, second, 1);
    assertThat(story.finds(Violation.WRONG_SYNC)).contains("started at");
  }

  @Test
  void aSyncReachesAsFarAsWhatWentBefore() {
    ConversationEvent first = story.say("ann/desk");
    story.direct(PHONE, 1, first, story.say("ann/desk")).seconds(5);
    story.sync(PHONE, 1, created, first, 1);
    assertThat(story.finds(Violation.WRONG_SYNC)).contains("went up to");
  }

  @Test
  void attemptsCount() {
    ConversationEvent event = story.say("ann/desk");
    story.direct(PHONE, 1, event).seconds(5).sync(PHONE, 1, created, event, 1);
    story.seconds(5).sync(PHONE, 1, created, event, 1);
    assertThat(story.finds(Violation.WRONG_SYNC)).contains("expected attempt 2");
  }

  @Test
  void attemptsCountFromOneAfterTheGatewayWasSilent() {
    ConversationEvent event = story.say("ann/desk");
    story.direct(PHONE, 1, event).seconds(5).sync(PHONE, 1, created, event, 1);
    story.sync(PHONE, 1, created, event, 2).seconds(20).sync(PHONE, 1, created, event, 1).holds();
  }

  @Test
  void attemptsCountFromOneOnceTheDeviceGotFurther() {
    ConversationEvent first = story.say("ann/desk");
    ConversationEvent second = story.say("ann/desk");
    story.direct(PHONE, 1, first, second).sync(PHONE, 1, created, second, 1);
    story.receipt(PHONE, first).sync(PHONE, 1, first, second, 2);
    assertThat(story.finds(Violation.WRONG_SYNC)).contains("expected attempt 1");
  }

  @Test
  void aSessionSubscribesOnce() {
    story.subscribe(PHONE, 1, created).broadcast("g1", story.say("ann/desk"));
    story.holds();
    story.subscribe(PHONE, 1, created);
    assertThat(story.finds(Violation.WRONG_SYNC)).contains("subscribed before");
  }

  @Test
  void aSessionMaySubscribeAgainAfterASilenceOfItsGateway() {
    story.subscribe(PHONE, 1, created).seconds(15).subscribe(PHONE, 1, created).holds();
  }

  @Test
  void aSyncWithAnEndFollowsASubscription() {
    story.subscribe(PHONE, 1, created);
    ConversationEvent event = story.say("ann/desk");
    story.broadcast("g1", event).sync(PHONE, 1, created, event, 1);
    story.direct(PHONE, 1, story.say("ann/desk")).holds();
  }

  @Test
  void aSyncDoesNotReachBackBeforeTheMembership() {
    ConversationEvent secret = story.say("ann/desk");
    story.direct(PHONE, 1, secret).receipt(PHONE, secret).connect("cat/phone", 1, "g1");
    ConversationEvent joined = story.join("cat");
    story.direct(PHONE, 1, joined).sync("cat/phone", 1, created, joined, 1);
    assertThat(story.finds(Violation.MISDELIVERED)).contains("became a member");
  }

  @Test
  void aDeviceThatLoggedOutBeginsAnew() {
    ConversationEvent event = story.say("ann/desk");
    story.direct(PHONE, 1, event).receipt(PHONE, event).minutes(4).logOut(PHONE, 1);
    ConversationEvent missed = story.say("ann/desk");
    story.connect(PHONE, 2, "g1").sync(PHONE, 2, created, missed, 1).holds();
  }
}
