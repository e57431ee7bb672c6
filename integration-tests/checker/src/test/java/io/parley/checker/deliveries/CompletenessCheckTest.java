package io.parley.checker.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.checker.Checker;
import io.parley.checker.Finding;
import io.parley.checker.Verdict;
import io.parley.checker.Violation;
import io.parley.checker.sort.Scratch;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.wire.AvroSafety;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What counts as never handed over, and what has a good reason. Each pair of tests differs in that
 * reason alone: red on one side when {@code OwedDevice} or {@code Presence} forgets it.
 */
class CompletenessCheckTest {

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
    story.direct(PHONE, 1, created);
  }

  @Test
  void whatEveryDeviceWasHandedIsComplete() {
    story.direct(PHONE, 1, story.say("ann/desk"));
    holds();
  }

  @Test
  void aHoleBeforeALaterDeliveryIsFoundThoughTheDeviceHasGone() {
    ConversationEvent first = story.say("ann/desk");
    story.say("ann/desk");
    story.direct(PHONE, 1, story.say("ann/desk")).disconnect(PHONE, 1, "g1");
    assertThat(found())
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.what())
                    .isEqualTo(
                        "event %d and 1 later ones never reached bob's phone"
                            .formatted(first.getEventId())));
  }

  @Test
  void theLastEventIsOwedToADeviceThatIsThere() {
    story.say("ann/desk");
    story.heartbeat(PHONE, 1, "g1");
    assertThat(found()).hasSize(1);
  }

  @Test
  void whatComesForADeviceThatHasGoneWaits() {
    story.disconnect(PHONE, 1, "g1");
    story.say("ann/desk");
    holds();
  }

  @Test
  void whatComesForADeviceThatWentSilentWaits() {
    story.say("ann/desk");
    story.minutes(2);
    holds();
  }

  @Test
  void whatWaitedIsOwedToTheNextSession() {
    story.disconnect(PHONE, 1, "g1");
    story.say("ann/desk");
    story.connect(PHONE, 2, "g1").heartbeat(PHONE, 2, "g1").heartbeat(PHONE, 2, "g1");
    assertThat(found()).hasSize(1);
  }

  @Test
  void aSyncCoversWhatCameBeforeIt() {
    ConversationEvent missed = story.say("ann/desk");
    story.sync(PHONE, 1, created.getEventId()).direct(PHONE, 1, story.say("ann/desk"));
    assertThat(missed.getEventId()).isGreaterThan(created.getEventId());
    holds();
  }

  @Test
  void aSyncThatBeginsTooLateDoesNotCover() {
    ConversationEvent missed = story.say("ann/desk");
    story.sync(PHONE, 1, missed.getEventId()).direct(PHONE, 1, story.say("ann/desk"));
    assertThat(found()).hasSize(1);
  }

  @Test
  void aSyncOfLongAgoDoesNotCover() {
    story.sync(PHONE, 1, created.getEventId()).minutes(3);
    story.say("ann/desk");
    story.direct(PHONE, 1, story.say("ann/desk"));
    assertThat(found()).hasSize(1);
  }

  @Test
  void aDeviceGetsNothingOfWhatItSentItself() {
    story.connect("ann/desk", 1, "g1").connect("ann/phone", 1, "g1");
    ConversationEvent own = story.say("ann/desk");
    story.direct(PHONE, 1, own).direct("ann/phone", 1, created, own);
    story.heartbeat("ann/desk", 1, "g1");
    holds();
  }

  @Test
  void theSendersOtherDevicesAreOwedIt() {
    story.connect("ann/phone", 1, "g1");
    story.direct("ann/phone", 1, created).direct(PHONE, 1, story.say("ann/desk"));
    assertThat(found()).singleElement().asString().contains("ann's phone");
  }

  @Test
  void nobodyIsOwedWhatCameBeforeJoiningOrAfterLeaving() {
    story.connect("cat/phone", 1, "g1");
    story.direct(PHONE, 1, story.say("ann/desk"));
    ConversationEvent joined = story.join("cat");
    story.direct(PHONE, 1, joined).direct("cat/phone", 1, joined);
    ConversationEvent left = story.leave("cat");
    story.direct(PHONE, 1, left).direct("cat/phone", 1, left);
    story.direct(PHONE, 1, story.say("ann/desk")).heartbeat("cat/phone", 1, "g1");
    holds();
  }

  @Test
  void whoLeavesIsOwedThatEvent() {
    story.leave("bob");
    story.heartbeat(PHONE, 1, "g1");
    assertThat(found()).hasSize(1);
  }

  @Test
  void anAbortedDeliveryCountsOnceTheDeviceAcknowledgedIt() {
    ConversationEvent event = story.say("ann/desk");
    story.triedDirect(PHONE, 1, event).receipt(PHONE, event);
    story.direct(PHONE, 1, story.say("ann/desk"));
    holds();
  }

  @Test
  void anAbortedDeliveryAloneDoesNotCount() {
    story.triedDirect(PHONE, 1, story.say("ann/desk"));
    story.direct(PHONE, 1, story.say("ann/desk"));
    assertThat(found()).hasSize(1);
  }

  @Test
  void aReceiptForWhatWasNeverSentDoesNotCount() {
    story.receipt(PHONE, story.say("ann/desk"));
    story.direct(PHONE, 1, story.say("ann/desk"));
    assertThat(found()).hasSize(1);
  }

  @Test
  void aNewDeviceMayHaveFetchedWhatCameBeforeItsFirstSession() {
    ConversationEvent before = story.say("ann/desk");
    story.direct(PHONE, 1, before).connect("bob/pad", 1, "g1").receipt("bob/pad", before);
    story.heartbeat("bob/pad", 1, "g1").heartbeat("bob/pad", 1, "g1");
    holds();
  }

  @Test
  void aNewDeviceIsOwedTheLastHourOtherwise() {
    story.connect("bob/pad", 1, "g1").heartbeat("bob/pad", 1, "g1");
    story.heartbeat("bob/pad", 1, "g1");
    assertThat(found()).singleElement().asString().contains("bob's pad");
  }

  @Test
  void aNewDeviceIsNotOwedWhatIsOlderThanThat() {
    story.minutes(61).connect("bob/pad", 1, "g1").heartbeat("bob/pad", 1, "g1");
    story.heartbeat("bob/pad", 1, "g1");
    holds();
  }

  @Test
  void aSessionThatNeverAcknowledgesCountsAsDead() {
    for (int attempt = 2; attempt <= 5; attempt++) {
      story.redelivered(PHONE, 1, created, attempt);
    }
    story.say("ann/desk");
    story.heartbeat(PHONE, 1, "g1");
    holds();
  }

  @Test
  void aBroadcastToTheDevicesGatewayCovers() {
    story.minutes(2).broadcast("g1", story.say("ann/desk")).heartbeat(PHONE, 1, "g1");
    holds();
  }

  @Test
  void aBroadcastToAnotherGatewayDoesNot() {
    story.minutes(2).broadcast("g2", story.say("ann/desk")).heartbeat(PHONE, 1, "g1");
    assertThat(found()).hasSize(1);
  }

  @Test
  void aBroadcastMayMissAGatewayThatIsNew() {
    story.broadcast("g2", story.say("ann/desk")).heartbeat(PHONE, 1, "g1");
    holds();
  }

  private void holds() {
    Verdict verdict = check();
    verdict.assertHolds();
    assertThat(verdict.counts().get(CompletenessCheck.OWED)).isPositive();
  }

  private List<Finding> found() {
    Verdict verdict = check();
    assertThat(verdict.violations()).containsExactly(Violation.UNDELIVERED);
    return verdict.checks().get(Violation.UNDELIVERED).samples();
  }

  private Verdict check() {
    try (Scratch scratch = Scratch.in(Path.of("target", "scratch"), 10)) {
      return new Checker(scratch).deliveries(story).verdict();
    }
  }
}
