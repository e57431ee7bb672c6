package io.parley.receipts.domain;

import static io.parley.receipts.domain.History.START;
import static io.parley.receipts.domain.History.event;
import static io.parley.receipts.domain.History.id;
import static io.parley.receipts.domain.History.members;
import static io.parley.receipts.domain.History.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.status.DeliveryStatus;
import io.parley.schemas.status.MessageStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static final long M1 = START + 100;
  private static final long M2 = START + 200;
  private static final long M3 = START + 300;
  private static final long DAY = Duration.ofDays(1).toMillis();

  private LedgerRun run = new LedgerRun(LedgerRun.RULES);

  @Test
  void aMessageIsSentThenDeliveredThenRead() {
    run.event(members(START, List.of("ann", "bob"), List.of())).event(sent(M1, "ann")).flush();
    assertThat(status(M1)).isEqualTo(DeliveryStatus.SENT);
    run.receipt(delivered("bob", M1, M1 + 5)).flush();
    assertThat(status(M1)).isEqualTo(DeliveryStatus.DELIVERED);
    run.receipt(read("bob", M1, M1 + 9)).flush();
    assertThat(status(M1)).isEqualTo(DeliveryStatus.READ);
    assertThat(run.tables.value("receipt " + id(M1) + " bob")).isEqualTo((M1 + 5) + " " + (M1 + 9));
  }

  @Test
  void aReceiptCoversEveryMessageBeforeItAndReadImpliesDelivered() {
    group("ann", "bob").event(sent(M1, "ann")).event(sent(M2, "ann"));
    run.receipt(read("bob", M2, M2 + 1)).flush();
    assertThat(counts(M1)).isEqualTo("1/1 of 1");
    assertThat(counts(M2)).isEqualTo("1/1 of 1");
    assertThat(run.latencies).containsExactly(M2 + 1 - M1, 1L, M2 + 1 - M1, 1L);
  }

  @Test
  void whoSendsHasReadWhatCameBefore() {
    group("ann", "bob").event(sent(M1, "ann")).event(sent(M2, "bob")).flush();
    assertThat(counts(M1)).isEqualTo("1/1 of 1");
    assertThat(unread("bob")).isZero();
    assertThat(unread("ann")).isEqualTo(1);
  }

  @Test
  void joinsAndLeavesAfterAMessageDoNotMoveItsRecipients() {
    group("ann", "bob")
        .event(sent(M1, "ann"))
        .event(members(M1 + 1, List.of("cem"), List.of("bob")));
    run.receipt(read("cem", M1, M1 + 2)).receipt(read("bob", M1, M1 + 3)).flush();
    assertThat(counts(M1)).isEqualTo("1/1 of 1");
    assertThat(run.rejected).containsExactlyEntriesOf(Map.of(Rejection.NOT_A_MEMBER, 1));
  }

  @Test
  void whoHasLeftMayStillHaveReadTheOldMessagesButNotTheNewOnes() {
    group("ann", "bob", "cem").event(sent(M1, "ann"));
    run.event(members(M1 + 1, List.of(), List.of("bob"))).event(sent(M2, "ann"));
    run.receipt(read("bob", M2, M2 + 1)).flush();
    assertThat(run.rejected).containsKey(Rejection.NOT_A_MEMBER);
    run.receipt(read("bob", M1, M2 + 2)).flush();
    assertThat(counts(M1)).isEqualTo("1/1 of 2");
    assertThat(counts(M2)).isEqualTo("0/0 of 1");
    assertThat(run.tables.topics()).containsEntry("cursor bob", "tombstone");
  }

  @Test
  void aReceiptForOnesOwnMessageOrFromAStrangerChangesNothing() {
    group("ann", "bob").event(sent(M1, "ann")).flush();
    int writes = run.tables.writes();
    run.receipt(read("ann", M1, M1 + 1)).receipt(read("eve", M1, M1 + 1)).flush();
    assertThat(run.tables.writes()).isEqualTo(writes);
    assertThat(run.rejected).containsOnlyKeys(Rejection.OWN_MESSAGE, Rejection.NOT_A_MEMBER);
  }

  @Test
  void aReceiptThatComesBeforeItsMessageWaitsForIt() {
    group("ann", "bob").receipt(read("bob", M1, M1 + 1)).flush();
    assertThat(run.accepted).isZero();
    run.event(sent(M1, "ann")).flush();
    assertThat(status(M1)).isEqualTo(DeliveryStatus.READ);
    assertThat(run.books.waiting().size()).isZero();
  }

  @Test
  void aReceiptForAMessageThatNeverComesIsGivenUp() {
    group("ann", "bob").receipt(read("bob", M2, M1));
    long giveUp = M1 + LedgerRun.RULES.waitAtMost().toMillis();
    assertThat(run.nextExpiry()).isEqualTo(giveUp);
    run.expire(giveUp - 1);
    assertThat(run.rejected).isEmpty();
    run.expire(giveUp);
    assertThat(run.rejected).containsOnlyKeys(Rejection.NO_SUCH_MESSAGE);
    assertThat(run.books.waiting().size()).isZero();
    assertThat(run.books.conversation().waiting).isZero();
  }

  @Test
  void aFullWaitingRoomLosesNoCountAndNoCursor() {
    run = new LedgerRun(rules(10_000, 3, 1_000_000));
    group("ann", "bob");
    IntStream.rangeClosed(1, 20)
        .forEach(
            i ->
                run.receipt(read("bob", M1 + i, M2 + i))
                    .receipt(delivered("bob", M1 + i + 30, M3)));
    assertThat(run.books.waiting().get("bob")).hasSize(3);
    IntStream.rangeClosed(1, 50).forEach(i -> run.event(sent(M1 + i, "ann")));
    run.flush();
    assertThat(unread("bob")).isEqualTo(30);
    assertThat(counts(M1 + 1)).isEqualTo("1/1 of 1");
    assertThat(counts(M1 + 20)).isEqualTo("1/1 of 1");
    assertThat(counts(M1 + 50)).isEqualTo("1/0 of 1");
  }

  @Test
  void ownAndDeletedMessagesAreNotUnread() {
    group("ann", "bob")
        .event(sent(M1, "ann"))
        .event(sent(M2, "ann"))
        .event(sent(M3, "ann"))
        .flush();
    assertThat(unread("bob")).isEqualTo(3);
    run.event(event(M3 + 1, EventFact.Kind.DELETED, "ann", id(M2))).flush();
    assertThat(unread("bob")).isEqualTo(2);
    run.event(event(M3 + 2, EventFact.Kind.DELETED, "ann", id(M2))).flush();
    assertThat(unread("bob")).isEqualTo(2);
    run.receipt(read("bob", M3, M3 + 3)).flush();
    assertThat(unread("bob")).isZero();
    run.event(event(M3 + 4, EventFact.Kind.DELETED, "ann", id(M3))).flush();
    assertThat(unread("bob")).isZero();
    assertThat(unread("ann")).isZero();
  }

  @Test
  void aReplayedEventChangesNothing() {
    group("ann", "bob").event(sent(M1, "ann")).event(sent(M1, "ann")).flush();
    assertThat(unread("bob")).isEqualTo(1);
  }

  @Test
  void aMessageNobodyReceivesStaysSent() {
    group("ann").event(sent(M1, "ann")).flush();
    assertThat(status(M1)).isEqualTo(DeliveryStatus.SENT);
  }

  @Test
  void aMessageThatAllHaveReadLeavesTheStateOnceItHasSettled() {
    group("ann", "bob").event(sent(M1, "ann")).receipt(read("bob", M1, M1 + 50));
    long settled = M1 + 50 + LedgerRun.RULES.settle().toMillis();
    assertThat(run.nextExpiry()).isEqualTo(settled);
    run.expire(settled - 1);
    assertThat(run.books.messages().size()).isEqualTo(1);
    run.expire(settled);
    assertThat(run.books.messages().size()).isZero();
    assertThat(run.nextExpiry()).isEqualTo(Long.MAX_VALUE);
    assertThat(run.agedOut).isZero();
  }

  @Test
  void aMessageNeverReadByAllAgesOutAndItsLastStatusStays() {
    group("ann", "bob", "cem").event(sent(M1, "ann")).receipt(read("bob", M1, M1 + 50));
    run.expire(M1 + LedgerRun.RULES.horizon().toMillis());
    assertThat(run.books.messages().size()).isZero();
    assertThat(run.agedOut).isEqualTo(1);
    assertThat(counts(M1)).isEqualTo("1/1 of 2");

    // Its reader may still come: the cursor and the badge are right, the status is history.
    run.receipt(read("cem", M1, M1 + 40 * DAY)).flush();
    assertThat(unread("cem")).isZero();
    assertThat(counts(M1)).isEqualTo("1/1 of 2");
  }

  @Test
  void unreadStaysExactAcrossAgeingOut() {
    group("ann", "bob").event(sent(M1, "ann")).event(sent(M2, "ann")).event(sent(M3, "ann"));
    run.event(event(M3 + 1, EventFact.Kind.DELETED, "ann", id(M2)));
    run.expire(M2 + LedgerRun.RULES.horizon().toMillis()).flush();
    long later = M3 + 31 * DAY;
    run.event(sent(later, "ann")).flush();
    assertThat(unread("bob")).isEqualTo(3);
    run.receipt(read("bob", M1, later + 1)).flush();
    assertThat(run.rejected).containsOnlyKeys(Rejection.TOO_OLD);
    assertThat(unread("bob")).isEqualTo(3);
    run.receipt(read("bob", M3, later + 2)).flush();
    assertThat(unread("bob")).isEqualTo(1);
  }

  @Test
  void aConversationKeepsNoMoreMessagesThanAllowed() {
    run = new LedgerRun(rules(10, 100, 1_000_000));
    group("ann", "bob");
    IntStream.range(0, 25).forEach(i -> run.event(sent(M1 + i, "ann")));
    run.flush();
    assertThat(run.books.messages().size()).isEqualTo(10);
    assertThat(unread("bob")).isEqualTo(25);
    assertThat(counts(M1)).isEqualTo("0/0 of 1");
  }

  @Test
  void whoLeftIsForgottenWithTheLastMessageReceived() {
    group("ann", "bob", "cem")
        .event(sent(M1, "ann"))
        .event(members(M1 + 1, List.of(), List.of("bob")));
    run.expire(M1 + 2);
    assertThat(run.books.members().size()).isEqualTo(3);
    run.expire(M1 + LedgerRun.RULES.horizon().toMillis());
    assertThat(run.books.members().size()).isEqualTo(2);
    assertThat(run.books.conversation().former).isZero();
  }

  @Test
  void joiningAndLeavingOverAndOverLeavesNothingBehind() {
    group("ann", "bob");
    IntStream.range(0, 50)
        .forEach(
            i ->
                run.event(members(M1 + 2 * i, List.of(), List.of("bob")))
                    .event(members(M1 + 2 * i + 1, List.of("bob"), List.of())));
    assertThat(run.books.members().get("bob").intervals).hasSize(1);
    run.event(members(M3, List.of(), List.of("bob")));
    assertThat(run.nextExpiry()).isLessThanOrEqualTo(M3);
    run.expire(M3);
    assertThat(run.books.members().size()).isEqualTo(1);
  }

  @Test
  void anEarlierReceiptThatComesLaterCorrectsTheTimesOnly() {
    group("ann", "bob").event(sent(M1, "ann")).receipt(read("bob", M1, M1 + 50)).flush();
    long version = message(M1).getVersion();
    run.receipt(read("bob", M1, M1 + 20)).flush();
    assertThat(message(M1).getUpdatedAt()).isEqualTo(M1 + 20);
    assertThat(message(M1).getVersion()).isGreaterThan(version);
    assertThat(counts(M1)).isEqualTo("1/1 of 1");
  }

  /** A storm: a thousand readers at once. One flush later there is one status, not a thousand. */
  @Test
  void aThousandReadersAtOnceCostOneStatusAndOneCursorEach() {
    List<String> readers = IntStream.range(0, 1000).mapToObj(i -> "u" + i).toList();
    run.event(members(START, readers, List.of()))
        .event(members(START + 1, List.of("ann"), List.of()));
    run.event(sent(M1, "ann")).flush();
    int before = run.tables.statuses();
    readers.forEach(
        user -> run.receipt(delivered(user, M1, M1 + 1)).receipt(read(user, M1, M1 + 2)));
    run.flush();
    assertThat(run.tables.statuses() - before).isEqualTo(1);
    assertThat(counts(M1)).isEqualTo("1000/1000 of 1000");
    assertThat(run.books.messages().get(1L).receipts).isNull();
  }

  /**
   * No timer writes more than its share of a round, however big the group. Seen red with a step
   * without a limit: 5,000 badges at once.
   */
  @Test
  void theBadgesOfABigGroupAreWrittenAtABoundedRateAndInStepsOfABoundedSize() {
    run = new LedgerRun(rules(10_000, 100, 1000));
    List<String> users = IntStream.range(0, 5000).mapToObj(i -> "u" + i).toList();
    run.event(members(START, users, List.of())).flush().event(sent(M1, "u0"));
    long now = 10_000;
    List<Integer> steps = new ArrayList<>();
    for (long again = now; again > 0; ) {
      now = again;
      int before = run.tables.badges();
      again = run.flush(now);
      steps.add(run.tables.badges() - before);
    }
    // 300 ms at 1,000 a second; the sender, whose own cursor moved too, is written once.
    assertThat(steps.subList(0, 16)).containsOnly(300);
    assertThat(steps.subList(16, steps.size())).containsExactly(200);
    assertThat(now).isEqualTo(10_000 + 16 * 300);
    assertThat(users.subList(1, 5000)).allMatch(user -> unread(user) == 1);
  }

  /**
   * More than a conversation's record holds, each of them changed twice. Seen red without a look
   * into the table.
   */
  @Test
  void manyChangedMessagesAreAllWrittenOnceWhereverTheyAreKept() {
    run.event(members(START, List.of("ann", "bob"), List.of())).flush();
    int messages = 2 * Changes.INLINE + 3;
    for (int i = 0; i < messages; i++) {
      run.event(sent(M1 + i, "ann"));
    }
    run.receipt(read("bob", M1 + messages - 1, M1 + messages));
    int before = run.tables.statuses();
    run.flush();
    assertThat(run.tables.statuses() - before).isEqualTo(messages);
    assertThat(counts(M1)).isEqualTo("1/1 of 1");
    assertThat(counts(M1 + messages - 1)).isEqualTo("1/1 of 1");
    assertThat(run.books.changedMessages().entries()).isEmpty();
  }

  /**
   * A savepoint of a build that kept all changes in the tables, taken before a flush. Seen red
   * without a look into the table.
   */
  @Test
  void changesInStateFromBeforeTheyWereInlineAreWritten() {
    run.event(members(START, List.of("ann", "bob"), List.of())).flush();
    run.event(sent(M1, "ann")).receipt(read("bob", M1, M1 + 1));
    Conversation conversation = run.books.conversation();
    for (long ordinal : conversation.changedMessages) {
      run.books.changedMessages().put(ordinal, true);
    }
    for (String user : conversation.changedMembers) {
      run.books.changedMembers().put(user, true);
    }
    conversation.changedMessages = new long[0];
    conversation.changedMembers = new String[0];
    conversation.changesAreInline = false;
    run.flush();
    assertThat(counts(M1)).isEqualTo("1/1 of 1");
    assertThat(unread("bob")).isZero();
    assertThat(conversation.changesAreInline).isTrue();
  }

  @Test
  void onesOwnReceiptDoesNotWaitForARoundAndAMessageInTheMiddleOfOneMakesAnother() {
    run = new LedgerRun(rules(10_000, 100, 1000));
    List<String> users = IntStream.range(0, 5000).mapToObj(i -> "u" + i).toList();
    run.event(members(START, users, List.of())).flush().event(sent(M1, "u0"));
    assertThat(run.flush(10_000)).isEqualTo(10_300);
    run.event(sent(M2, "u0")).receipt(read("u4000", M2, M3));
    assertThat(run.flush(10_300)).isEqualTo(10_600);
    assertThat(unread("u4000")).isZero();
    assertThat(unread("u1")).isEqualTo(1);
    run.flush();
    assertThat(users.subList(1, 4000)).allMatch(user -> unread(user) == 2);
  }

  /** Seen red without the update for who moves to a seat that the round has passed. */
  @Test
  void whoMovesToTheSeatOfSomebodyWhoLeavesDuringARoundIsNotMissed() {
    run = new LedgerRun(rules(10_000, 100, 10));
    List<String> users = IntStream.range(0, 10).mapToObj(i -> "u" + i).toList();
    run.event(members(START, users, List.of())).flush().event(sent(M1, "u0"));
    assertThat(run.flush(10_000)).isEqualTo(10_300);
    run.event(members(M1 + 1, List.of(), List.of("u1", "u5"))).flush();
    assertThat(run.books.seats().size()).isEqualTo(8);
    assertThat(users.subList(6, 10)).allMatch(user -> unread(user) == 1);
    assertThat(run.tables.topics())
        .containsEntry("cursor u1", "tombstone")
        .containsEntry("cursor u5", "tombstone");
  }

  /** Cursors that stayed where they were are not written again with each message. */
  @Test
  void aRoundOverTheBadgesWritesOneRowForEachMember() {
    group("ann", "bob", "cem").event(sent(M1, "ann"));
    run.receipt(read("bob", M1, M1 + 1)).receipt(read("cem", M1, M1 + 1)).flush();
    int before = run.tables.writes();
    run.event(event(M2, EventFact.Kind.DELETED, "ann", id(M1))).flush();
    assertThat(run.tables.writes() - before).isEqualTo(3);
  }

  /**
   * Receipts for what never comes are looked at when one of them can go, not with each receipt: ten
   * thousand of them would slow every other conversation of the task. Seen red by looking for the
   * earliest end each time.
   */
  @Test
  void waitingReceiptsCostTheOthersNothing() {
    run = new LedgerRun(rules(10_000, 100, 1_000_000));
    group("ann", "bob");
    IntStream.range(0, 5_000).forEach(i -> run.receipt(read("stranger" + i, M3 + DAY, M1 + i)));
    run.event(sent(M1, "ann"));
    int looks = run.books.waiting().looks();
    for (int i = 1; i <= 100; i++) {
      run.event(sent(M1 + i, "ann")).receipt(read("bob", M1 + i, M2));
      assertThat(run.nextExpiry())
          .isLessThanOrEqualTo(M1 + LedgerRun.RULES.waitAtMost().toMillis());
    }
    assertThat(run.books.waiting().looks()).isEqualTo(looks);
    run.expire(M1 + 4_999 + LedgerRun.RULES.waitAtMost().toMillis());
    assertThat(run.rejected).containsEntry(Rejection.NO_SUCH_MESSAGE, 5_000);
  }

  private LedgerRun group(String... users) {
    return run.event(members(START, List.of(users), List.of()));
  }

  private static LedgerRules rules(int messages, int waiting, int badges) {
    LedgerRules r = LedgerRun.RULES;
    return new LedgerRules(
        r.passagesUpTo(),
        messages,
        r.horizon(),
        r.settle(),
        waiting,
        r.waitingPerConversation(),
        r.waitAtMost(),
        r.coalesce(),
        badges);
  }

  static ReceiptFact delivered(String user, long messageAt, long at) {
    return new ReceiptFact(History.CONVERSATION, user, id(messageAt), false, at);
  }

  static ReceiptFact read(String user, long messageAt, long at) {
    return new ReceiptFact(History.CONVERSATION, user, id(messageAt), true, at);
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
    return Integer.parseInt(run.tables.value("unread " + user).toString().split(" ")[0]);
  }
}
