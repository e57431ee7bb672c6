package io.parley.gateway.client;

import static io.parley.gateway.client.Records.broadcast;
import static io.parley.gateway.client.Records.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.receipt.ReceiptKind;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * SYNC: from the history to the device.
 *
 * <p>Seen red: with live events handed on while a sync was under way, with a first attempt that
 * repeated what was handed on, with a shared page that counted as the end of the history although
 * it was read before the event that was asked for, and with the newest page handed on from its
 * beginning to a user who joins within it. Also with a failing conversation that counted as reading
 * during its backoff: four of them on a frozen shard held up all other conversations of the device.
 */
class SyncsTest {

  private final TestGateway gateway =
      new TestGateway(GatewaySettings.of(Records.GATEWAY).withPageSize(10));
  private final TestConnection phone = new TestConnection();
  private final DeviceSession session = gateway.connect("ann", "ann.phone", phone);

  private static List<Long> range(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  @Test
  void allPagesUpToTheEndAreHandedOnInOrderAndNothingBeyond() {
    gateway.history.store("chat", 1, 40);
    gateway.sync(session, "chat", 3, 35L, 1);
    assertThat(phone.stored()).isEqualTo(range(4, 35));
    assertThat(gateway.history.reads).hasSize(4);
  }

  @Test
  void withNothingAcknowledgedASyncBeginsWithTheFirstRow() {
    gateway.history.store("chat", 1, 25);
    gateway.sync(session, "chat", 0, 25L, 1);
    assertThat(phone.stored()).isEqualTo(range(1, 25));
  }

  @Test
  void inALargeConversationWithNothingAcknowledgedItBeginsWithTheNewestPage() {
    gateway.history.store("group", 1, 25);
    gateway.sync(session, "group", 0, null, 1);
    assertThat(phone.stored()).isEqualTo(range(16, 25));
  }

  @Test
  void aDirectThatComesMeanwhileRaisesTheEnd() {
    gateway.history.slow = true;
    gateway.history.store("chat", 1, 5);
    gateway.sync(session, "chat", 0, 5L, 1);
    gateway.direct(session, event("chat", 6));
    assertThat(phone.events()).isEmpty();
    gateway.history.answerAll();
    assertThat(phone.stored()).isEqualTo(range(1, 6));
    gateway.direct(session, event("chat", 7));
    assertThat(phone.events()).isEqualTo(range(1, 7));
  }

  @Test
  void aBroadcastThatComesMeanwhileRaisesTheEndOfAnOpenSync() {
    gateway.history.slow = true;
    gateway.history.store("group", 1, 5);
    gateway.sync(session, "group", 2, null, 1);
    gateway.history.store("group", 6, 6);
    gateway.receive(broadcast(event("group", 6)));
    gateway.history.answerAll();
    assertThat(phone.events()).isEqualTo(range(3, 6));
  }

  @Test
  void anOpenSyncReachesWhatWasBroadcastBeforeItBegan() {
    // Another session's page, read before event 6 was stored, is still shared.
    TestConnection other = new TestConnection();
    gateway.history.store("group", 1, 5);
    gateway.sync(gateway.connect("bob", "bob.phone", other), "group", 2, null, 1);
    gateway.history.store("group", 6, 6);
    gateway.receive(broadcast(event("group", 6)));
    gateway.sync(session, "group", 2, null, 1);
    assertThat(phone.events()).isEqualTo(range(3, 6));
  }

  @Test
  void theFirstAttemptSkipsWhatWasHandedOnAndALaterOneRepeatsItFromTheLastReceipt() {
    gateway.direct(session, event("chat", 1));
    gateway.direct(session, event("chat", 2));
    gateway.direct(session, event("chat", 3));
    gateway.sync(session, "chat", 0, 3L, 1);
    assertThat(phone.stored()).isEmpty();
    session.acknowledge("chat", 1, ReceiptKind.DELIVERED);
    gateway.sync(session, "chat", 0, 3L, 2);
    assertThat(phone.stored()).containsExactly(2L, 3L);
  }

  @Test
  void aRepeatedSyncIsDropped() {
    gateway.history.store("chat", 1, 3);
    gateway.sync(session, "chat", 0, 3L, 2);
    gateway.sync(session, "chat", 0, 3L, 2);
    gateway.sync(session, "chat", 0, 3L, 1);
    assertThat(phone.stored()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aSyncOfWhatIsAcknowledgedRepeatsTheReceiptAndReadsNothing() {
    gateway.direct(session, event("chat", 3));
    session.acknowledge("chat", 3, ReceiptKind.DELIVERED);
    gateway.loop.pass(Duration.ofMillis(100));
    gateway.sync(session, "chat", 0, 3L, 1);
    gateway.loop.pass(Duration.ofMillis(100));
    assertThat(gateway.receipts())
        .containsExactly("ann.phone DELIVERED 3", "ann.phone DELIVERED 3");
    assertThat(gateway.history.reads).isEmpty();
  }

  @Test
  void aNewSyncMovesTheEndOfTheOneThatIsUnderWay() {
    gateway.history.slow = true;
    gateway.history.store("chat", 1, 30);
    gateway.sync(session, "chat", 0, 20L, 1);
    gateway.history.answerOne();
    session.acknowledge("chat", 5, ReceiptKind.DELIVERED);
    gateway.sync(session, "chat", 5, 30L, 1);
    gateway.history.answerAll();
    assertThat(phone.stored()).isEqualTo(range(1, 30));
  }

  @Test
  void aSyncIsAcknowledgedMidway() {
    gateway.history.slow = true;
    gateway.history.store("chat", 1, 30);
    gateway.sync(session, "chat", 0, 30L, 1);
    gateway.history.answerOne();
    session.acknowledge("chat", 10, ReceiptKind.DELIVERED);
    gateway.loop.pass(Duration.ofMillis(100));
    assertThat(gateway.receipts()).containsExactly("ann.phone DELIVERED 10");
    gateway.history.answerAll();
    assertThat(phone.stored()).isEqualTo(range(1, 30));
  }

  @Test
  void whereTheLastRowsHaveExpiredTheLastEventStandsForTheEnd() {
    gateway.history.store("chat", 1, 3);
    gateway.sync(session, "chat", 0, 9L, 1);
    session.acknowledge("chat", 2, ReceiptKind.DELIVERED);
    gateway.loop.pass(Duration.ofMillis(100));
    session.acknowledge("chat", 3, ReceiptKind.DELIVERED);
    gateway.loop.pass(Duration.ofMillis(100));
    assertThat(gateway.receipts())
        .containsExactly("ann.phone DELIVERED 2", "ann.phone DELIVERED 9");
  }

  @Test
  void whereNoRowIsLeftTheEndIsAcknowledgedAtOnce() {
    gateway.sync(session, "chat", 0, 9L, 1);
    gateway.loop.pass(Duration.ofMillis(100));
    assertThat(gateway.receipts()).containsExactly("ann.phone DELIVERED 9");
  }

  @Test
  void aFailedReadIsTriedAgainAsLongAsTheSessionLives() {
    gateway.history.down = true;
    gateway.history.store("chat", 1, 3);
    gateway.sync(session, "chat", 0, 3L, 1);
    gateway.loop.pass(Duration.ofSeconds(5));
    assertThat(gateway.history.reads).hasSizeBetween(3, 5);
    gateway.history.down = false;
    gateway.loop.pass(Duration.ofSeconds(5));
    assertThat(phone.stored()).containsExactly(1L, 2L, 3L);
    assertThat(gateway.receipts()).isEmpty();
  }

  @Test
  void whatHappenedBetweenLeavingAndJoiningAgainIsNotHandedOn() {
    gateway.history.store("group", 1, 9);
    gateway.history.store(Records.change("group", 3, "ann", MemberAction.LEAVE));
    gateway.history.store(Records.change("group", 7, "ann", MemberAction.JOIN));
    gateway.sync(session, "group", 1, null, 1);
    assertThat(phone.stored()).containsExactly(2L, 3L, 7L, 8L, 9L);
  }

  @Test
  void theNewestPageBeginsWhereTheUserJoins() {
    gateway.history.store("group", 1, 9);
    gateway.history.store(Records.change("group", 4, "bob", MemberAction.JOIN));
    gateway.history.store(Records.change("group", 7, "ann", MemberAction.JOIN));
    gateway.sync(session, "group", 0, null, 1);
    assertThat(phone.stored()).containsExactly(7L, 8L, 9L);
  }

  @Test
  void theNewestPageOfWhoLeavesAndComesBackWithinItHasWhatTheySaw() {
    gateway.history.store("group", 1, 9);
    gateway.history.store(Records.change("group", 3, "ann", MemberAction.LEAVE));
    gateway.history.store(Records.change("group", 7, "ann", MemberAction.JOIN));
    gateway.sync(session, "group", 0, null, 1);
    assertThat(phone.stored()).containsExactly(1L, 2L, 3L, 7L, 8L, 9L);
  }

  /**
   * Seen red: the page up to 5 ended the sync although it led to the end of the history by then.
   */
  @Test
  void theEndOfAReadIsNotTheEndOfASyncThatWasOpenedMeanwhile() {
    gateway.history.slow = true;
    gateway.history.store("group", 1, 5);
    gateway.sync(session, "group", 2, 5L, 1);
    gateway.history.store("group", 6, 10);
    gateway.sync(session, "group", 2, null, 1);
    gateway.history.answerAll();
    assertThat(phone.stored()).isEqualTo(range(3, 10));
  }

  /** Seen red: the newest page, from 16 on, counted as the answer, and 10 to 15 were skipped. */
  @Test
  void theNewestPageIsNoAnswerToASyncThatBeginsBeforeIt() {
    gateway.history.slow = true;
    gateway.history.store("group", 1, 25);
    gateway.sync(session, "group", 0, null, 1);
    gateway.sync(session, "group", 9, 25L, 1);
    gateway.history.answerAll();
    assertThat(phone.stored()).isEqualTo(range(10, 25));
  }

  /** Seen red: the same for a SYNC with an end that begins with the first row. */
  @Test
  void theNewestPageIsNoAnswerToASyncWithAnEnd() {
    gateway.history.slow = true;
    gateway.history.store("group", 1, 25);
    gateway.sync(session, "group", 0, null, 1);
    gateway.sync(session, "group", 0, 25L, 1);
    gateway.history.answerAll();
    assertThat(phone.stored()).isEqualTo(range(1, 25));
  }

  /** Seen red: the SYNC was settled by the device's receipt, and the open one read on. */
  @Test
  void aSyncUpToTheLeaveOfTheUserEndsTheOpenOne() {
    gateway.history.store("group", 1, 1);
    gateway.sync(session, "group", 0, null, 1);
    gateway.receive(broadcast(Records.change("group", 2, "ann", MemberAction.LEAVE)));
    session.acknowledge("group", 2, ReceiptKind.DELIVERED);
    gateway.history.store("group", 3, 30);
    gateway.history.store(Records.change("group", 2, "ann", MemberAction.LEAVE));
    gateway.history.slow = true;
    gateway.sync(session, "group", 1, null, 1);
    gateway.sync(session, "group", 1, 2L, 1);
    gateway.history.answerAll();
    assertThat(phone.events()).containsExactly(1L, 2L);
  }

  /** Seen red: the same where nothing tells the gateway that the user has left. */
  @Test
  void aSyncUpToWhatIsAcknowledgedEndsTheOpenOneAtOnce() {
    gateway.history.store("group", 1, 2);
    gateway.sync(session, "group", 0, null, 1);
    session.acknowledge("group", 2, ReceiptKind.DELIVERED);
    gateway.history.store("group", 3, 30);
    gateway.history.slow = true;
    gateway.sync(session, "group", 1, null, 1);
    gateway.sync(session, "group", 1, 2L, 1);
    gateway.direct(session, event("group", 31));
    gateway.history.answerAll();
    assertThat(phone.events()).containsExactly(1L, 2L, 31L);
  }

  /** Seen red: it read as far as the last broadcast, which was above the end. */
  @Test
  void aSyncWithAnEndEndsTheOpenOneThereThoughMoreWasBroadcast() {
    gateway.history.store("group", 1, 5);
    gateway.history.slow = true;
    gateway.sync(session, "group", 1, null, 1);
    gateway.history.store("group", 6, 7);
    gateway.receive(broadcast(event("group", 7)));
    gateway.sync(session, "group", 1, 3L, 1);
    gateway.history.answerAll();
    assertThat(phone.events()).containsExactly(2L, 3L);
  }

  @Test
  void aSlowConversationHoldsUpNoOther() {
    gateway.history.slow = true;
    gateway.history.store("slow", 1, 3);
    gateway.sync(session, "slow", 0, 3L, 1);
    gateway.history.slow = false;
    gateway.history.store("fast", 1, 3);
    gateway.sync(session, "fast", 0, 3L, 1);
    assertThat(phone.stored()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void fourConversationsThatFailLeaveTheirPlacesToTheOthers() {
    freeze("frozen-", 4);
    gateway.history.store("fifth", 1, 3);
    gateway.sync(session, "fifth", 0, 3L, 1);
    assertThat(phone.stored()).isEmpty();
    gateway.history.timeOut();
    assertThat(phone.stored()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void conversationsThatFailAgainAndAgainNeverHaveAllPlaces() {
    freeze("frozen-", 4);
    gateway.history.timeOut();
    gateway.loop.pass(Duration.ofSeconds(1));
    assertThat(gateway.history.unanswered).hasSize(2);
    gateway.history.store("fifth", 1, 3);
    gateway.sync(session, "fifth", 0, 3L, 1);
    assertThat(phone.stored()).containsExactly(1L, 2L, 3L);

    gateway.history.frozen.clear();
    gateway.history.timeOut();
    gateway.loop.pass(Duration.ofSeconds(5));
    assertThat(phone.stored()).hasSize(3 + 4 * 3);
  }

  /** Begins the syncs of conversations of a shard that stands still. */
  private void freeze(String name, int conversations) {
    for (int n = 0; n < conversations; n++) {
      gateway.history.frozen.add(name + n);
      gateway.history.store(name + n, 1, 3);
      gateway.sync(session, name + n, 0, 3L, 1);
    }
  }

  @Test
  void aStoredEventSaysWhichOneItFollows() {
    gateway.direct(session, event("chat", 1));
    gateway.direct(session, event("chat", 2));
    gateway.history.store("chat", 3, 4);
    gateway.sync(session, "chat", 0, 4L, 1);
    assertThat(phone.of(Handover.Stored.class))
        .extracting(Handover.Stored::follows)
        .containsExactly(2L, 3L);
  }

  /** Seen red: the first event claimed to follow event 1, which no conversation has. */
  @Test
  void aSyncAfterTheIdBelowAllEventsFollowsNothing() {
    gateway.history.store("group", 5, 30);
    gateway.sync(session, "group", 1, null, 1);
    gateway.history.store("chat", 5, 6);
    gateway.sync(session, "chat", 1, 6L, 1);
    assertThat(phone.of(Handover.Stored.class))
        .extracting(Handover.Stored::follows)
        .startsWith(0L, 5L)
        .endsWith(0L, 5L);
    assertThat(phone.stored()).hasSize(26 + 2);
  }

  /**
   * Seen red: the device was expected to acknowledge event 1, so the end was never acknowledged.
   */
  @Test
  void aSyncAfterTheIdBelowAllEventsIsAcknowledgedWhereNoRowIsLeft() {
    gateway.sync(session, "chat", 1, 9L, 1);
    gateway.loop.pass(Duration.ofMillis(100));
    assertThat(gateway.receipts()).containsExactly("ann.phone DELIVERED 9");
  }

  @Test
  void theEndOfTheSessionEndsTheSync() {
    gateway.history.slow = true;
    gateway.history.store("chat", 1, 30);
    gateway.sync(session, "chat", 0, 30L, 1);
    session.close();
    gateway.history.answerAll();
    assertThat(phone.stored()).isEmpty();
    assertThat(gateway.history.reads).hasSize(1);
  }
}
