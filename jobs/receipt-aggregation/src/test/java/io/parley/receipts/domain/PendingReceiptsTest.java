package io.parley.receipts.domain;

import static io.parley.receipts.domain.History.START;
import static io.parley.receipts.domain.History.id;
import static io.parley.receipts.domain.LedgerRun.delivered;
import static io.parley.receipts.domain.LedgerRun.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.status.MessageStatus;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PendingReceiptsTest {

  private static final long M1 = START + 100;
  private static final long M2 = START + 200_000;
  private static final long NEVER = START + 300_000;
  private static final long AT_MOST = LedgerRun.RULES.pendingAtMost().toMillis();

  private LedgerRun run = new LedgerRun(LedgerRun.RULES);

  @Test
  void aReceiptThatComesBeforeItsMessageWaitsForIt() {
    group("ann", "bob").receipt(read("bob", M1, M1 + 1)).flush();
    assertThat(run.accepted).isZero();
    run.sent(M1, "ann").flush();
    assertThat(counts(M1)).isEqualTo("1/1 of 1");
    assertNothingIsPending();
  }

  @Test
  void aReceiptForAMessageThatNeverComesIsGivenUp() {
    group("ann", "bob").receipt(read("bob", NEVER, M1));
    run.expire(NEVER + AT_MOST - 1);
    assertThat(run.rejected).isEmpty();
    run.expire(NEVER + AT_MOST + AT_MOST / 8);
    assertThat(run.rejected).containsOnlyKeys(Rejection.NO_SUCH_MESSAGE);
    assertNothingIsPending();
    assertThat(run.expiryTimer).isZero();
  }

  /**
   * A broker's clock was two hours ahead, so ids stay ahead, and alignment holds their partition
   * back until event time has reached them. Seen red when only the time of the receipt counted.
   */
  @Test
  void aReceiptForAMessageWhoseIdIsAheadWaitsUntilThatTimeIsOver() {
    long ahead = M1 + Duration.ofHours(2).toMillis();
    group("ann", "bob").receipt(read("bob", ahead, M1));
    run.expire(ahead).sent(ahead, "ann").flush();
    assertThat(run.rejected).isEmpty();
    assertThat(counts(ahead)).isEqualTo("1/1 of 1");
  }

  /** Seen red without the bound: a made-up id of the year 2093 would wait until then. */
  @Test
  void anIdIsBelievedToBeAheadByADayAtMost() {
    long day = Duration.ofDays(1).toMillis();
    group("ann", "bob").receipt(read("bob", M1 + 1_000 * day, M1));
    run.expire(M1 + day + AT_MOST - 1);
    assertThat(run.rejected).isEmpty();
    run.expire(M1 + day + AT_MOST + AT_MOST / 8);
    assertThat(run.rejected).containsOnlyKeys(Rejection.NO_SUCH_MESSAGE);
    assertNothingIsPending();
  }

  /** No event releases it, so it counts when its time is over. */
  @Test
  void aReceiptThatNamesNoEventCountsForTheMessageBefore() {
    group("ann", "bob");
    run.receipt(new ReceiptFact(History.CONVERSATION, "bob", id(M1) + 1, true, M1 + 5));
    run.sent(M1, "ann").sent(M2, "ann");
    assertThat(run.accepted).isZero();
    run.expire(M1 + AT_MOST + AT_MOST / 4).flush();
    assertThat(run.accepted).isEqualTo(1);
    assertThat(counts(M1)).isEqualTo("1/1 of 1");
  }

  @Test
  void tooManyOfAUserLoseNoCountAndNoCursor() {
    run = new LedgerRun(LedgerRun.rules(10_000, 3, 1_000_000));
    group("ann", "bob");
    IntStream.rangeClosed(1, 20)
        .forEach(
            i ->
                run.receipt(read("bob", M1 + i, M2 + i))
                    .receipt(delivered("bob", M1 + i + 30, M2)));
    assertThat(run.state.open().head.pending).isEqualTo(3);
    IntStream.rangeClosed(1, 50).forEach(i -> run.sent(M1 + i, "ann"));
    run.flush();
    assertThat(run.tables.value("unread bob")).isEqualTo(30);
    assertThat(counts(M1 + 1)).isEqualTo("1/1 of 1");
    assertThat(counts(M1 + 20)).isEqualTo("1/1 of 1");
    assertThat(counts(M1 + 50)).isEqualTo("1/0 of 1");
    assertNothingIsPending();
  }

  /**
   * A job that was restarted reads its receipts before their events, and must come to the versions
   * that it had before, also for a user with 16 devices. Seen red with a bound of 128, and with
   * every receipt of each device waiting; a soak showed both to be too low.
   */
  @Test
  void receiptsThatRunAheadOfTheirEventsChangeNoVersion() {
    int messages = 500;
    restarted();
    for (int i = 1; i <= messages; i++) {
      run.sent(M1 + 1000 * i, "ann");
      receiptsOfSixteenDevices(M1 + 1000 * i);
    }
    List<Object> inOrder = statuses(messages);

    restarted();
    for (int i = 1; i <= messages; i++) {
      receiptsOfSixteenDevices(M1 + 1000 * i);
    }
    IntStream.rangeClosed(1, messages).forEach(i -> run.sent(M1 + 1000 * i, "ann"));

    assertThat(statuses(messages)).isEqualTo(inOrder);
    assertThat(run.rejected).isEmpty();
  }

  private void restarted() {
    int bound = LedgerRules.DEFAULTS.pendingPerUser();
    run = new LedgerRun(LedgerRun.rules(10_000, bound, 1_000_000));
    group("ann", "bob");
  }

  /** All of them get a message, and then read it. */
  private void receiptsOfSixteenDevices(long message) {
    IntStream.range(0, 16).forEach(i -> run.receipt(delivered("bob", message, message + 7 + i)));
    IntStream.range(0, 16).forEach(i -> run.receipt(read("bob", message, message + 30 + i)));
  }

  private List<Object> statuses(int messages) {
    run.flush();
    return IntStream.rangeClosed(1, messages)
        .mapToObj(i -> run.tables.value("status " + id(M1 + 1000 * i)))
        .toList();
  }

  /**
   * Every member of a large group may be early, however many strangers there are. Seen red with one
   * bound for all of a conversation.
   */
  @Test
  void strangersCannotCrowdOutMembersAndMembersAreBoundedByTheirNumber() {
    List<String> users = IntStream.range(0, 12_000).mapToObj(i -> "u" + i).toList();
    run.members(START, users, List.of()).flush();
    IntStream.range(0, 11_000).forEach(i -> run.receipt(read("stranger" + i, NEVER, M1)));
    assertThat(run.rejected).containsEntry(Rejection.TOO_MANY_PENDING, 1_000);
    users.subList(1, 12_000).forEach(user -> run.receipt(read(user, M1, M1 + 1)));
    assertThat(run.rejected).containsEntry(Rejection.TOO_MANY_PENDING, 1_000);
    run.sent(M1, "u0").flush();
    assertThat(counts(M1)).isEqualTo("11999/11999 of 11999");
    assertThat(run.state.open().head.pending).isEqualTo(10_000);
  }

  /**
   * Receipts for what never comes are looked at a few times in their life, not with each receipt or
   * event.
   */
  @Test
  void pendingReceiptsCostTheOthersNothing() {
    group("ann", "bob");
    IntStream.range(0, 5_000).forEach(i -> run.receipt(read("stranger" + i, NEVER, M1 + i)));
    run.state.usage.reset();
    for (int i = 1; i <= 100; i++) {
      run.receipt(read("bob", M1 + i, M2)).sent(M1 + i, "ann");
    }
    assertThat(run.accepted).isEqualTo(100);
    assertThat(run.state.usage.iterators).isZero();
    assertThat(run.state.usage.reads).isLessThan(100 * 20);
    run.expire(NEVER + AT_MOST + AT_MOST / 4);
    assertThat(run.rejected).containsEntry(Rejection.NO_SUCH_MESSAGE, 5_000);
    assertThat(run.state.usage.iterators).isLessThan(5);
    assertNothingIsPending();
  }

  /**
   * Each of these receipts takes the place of an older one. Seen red with an index that kept the
   * users of receipts that had been removed: it grew by an entry with each receipt.
   */
  @Test
  void theIndexHoldsTheUsersOfReceiptsThatWaitAndNoOthers() {
    run = new LedgerRun(LedgerRun.rules(10_000, 3, 1_000_000));
    group("ann", "bob");
    IntStream.range(0, 500).forEach(i -> run.receipt(read("bob", NEVER + i, M1 + i)));
    IntStream.range(0, 500).forEach(i -> run.receipt(delivered("bob", NEVER - i, M1 + i)));
    assertThat(run.state.open().head.pending).isEqualTo(3);
    assertThat(run.state.pendingAt.map()).hasSizeLessThanOrEqualTo(3);
  }

  /** Seen red when only the last page of the index was searched for the user. */
  @Test
  void aCrowdThatRepeatsItsReceiptsIsInTheIndexOnce() {
    List<String> users = IntStream.range(0, 130).mapToObj(i -> "u" + i).toList();
    run.members(START, users, List.of()).flush();
    for (int i = 0; i < 20; i++) {
      int late = i;
      users.forEach(user -> run.receipt(read(user, M2, M1 + late)));
    }
    assertThat(run.state.pendingAt.map()).as("pages of 64 users").hasSize(3);
    run.sent(M2, "u0").flush();
    assertThat(counts(M2)).isEqualTo("129/129 of 129");
    assertNothingIsPending();
  }

  /** Positions that no event bears are not left in the index. Seen red. */
  @Test
  void whatAnEventReleasesLeavesTheIndexEvenIfItNamesNoEvent() {
    group("ann", "bob", "cem").receipt(read("cem", NEVER, M1));
    for (int i = 0; i < 5; i++) {
      run.receipt(new ReceiptFact(History.CONVERSATION, "bob", id(M1) + 1 + i, true, M1 + 5));
    }
    run.sent(M1, "ann").receipt(read("bob", M2, M2)).sent(M2, "ann");
    assertThat(run.accepted).isEqualTo(6);
    assertThat(run.state.pending.map()).hasSize(1);
    assertThat(run.state.pendingAt.map()).hasSize(1);
  }

  private void assertNothingIsPending() {
    assertThat(run.state.open().head.pending).isZero();
    assertThat(run.state.open().head.pendingOfStrangers).isZero();
    assertThat(run.state.pending.map()).isEmpty();
    assertThat(run.state.pendingAt.map()).isEmpty();
  }

  private LedgerRun group(String... users) {
    return run.members(START, List.of(users), List.of());
  }

  private String counts(long at) {
    MessageStatus message = (MessageStatus) run.tables.value("status " + id(at));
    return message.getDeliveredCount()
        + "/"
        + message.getReadCount()
        + " of "
        + message.getRecipients();
  }
}
