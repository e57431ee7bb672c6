package io.parley.receipts.domain;

import static io.parley.receipts.domain.History.START;
import static io.parley.receipts.domain.LedgerRun.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnreadCountRoundsTest {

  private static final long M1 = START + 100;
  private static final long M2 = START + 200;
  private static final long M3 = START + 300;

  private LedgerRun run = new LedgerRun(LedgerRun.RULES);

  /** A member who reads within the two seconds has the unread count that was written before. */
  @Test
  void anUnreadCountThatIsBackWhereItWasIsNotWritten() {
    run.members(START, List.of("ann", "bob"), List.of()).flush();
    run.tables.resetCounts();
    run.sent(M1, "ann").pass(Duration.ofMillis(500)).receipt(read("bob", M1, M1 + 500)).flush();
    assertThat(run.tables.unreadCounts).isZero();
    run.sent(M2, "ann").sent(M2 + 1, "ann").pass(Duration.ofMillis(1_900));
    assertThat(run.tables.unreadCounts).isZero();
    run.pass(Duration.ofMillis(200));
    assertThat(run.tables.unreadCounts).isEqualTo(1);
    assertThat(unread("bob")).isEqualTo(2);
  }

  /**
   * The run before may have written the value between, and this one cannot know. Seen red when no
   * input counted as older than the run.
   */
  @Test
  void afterARestartItIsWrittenThoughItSeemsToBeBack() {
    run.members(START, List.of("ann", "bob"), List.of()).flush();
    run.restartedAt(M1);
    run.tables.resetCounts();
    run.sent(M1 + 1, "ann").receipt(read("bob", M1 + 1, M1 + 2)).flush();
    assertThat(run.tables.unreadCounts).isGreaterThanOrEqualTo(1);
    run.tables.resetCounts();
    run.pass(Ledger.OVERLAP);
    long later = M1 + Ledger.OVERLAP.toMillis();
    run.sent(later, "ann").receipt(read("bob", later, later + 1)).flush();
    assertThat(run.tables.unreadCounts).isZero();
  }

  /**
   * The brokers' clocks are ten minutes ahead of the machine's. The run before wrote an unread
   * count and died before its checkpoint. Seen red when only the date of an input told whether it
   * is older than the run: the row stayed at 1.
   */
  @Test
  void afterARestartItIsWrittenThoughTheBrokersClockIsAhead() {
    run.members(START, List.of("ann", "bob"), List.of()).flush();
    long ahead = run.clock + Duration.ofMinutes(10).toMillis();
    MemoryState checkpoint = run.state.snapshot();
    EventFact message = run.history.sent(ahead, "ann");
    run.event(message).flush();
    assertThat(unread("bob")).isEqualTo(1);

    run.state = checkpoint;
    run.restartedAt(run.clock).event(message).receipt(read("bob", ahead, ahead + 1)).flush();
    assertThat(unread("bob")).isZero();
  }

  /**
   * A change that waits in a checkpoint may have been written after it. Seen red when the run that
   * restores it took it for its own.
   */
  @Test
  void whatWasChangedBeforeACheckpointIsWrittenByTheRunThatRestoresIt() {
    run.members(START, List.of("ann", "bob"), List.of()).flush();
    run.sent(M1, "ann");
    run.restartedAt(M1 - Ledger.OVERLAP.toMillis());
    run.tables.resetCounts();
    run.receipt(read("bob", M1, M1 + 2)).flush();
    assertThat(run.tables.unreadCounts).isGreaterThanOrEqualTo(1);
  }

  @Test
  void theUnreadCountsOfABigGroupAreWrittenAtABoundedRateAndInStepsOfABoundedSize() {
    run = new LedgerRun(LedgerRun.rules(10_000, 100, 1_000));
    List<String> users = IntStream.range(0, 5_000).mapToObj(i -> "u" + i).toList();
    run.members(START, users, List.of()).flush().sent(M1, "u0");
    long start = run.clock;
    List<Integer> steps = new ArrayList<>();
    while (run.flushTimer > 0) {
      run.tables.resetCounts();
      run.flushOnce();
      steps.add(run.tables.unreadCounts);
    }
    // 200 at a time, 1,000 a second; the sender has nothing unread.
    assertThat(steps).startsWith(199).containsOnly(199, 200).hasSize(25);
    assertThat(run.clock - start).isEqualTo(2_000 + 24 * 200);
    assertThat(users.subList(1, 5_000)).allMatch(user -> unread(user) == 1);
  }

  @Test
  void onesOwnReceiptDoesNotWaitForARoundAndAMessageInTheMiddleOfOneMakesAnother() {
    run = new LedgerRun(LedgerRun.rules(10_000, 100, 1_000));
    List<String> users = IntStream.range(0, 5_000).mapToObj(i -> "u" + i).toList();
    run.members(START, users, List.of()).flush().sent(M1, "u0").flushOnce();
    run.sent(M2, "u0").receipt(read("u4000", M2, M3)).flushOnce();
    assertThat(unread("u4000")).isZero();
    assertThat(unread("u1")).isEqualTo(1);
    run.flush();
    assertThat(users.subList(1, 4_000)).allMatch(user -> unread(user) == 2);
  }

  /** Seen red without the update for the member who moves to an index that the round has passed. */
  @Test
  void aMemberWhoTakesTheIndexOfOneWhoLeavesDuringARoundIsNotMissed() {
    run = new LedgerRun(LedgerRun.rules(10_000, 100, 50));
    List<String> users = IntStream.range(0, 20).mapToObj(i -> "u" + i).toList();
    run.members(START, users, List.of()).flush().sent(M1, "u0").flushOnce();
    run.members(M1 + 1, List.of(), List.of("u1", "u5")).flush();
    assertThat(run.state.memberIndex.map()).hasSize(18);
    assertThat(users.subList(6, 20)).allMatch(user -> unread(user) == 1);
    assertThat(run.tables.topics())
        .containsEntry("cursor u1", "tombstone")
        .containsEntry("cursor u5", "tombstone");
  }

  /**
   * The time of the next round comes from the clock of the machine that wrote it. Seen red when it
   * was taken as it was: no unread count was written for an hour.
   */
  @Test
  void aClockThatIsBehindAfterARestartDoesNotHoldUpARound() {
    run.members(START, List.of("ann", "bob"), List.of()).flush().sent(M1, "ann").flush();
    run.clock -= Duration.ofHours(1).toMillis();
    run.restartedAt(run.clock);
    run.sent(M2, "ann").pass(Duration.ofSeconds(3));
    assertThat(unread("bob")).isEqualTo(2);
  }

  private int unread(String user) {
    return (Integer) run.tables.value("unread " + user);
  }
}
