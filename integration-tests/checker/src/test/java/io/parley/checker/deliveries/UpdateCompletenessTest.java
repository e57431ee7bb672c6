package io.parley.checker.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.checker.Violation;
import io.parley.checker.history.Seen;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.wire.AvroSafety;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tests which statuses and cursors count as missing, and which are excused. Ann is alone in a
 * conversation. She writes at her desk and has a phone, to which the router has handed an event.
 *
 * <p>To see red: {@code judge} of {@link UpdateCompletenessJudge} without the time since which a
 * session is known, {@code knownSessions} without the end of a session or without crowded users,
 * {@code addSource} that takes the time of the newest committed version only.
 */
class UpdateCompletenessTest {

  static {
    AvroSafety.apply();
  }

  private static final String PHONE = "ann/phone";
  private static final String PAD = "ann/pad";

  private final RoutingStory story = new RoutingStory();
  private ConversationEvent created;

  @BeforeEach
  void annHasAPhone() {
    story.connect(PHONE, 1, "g1");
    created = story.join("ann");
    story.direct(PHONE, 1, created).receipt(PHONE, created);
  }

  /** Ann's message also comes to her phone. */
  private ConversationEvent say() {
    ConversationEvent message = story.say("ann/desk");
    story.direct(PHONE, 1, message).receipt(PHONE, message);
    return message;
  }

  @Test
  void aStatusThatNeverCameIsFound() {
    story.status(say(), 1);
    story.seconds(9).holds();
    story.seconds(2);
    assertThat(story.finds(Violation.UPDATE_MISSING))
        .isEqualTo(
            "version 1 never came to a gateway where its user was connected: no version came");
  }

  @Test
  void aCursorThatNeverCameIsFound() {
    story.cursor("ann", created, 1);
    story.minutes(1).finds(Violation.UPDATE_MISSING);
  }

  @Test
  void whatCameIsNotMissing() {
    ConversationEvent message = say();
    story.deliver("g1", story.status(message, 1));
    story.deliver("g1", story.cursor("ann", created, 1));
    assertThat(story.minutes(1).judged().assertHolds().counts())
        .containsEntry(UpdateCompletenessJudge.OWED, 2L);
  }

  @Test
  void aGatewayIsOwedTheNewestVersionOnly() {
    ConversationEvent message = say();
    story.status(message, 1);
    MessageStatus second = story.status(message, 2);
    story.minutes(1);
    assertThat(story.finds(Violation.UPDATE_MISSING)).contains("version 2");
    story.deliver("g1", second).holds();
  }

  @Test
  void anOlderVersionIsNotEnough() {
    ConversationEvent message = say();
    story.deliver("g1", story.status(message, 1));
    story.status(message, 2);
    story.minutes(1);
    assertThat(story.finds(Violation.UPDATE_MISSING)).contains("the highest that came is 1");
  }

  @Test
  void eachGatewayIsOwedIt() {
    story.connect(PAD, 1, "g2");
    ConversationEvent message = say();
    story.direct(PAD, 1, message).receipt(PAD, message);
    MessageStatus status = story.status(message, 1);
    story.deliver("g1", status).minutes(1).finds(Violation.UPDATE_MISSING);
    story.deliver("g2", status).holds();
  }

  /** The router may have read the status before the CONNECTED. */
  @Test
  void aSessionThatWasHandedNothingBeforeIsOwedNothing() {
    story.connect(PAD, 1, "g2");
    story.deliver("g1", story.status(created, 1));
    ConversationEvent message = say();
    story.direct(PAD, 1, message).receipt(PAD, message).minutes(1).holds();
  }

  @Test
  void aSessionThatEndedIsOwedNothing() {
    story.status(say(), 1);
    story.minutes(1).disconnect(PHONE, 1).holds();
  }

  @Test
  void aSessionWhoseGatewayStoppedIsOwedNothing() {
    story.status(say(), 1);
    story.minutes(1).stop("g1").holds();
  }

  @Test
  void aSessionWhoseGatewayWasSilentIsOwedNothing() {
    story.status(say(), 1);
    story.crash("g1").seconds(20).holds();
  }

  /** The router may have read both versions together, and then gave the higher one only. */
  @Test
  void aHigherVersionThatWasNeverCommittedCountsForTheTime() {
    ConversationEvent message = say();
    story.status(message, 2);
    Seen<MessageStatus> higher = story.statuses.get(0);
    story.statuses.set(
        0, new Seen<>(higher.at(), false, higher.timestamp(), higher.key(), 0, higher.value()));
    story.connect(PAD, 1, "g2").direct(PAD, 1, message).receipt(PAD, message);
    story.deliver("g1", story.status(message, 1)).minutes(1).holds();
  }

  @Test
  void aStatusUnderAnotherKeyIsOwedToNobody() {
    story.status(say(), 1);
    Seen<MessageStatus> seen = story.statuses.get(0);
    story.statuses.set(
        0, new Seen<>(seen.at(), true, seen.timestamp(), Optional.of("x"), 0, seen.value()));
    story.minutes(1).holds();
  }

  @Test
  void aUserWithTooManyDevicesIsOwedNothing() {
    story.cursor("ann", created, 1);
    story.minutes(1).finds(Violation.UPDATE_MISSING);
    for (int n = 0; n < 17; n++) {
      story.connect("ann/pad" + n, 1, "g2");
    }
    story.holds();
  }
}
