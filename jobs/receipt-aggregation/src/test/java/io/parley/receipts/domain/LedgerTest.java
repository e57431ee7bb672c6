package io.parley.receipts.domain;

import static io.parley.receipts.domain.History.START;
import static io.parley.receipts.domain.History.id;
import static io.parley.receipts.domain.LedgerRun.delivered;
import static io.parley.receipts.domain.LedgerRun.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.status.DeliveryStatus;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static final long M1 = START + 100;
  private static final long M2 = START + 200;
  private static final long M3 = START + 300;
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long SETTLED = LedgerRun.RULES.settle().toMillis();
  private static final long HORIZON = LedgerRun.RULES.horizon().toMillis();

  /** Timers of the expiry are rounded up to a minute. */
  private static final long MINUTE = 60_000;

  private LedgerRun run = new LedgerRun(LedgerRun.RULES);

  /** SENT is what the event says: no row and no record before the first receipt. */
  @Test
  void aMessageIsSentThenDeliveredThenRead() {
    group("ann", "bob").sent(M1, "ann").flush();
    assertThat(run.tables.cells()).doesNotContainKey("status " + id(M1));
    run.receipt(delivered("bob", M1, M1 + 5)).flush();
    assertThat(status(M1)).isEqualTo(DeliveryStatus.DELIVERED);
    run.receipt(read("bob", M1, M1 + 9)).flush();
    assertThat(status(M1)).isEqualTo(DeliveryStatus.READ);
    assertThat(run.tables.value("receipt " + id(M1) + " bob")).isEqualTo((M1 + 5) + " " + (M1 + 9));
  }

  @Test
  void aReceiptCoversEveryMessageBeforeItAndReadImpliesDelivered() {
    group("ann", "bob").sent(M1, "ann").sent(M2, "ann");
    run.receipt(read("bob", M2, M2 + 1)).flush();
    assertThat(counts(M1)).isEqualTo("1/1 of 1");
    assertThat(counts(M2)).isEqualTo("1/1 of 1");
    assertThat(run.latencies).containsExactly(M2 + 1 - M1, M2 + 1 - M1, 1L, 1L);
  }

  @Test
  void aUserWhoSendsHasReadWhatCameBefore() {
    group("ann", "bob").sent(M1, "ann").sent(M2, "bob").flush();
    assertThat(counts(M1)).isEqualTo("1/1 of 1");
    assertThat(unread("bob")).isZero();
    assertThat(unread("ann")).isEqualTo(1);
    assertThat(run.tables.value("read up to bob")).isEqualTo(id(M1) + " at " + M1);
  }

  /** Seen red while the sender's cursors moved to the own message. */
  @Test
  void aUserWhoHasReadEverythingAndSendsChangesNoRowOfTheirOwn() {
    group("ann", "bob").sent(M1, "ann").receipt(read("bob", M1, M1 + 1)).flush();
    run.tables.resetCounts();
    run.sent(M2, "bob").receipt(read("ann", M2, M2 + 1)).flush();
    assertThat(run.tables.topics()).containsEntry("cursor bob", cursor("bob", M1, 0));
    assertThat(run.tables.records).as("status of M2, cursor of ann").isEqualTo(2);
  }

  /**
   * Who sends a message has read all messages before it. Bob's message also makes the oldest of
   * them leave the record of the conversation. Seen red when the oldest was saved as it had been
   * before.
   */
  @Test
  void aUserWhoSendsHasReadTheMessageThatMakesRoomForTheirs() {
    group("ann", "bob");
    IntStream.range(0, 200).forEach(i -> run.sent(M1 + i, "ann"));
    run.sent(M1 + 200, "bob").flush();
    IntStream.range(0, 200).forEach(i -> assertThat(counts(M1 + i)).isEqualTo("1/1 of 1"));
  }

  @Test
  void joinsAndLeavesAfterAMessageDoNotMoveItsRecipients() {
    group("ann", "bob").sent(M1, "ann").members(M1 + 1, List.of("cem"), List.of("bob"));
    run.receipt(read("cem", M1, M1 + 2)).receipt(read("bob", M1, M1 + 3)).flush();
    assertThat(counts(M1)).isEqualTo("1/1 of 1");
    assertThat(run.rejected).containsExactlyEntriesOf(Map.of(Rejection.NOT_A_MEMBER, 1));
  }

  @Test
  void aFormerMemberMayStillReadTheOldMessagesButNotTheNewOnes() {
    group("ann", "bob", "cem").sent(M1, "ann");
    run.members(M1 + 1, List.of(), List.of("bob")).sent(M2, "ann");
    run.receipt(read("bob", M2, M2 + 1)).flush();
    assertThat(run.rejected).containsKey(Rejection.NOT_A_MEMBER);
    run.receipt(read("bob", M1, M2 + 2)).flush();
    assertThat(counts(M1)).isEqualTo("1/1 of 2");
    assertThat(run.tables.cells()).doesNotContainKey("status " + id(M2));
    assertThat(run.tables.topics()).containsEntry("cursor bob", "tombstone");
  }

  /** Seen red without a record for a member who comes back and has nothing unread. */
  @Test
  void theTopicHasACursorAgainWhenAFormerMemberComesBack() {
    group("ann", "bob").sent(M1, "ann").receipt(read("bob", M1, M1 + 1)).flush();
    run.members(M2, List.of(), List.of("bob")).flush();
    run.members(M3, List.of("bob"), List.of()).flush();
    assertThat(run.tables.topics()).containsEntry("cursor bob", cursor("bob", M1, 0));
  }

  /** Seen red when a former member was forgotten with the last message of their time. */
  @Test
  void cursorsSurviveLeavingAndComingBackAfterEverythingHasSettled() {
    group("ann", "bob").sent(M1, "ann").receipt(read("bob", M1, M1 + 1)).flush();
    run.members(M2, List.of(), List.of("bob")).flush();
    run.expire(M2 + SETTLED + MINUTE);
    assertThat(run.state.open().head.gone).isEqualTo(1);
    run.members(M2 + DAY, List.of("bob"), List.of()).flush();
    assertThat(run.tables.topics()).containsEntry("cursor bob", cursor("bob", M1, 0));
    assertThat(run.tables.value("read up to bob")).isEqualTo(id(M1) + " at " + (M1 + 1));
  }

  @Test
  void aReceiptForOnesOwnMessageOrFromAStrangerChangesNothing() {
    group("ann", "bob").sent(M1, "ann").flush();
    run.tables.resetCounts();
    run.receipt(read("ann", M1, M1 + 1)).receipt(read("eve", M1, M1 + 1)).flush();
    assertThat(run.tables.rows + run.tables.records).isZero();
    assertThat(run.rejected).containsOnlyKeys(Rejection.OWN_MESSAGE, Rejection.NOT_A_MEMBER);
  }

  @Test
  void ownAndDeletedMessagesAreNotUnread() {
    group("ann", "bob").sent(M1, "ann").sent(M2, "ann").sent(M3, "ann").flush();
    assertThat(unread("bob")).isEqualTo(3);
    run.deleted(M3 + 1, "ann", M2).flush();
    assertThat(unread("bob")).isEqualTo(2);
    run.deleted(M3 + 2, "ann", M2).flush();
    assertThat(unread("bob")).isEqualTo(2);
    run.receipt(read("bob", M3, M3 + 3)).flush();
    assertThat(unread("bob")).isZero();
    run.deleted(M3 + 4, "ann", M3).flush();
    assertThat(unread("bob")).isZero();
    assertThat(unread("ann")).isZero();
  }

  @Test
  void aReplayedEventChangesNothing() {
    group("ann", "bob");
    EventFact message = run.history.sent(M1, "ann");
    run.event(message).event(message).flush();
    assertThat(unread("bob")).isEqualTo(1);
  }

  @Test
  void aMessageThatAllHaveReadLeavesTheStateOnceItHasSettled() {
    group("ann", "bob").sent(M1, "ann").receipt(read("bob", M1, M1 + 50)).flush();
    run.expire(M1 + 50 + SETTLED - 1);
    assertThat(inState()).isEqualTo(1);
    run.expire(M1 + 50 + SETTLED + 2 * MINUTE);
    assertThat(inState()).isZero();
    assertThat(run.expiryTimer).isZero();
    assertThat(run.agedOut).isZero();
  }

  @Test
  void aMessageNeverReadByAllAgesOutAndItsLastStatusStays() {
    group("ann", "bob", "cem").sent(M1, "ann").receipt(read("bob", M1, M1 + 50)).flush();
    run.expire(M1 + HORIZON - 1);
    assertThat(inState()).isEqualTo(1);
    run.expire(M1 + HORIZON + MINUTE);
    assertThat(inState()).isZero();
    assertThat(run.agedOut).isEqualTo(1);
    assertThat(counts(M1)).isEqualTo("1/1 of 2");

    // Its reader may still come: the cursor and the unread count are right, the status is history.
    run.receipt(read("cem", M1, M1 + 40 * DAY)).flush();
    assertThat(unread("cem")).isZero();
    assertThat(counts(M1)).isEqualTo("1/1 of 2");
  }

  @Test
  void unreadStaysExactAcrossAgeingOut() {
    group("ann", "bob").sent(M1, "ann").sent(M2, "ann").sent(M3, "ann");
    run.deleted(M3 + 1, "ann", M2).flush();
    run.expire(M3 + HORIZON + MINUTE).flush();
    assertThat(inState()).isZero();
    long later = M3 + 31 * DAY;
    run.sent(later, "ann").flush();
    assertThat(unread("bob")).isEqualTo(3);
    run.receipt(read("bob", M1, later + 1)).flush();
    assertThat(run.rejected).containsOnlyKeys(Rejection.TOO_OLD);
    assertThat(unread("bob")).isEqualTo(3);
    run.receipt(read("bob", M3, later + 2)).flush();
    assertThat(unread("bob")).isEqualTo(1);
  }

  @Test
  void aConversationKeepsNoMoreMessagesThanAllowed() {
    run = new LedgerRun(LedgerRun.rules(10, 100, 1_000_000));
    group("ann", "bob");
    IntStream.range(0, 25).forEach(i -> run.sent(M1 + i, "ann"));
    run.flush();
    assertThat(inState()).isEqualTo(10);
    assertThat(unread("bob")).isEqualTo(25);
  }

  /**
   * Cem waits for bob, whose messages are counted first. Seen red when a message left before those
   * who had read it were counted.
   */
  @Test
  void aMessageThatLeavesForLackOfRoomIsCountedForAllWhoHaveReadIt() {
    run = new LedgerRun(LedgerRun.rules(3_000, 100, 1_000_000));
    group("ann", "bob", "cem");
    IntStream.range(0, 3_000).forEach(i -> run.sent(M1 + i, "ann"));
    run.flush();
    long end = M1 + 2_999;
    run.receipt(read("bob", end, end + 1)).receipt(read("cem", end, end + 2));
    IntStream.range(0, 2_500).forEach(i -> run.sent(end + 1 + i, "ann"));
    run.flush();
    assertThat(inState()).isEqualTo(3_000);
    for (int i : new int[] {0, 999, 1_500, 2_499, 2_999}) {
      assertThat(counts(M1 + i)).as("message " + i).isEqualTo("2/2 of 2");
    }
  }

  /** Those beyond the bound are counted at once. Seen red when they were forgotten. */
  @Test
  void noMoreReadersWaitToBeCountedThanAllowedAndAllAreCounted() {
    List<String> users = IntStream.range(0, 80).mapToObj(i -> "u" + i).toList();
    run.members(START, users, List.of());
    IntStream.range(0, 1_200).forEach(i -> run.sent(M1 + i, "u0"));
    long end = M1 + 1_199;
    users.subList(1, 80).forEach(user -> run.receipt(read(user, end - 1, end + 1)));
    assertThat(run.state.open().head.unfinished).hasSize(64);
    users.subList(1, 80).forEach(user -> run.receipt(read(user, end, end + 2)));
    assertThat(run.state.open().head.unfinished).hasSizeLessThanOrEqualTo(64);
    run.flush();
    for (int i : new int[] {0, 999, 1_000, 1_199}) {
      assertThat(counts(M1 + i)).isEqualTo("79/79 of 79");
    }
  }

  /** Seen red without the bound. */
  @Test
  void noMoreDeletionsAreKeptThanAllowed() {
    run = new LedgerRun(LedgerRun.rules(20_000, 100, 1_000_000));
    group("ann", "bob");
    for (int i = 0; i < Deletions.MOST + 10; i++) {
      run.sent(M1 + 2L * i, "ann").deleted(M1 + 2L * i + 1, "ann", M1 + 2L * i);
    }
    run.flush();
    assertThat(run.state.open().head.deletions).isEqualTo(Deletions.MOST);
    assertThat(unread("bob")).isEqualTo(10);
  }

  /** Seen red when intervals before everything in state were kept. */
  @Test
  void intervalsOfMembershipGoWithTheirMessages() {
    group("ann", "bob");
    for (int i = 0; i < 20; i++) {
      long at = M1 + i * DAY;
      run.sent(at, "ann").members(at + 1, List.of(), List.of("bob"));
      run.sent(at + 2, "ann").members(at + 3, List.of("bob"), List.of());
      run.receipt(read("bob", at, at + 4)).flush().expire(at + 2 * SETTLED);
    }
    assertThat(inState()).isLessThan(5);
    assertThat(run.state.open().member("bob").intervals).hasSizeLessThan(5);
  }

  @Test
  void joiningAndLeavingOverAndOverLeavesOneInterval() {
    group("ann", "bob");
    IntStream.range(0, 50)
        .forEach(
            i ->
                run.members(M1 + 2L * i, List.of(), List.of("bob"))
                    .members(M1 + 2L * i + 1, List.of("bob"), List.of()));
    assertThat(run.state.open().member("bob").intervals).hasSize(1);
  }

  @Test
  void anEarlierReceiptThatComesLaterCorrectsTheTimesOnly() {
    group("ann", "bob").sent(M1, "ann").receipt(read("bob", M1, M1 + 50)).flush();
    long version = message(M1).getVersion();
    run.receipt(read("bob", M1, M1 + 20)).flush();
    assertThat(message(M1).getUpdatedAt()).isEqualTo(M1 + 20);
    assertThat(message(M1).getVersion()).isGreaterThan(version);
    assertThat(counts(M1)).isEqualTo("1/1 of 1");
  }

  /**
   * Kafka's retention has taken the beginning of a conversation: it is said, and no receipt is
   * counted for or against anybody who may be a member. Seen red without the check.
   */
  @Test
  void aConversationWhoseBeginningIsLostSaysSo() {
    run.history.members(START, List.of("ann", "bob"), List.of());
    run.sent(M1, "ann").receipt(read("bob", M1, M1 + 1)).flush();
    assertThat(run.eventsLost).isEqualTo(1);
    assertThat(run.membersLost).isEqualTo(1);
    assertThat(run.rejected).containsOnlyKeys(Rejection.MEMBERS_LOST);
    assertThat(run.tables.cells()).isEmpty();
  }

  @Test
  void aLostEventIsNotedByTheSequenceAndALostMemberByTheNumberOfMembers() {
    group("ann", "bob");
    run.history.members(M1, List.of("cem"), List.of());
    run.members(M2, List.of("dee"), List.of());
    assertThat(run.eventsLost).isEqualTo(1);
    assertThat(run.membersLost).isEqualTo(1);
    run.members(M3, List.of("cem"), List.of("eve")).flush();
    assertThat(run.state.open().head.incomplete).as("whole again").isFalse();
  }

  private LedgerRun group(String... users) {
    return run.members(START, List.of(users), List.of());
  }

  private long inState() {
    Conversation head = run.state.open().head;
    assertThat(head.inlineMessages.size() + run.state.messages.map().size())
        .isEqualTo((int) (head.newest - head.gone));
    return head.newest - head.gone;
  }

  private ReadCursor cursor(String user, long messageAt, int unread) {
    ReadCursor found = (ReadCursor) run.tables.topics().get("cursor " + user);
    return ReadCursor.newBuilder(found)
        .setDeliveredUpTo(id(messageAt))
        .setReadUpTo(id(messageAt))
        .setUnreadCount(unread)
        .build();
  }

  private MessageStatus message(long at) {
    return (MessageStatus) run.tables.value("status " + id(at));
  }

  private DeliveryStatus status(long at) {
    return message(at).getStatus();
  }

  private String counts(long at) {
    MessageStatus message = message(at);
    return message.getDeliveredCount()
        + "/"
        + message.getReadCount()
        + " of "
        + message.getRecipients();
  }

  private int unread(String user) {
    return (Integer) run.tables.value("unread " + user);
  }
}
