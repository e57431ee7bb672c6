package io.parley.checker.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.checker.Violation;
import io.parley.checker.history.Position;
import io.parley.checker.history.Seen;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.wire.AvroSafety;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tests the rules of {@link SessionJudge} and {@link UpdateJudge} about the sessions, gateways and
 * contents of deliveries.
 *
 * <p>Seen red, each by its own test: when any one condition of the judges is left out, when a
 * session that ended just now counts as one that ended long ago, when any DISCONNECTED of an epoch
 * ends it, and when compaction explains nothing.
 */
class SessionCheckTest {

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
  void aDeliveryMayCrossWithTheEndOfItsSession() {
    story.disconnect(PHONE, 1).direct(PHONE, 1, story.say("ann/desk")).holds();
  }

  @Test
  void aDeliveryToASessionThatEndedLongAgoIsFound() {
    story.disconnect(PHONE, 1).minutes(4);
    story.direct(PHONE, 1, story.say("ann/desk"));
    assertThat(story.finds(Violation.ENDED_SESSION)).contains("had been over");
  }

  @Test
  void aDeliveryBehindOneToALaterSessionOfTheUserIsFound() {
    story.disconnect(PHONE, 1).connect("bob/pad", 1, "g1");
    ConversationEvent event = story.say("ann/desk");
    story.direct("bob/pad", 1, event).direct(PHONE, 1, event);
    assertThat(story.finds(Violation.ENDED_SESSION)).contains("the router had read on");
  }

  @Test
  void anotherGatewayDoesNotEndASession() {
    story.disconnectBy("g2", PHONE, 1).minutes(4);
    story.direct(PHONE, 1, story.say("ann/desk")).holds();
  }

  @Test
  void aHigherEpochEndsALowerOne() {
    story.connect(PHONE, 2, "g1");
    ConversationEvent event = story.say("ann/desk");
    story.direct(PHONE, 2, event).direct(PHONE, 1, story.say("ann/desk"));
    story.finds(Violation.ENDED_SESSION);
  }

  @Test
  void theEndOfAGatewayEndsItsSessions() {
    story.stop("g1").minutes(4).direct(PHONE, 1, story.say("ann/desk"));
    story.finds(Violation.ENDED_SESSION);
  }

  @Test
  void aHigherIncarnationEndsTheSessionsOfALowerOne() {
    story.start("g1").minutes(4).direct(PHONE, 1, story.say("ann/desk"));
    story.finds(Violation.ENDED_SESSION);
  }

  @Test
  void theLeaseOfAGatewayEndsItsSessions() {
    story.crash("g1").minutes(4).direct(PHONE, 1, story.say("ann/desk"));
    story.finds(Violation.ENDED_SESSION);
  }

  @Test
  void whereSessionsAreMissingNobodyCanTellThatOneNeverWas() {
    story.direct(PHONE, 9, story.say("ann/desk"));
    story.finds(Violation.ENDED_SESSION);
    Seen<SessionEvent> first = story.sessions.get(0);
    story.sessions.set(
        0,
        new Seen<>(
            new Position("chat.sessions", 0, 5),
            true,
            first.timestamp(),
            first.key(),
            0,
            first.value()));
    story.holds();
  }

  @Test
  void aStatusGoesToTheGatewaysOfItsSender() {
    story.connect("ann/phone", 1, "g2").sync("ann/phone", 1, null, created, 1);
    story.receipt("ann/phone", created);
    ConversationEvent message = story.say("ann/desk");
    story.direct(PHONE, 1, message).direct("ann/phone", 1, message);
    MessageStatus status = story.status(message, 1);
    story.deliver("g2", status).holds();
    story.deliver("g1", status);
    assertThat(story.finds(Violation.WRONG_UPDATE)).contains("no session");
  }

  @Test
  void aCursorMayCrossWithTheEndOfTheSession() {
    ReadCursor cursor = story.cursor("bob", created, 1);
    story.disconnect(PHONE, 1).deliver("g1", cursor).holds();
    story.minutes(4).deliver("g1", cursor).finds(Violation.WRONG_UPDATE);
  }

  @Test
  void aCursorToAGatewayWhereTheSessionBeginsLaterIsFound() {
    ReadCursor cursor = story.cursor("bob", created, 1);
    story.deliver("g1", cursor).deliver("g2", cursor).minutes(1).connect("bob/pad", 1, "g2");
    assertThat(story.finds(Violation.WRONG_UPDATE)).contains("no session");
  }

  @Test
  void aCursorOfAnotherVersionWasNeverPublished() {
    ReadCursor cursor = story.cursor("bob", created, 1);
    story.deliver("g1", ReadCursor.newBuilder(cursor).setVersion(2).build());
    assertThat(story.finds(Violation.WRONG_UPDATE)).contains("no record");
  }

  @Test
  void compactionExplainsThatAnOldCursorIsMissing() {
    ReadCursor cursor = story.cursor("bob", created, 1);
    story.deliver("g1", ReadCursor.newBuilder(cursor).setVersion(2).build()).minutes(61).holds();
  }

  @Test
  void aCursorWithAnotherValueIsFoundHoweverOld() {
    ReadCursor cursor = story.cursor("bob", created, 1);
    story.deliver("g1", ReadCursor.newBuilder(cursor).setUnreadCount(7).build()).minutes(61);
    assertThat(story.finds(Violation.WRONG_UPDATE)).contains("differs");
  }
}
