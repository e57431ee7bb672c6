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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What messages and receipts cost: the counts of the README. */
class LedgerCostTest {

  private static final long M1 = START + Duration.ofHours(1).toMillis();
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final LedgerRun run = new LedgerRun(LedgerRules.DEFAULTS);

  @Test
  void aMessageOfTwoPeopleThatIsReadWithinTwoSecondsCostsOneFlush() {
    talkOfTwo();

    run.sent(M1, "ann").pass(SECOND);
    run.receipt(delivered("bob", M1, M1 + 1_000)).receipt(read("bob", M1, M1 + 1_100));
    run.pass(SECOND).expire(M1 + Duration.ofMinutes(12).toMillis());

    assertThat(run.state.open().head.gone).as("messages that left the state").isEqualTo(2);
    assertThat(run.state.usage.reads).as("reads").isEqualTo(5);
    assertThat(run.state.usage.writes).as("writes").isEqualTo(5);
    assertThat(run.state.usage.iterators).as("iterators").isZero();
    assertThat(run.timersSet).as("timers").isEqualTo(3);
    assertThat(run.tables.rows).as("rows").isEqualTo(3);
    assertThat(run.tables.requests()).as("requests").isEqualTo(3);
    assertThat(run.tables.records).as("records").isEqualTo(2);
  }

  /**
   * Nothing coalesces: DELIVERED and READ are flushed apart. Seen red when a delivery wrote the
   * unread count that the read takes back.
   */
  @Test
  void aMessageThatIsReadLongAfterItIsDeliveredCostsTwoFlushes() {
    talkOfTwo();

    run.sent(M1, "ann").pass(Duration.ofMillis(100)).receipt(delivered("bob", M1, M1 + 100));
    run.pass(SECOND).receipt(read("bob", M1, M1 + 1_100)).pass(SECOND);
    run.expire(M1 + Duration.ofMinutes(12).toMillis());

    assertThat(run.state.usage.reads).as("reads").isEqualTo(6);
    assertThat(run.state.usage.writes).as("writes").isEqualTo(6);
    assertThat(run.tables.rows).as("rows").isEqualTo(6);
    assertThat(run.tables.records).as("records").isEqualTo(4);
  }

  private void talkOfTwo() {
    long before = M1 - Duration.ofMinutes(30).toMillis();
    run.members(START, List.of("ann", "bob"), List.of()).sent(before, "bob");
    run.receipt(read("ann", before, before + 1)).flush();
    run.expire(M1 - 1);
    run.pass(SECOND);
    run.state.usage.reset();
    run.tables.resetCounts();
    run.timersSet = 0;
  }

  /** Each recipient sends DELIVERED and READ for one message; all that is written is counted. */
  @ParameterizedTest
  @ValueSource(ints = {2, 16, 17, 256, 257, 10_000, 100_000})
  void aReceiptInAGroupOfAnySizeTouchesAFewRecordsOnly(int members) {
    List<String> users = IntStream.range(0, members).mapToObj(i -> "u" + i).toList();
    run.members(START, users, List.of()).flush();
    run.state.usage.reset();
    run.sent(M1, "u0");
    users
        .subList(1, members)
        .forEach(user -> run.receipt(delivered(user, M1, M1 + 1)).receipt(read(user, M1, M1 + 2)));
    int receipts = 2 * (members - 1);
    assertThat(run.state.usage.reads).isLessThanOrEqualTo(3 * receipts + 10);
    assertThat(run.state.usage.writes).isLessThanOrEqualTo(4 * receipts + 10);
    run.flush();
    assertThat(run.state.usage.iterators).isZero();
    MessageStatus status = (MessageStatus) run.tables.value("status " + id(M1));
    assertThat(status.getReadCount()).isEqualTo(members - 1);
    assertThat(run.tables.cells().keySet().stream().filter(key -> key.startsWith("receipt ")))
        .hasSize(members - 1 <= 256 ? members - 1 : 0);
  }

  /** A storm: a thousand readers at once. One flush later there is one status, not a thousand. */
  @Test
  void aThousandReadersAtOnceCostOneStatusAndOneCursorEach() {
    List<String> users = IntStream.range(0, 1_000).mapToObj(i -> "u" + i).toList();
    run.members(START, users, List.of()).flush().sent(M1, "u0");
    run.tables.resetCounts();
    users
        .subList(1, 1_000)
        .forEach(user -> run.receipt(delivered(user, M1, M1 + 1)).receipt(read(user, M1, M1 + 2)));
    run.flush();
    assertThat(run.tables.statuses).isEqualTo(1);
    assertThat(run.tables.records).isEqualTo(1 + 999);
    assertThat(run.tables.unreadCounts).isZero();
  }

  /**
   * The rows of a huge group that joins are written in steps too. Seen red with one step for all.
   */
  @Test
  void theMembersOfAHugeGroupAreWrittenInSteps() {
    List<String> users = IntStream.range(0, 10_000).mapToObj(i -> "u" + i).toList();
    run.members(START, users, List.of());
    int flushes = 0;
    while (run.flushTimer > 0) {
      run.tables.resetCounts();
      run.flushOnce();
      flushes++;
      assertThat(run.tables.rows).isLessThanOrEqualTo(2_000);
    }
    assertThat(flushes).isBetween(5, 6);
    assertThat(run.tables.topics()).hasSize(10_000);
  }

  /**
   * Messages are counted in steps, and the cursor moves at once. Seen red with one step for all.
   */
  @Test
  void aUserWhoComesBackAfterTenThousandMessagesIsServedInSteps() {
    run.members(START, List.of("ann", "bob"), List.of());
    IntStream.rangeClosed(1, 10_000).forEach(i -> run.sent(M1 + i, "ann"));
    run.flush();
    long end = M1 + 10_000;
    run.state.usage.reset();
    run.receipt(read("bob", end, end + 1));
    assertThat(run.state.usage.reads).isLessThan(Cursors.STEP + 50);
    int steps = 0;
    while (run.flushTimer > 0) {
      run.state.usage.reset();
      run.tables.resetCounts();
      run.flushOnce();
      steps++;
      assertThat(run.tables.value("unread bob")).isEqualTo(0);
      assertThat(run.state.usage.reads).isLessThan(2 * Cursors.STEP + 50);
      assertThat(run.tables.rows).isLessThanOrEqualTo(2 * Cursors.STEP + 10);
    }
    assertThat(steps).isBetween(10, 12);
    for (int i : new int[] {1, 5_000, 10_000}) {
      MessageStatus status = (MessageStatus) run.tables.value("status " + id(M1 + i));
      assertThat(status.getReadCount()).isEqualTo(1);
    }
  }

  /**
   * A receipt that comes late looks at the messages whose times it corrects, and at no others. Seen
   * red with a search through all messages, and with a search that did not stop at a message of the
   * user's own.
   */
  @Test
  void anOlderReceiptThatComesLaterCostsAFewReadsHoweverManyMessagesAreInState() {
    run.members(START, List.of("ann", "bob"), List.of()).sent(M1, "ann");
    run.receipt(read("bob", M1, M1 + 1));
    IntStream.rangeClosed(1, 3_000).forEach(i -> run.sent(M1 + i, "bob"));
    long after = M1 + 4_000;
    IntStream.rangeClosed(1, 3_000).forEach(i -> run.sent(after + i, "ann"));
    run.flush();
    long end = after + 3_000;
    run.receipt(read("bob", end - 1, end + 100)).flush();
    run.receipt(read("bob", end, end + 200)).flush();
    run.state.usage.reset();

    run.receipt(read("bob", end, end + 150));
    assertThat(run.state.usage.reads).as("one time to correct").isLessThan(10);

    run.state.usage.reset();
    run.receipt(read("bob", after + 1, after + 2));
    assertThat(run.state.usage.reads).as("own messages before").isLessThan(30);
  }

  /** Ageing costs what leaves, not what there is. */
  @Test
  void deletedMessagesThatAgeOutUnreadCostNothingForEachMember() {
    List<String> users = IntStream.range(0, 10_000).mapToObj(i -> "u" + i).toList();
    run.members(START, users, List.of()).flush();
    for (int i = 0; i < 20; i++) {
      run.sent(M1 + 2L * i, "u0").deleted(M1 + 2L * i + 1, "u0", M1 + 2L * i);
    }
    run.flush();
    run.state.usage.reset();
    run.expire(M1 + Duration.ofDays(31).toMillis());
    assertThat(run.state.open().head.gone).isEqualTo(20);
    assertThat(run.agedOut).isEqualTo(20);
    assertThat(run.state.usage.reads).isLessThan(3 * 20 + 10);
    assertThat(run.state.usage.writes).isLessThan(2 * 20 + 10);
    assertThat(run.state.usage.iterators).isZero();
  }

  /** The list of deletions is one record. Seen red with a write of it for each message. */
  @Test
  void deletedMessagesThatLeaveTogetherWriteTheListOfDeletionsOnce() {
    run.members(START, List.of("ann", "bob"), List.of());
    for (int i = 0; i < 50; i++) {
      run.sent(M1 + 2L * i, "ann").deleted(M1 + 2L * i + 1, "ann", M1 + 2L * i);
    }
    run.receipt(read("bob", M1 + 98, M1 + 100)).flush();
    run.state.usage.reset();
    run.expire(M1 + Duration.ofMinutes(12).toMillis());
    assertThat(run.state.open().head.deletions).isZero();
    assertThat(run.state.usage.writes).as("the list, and the conversation").isEqualTo(2);
  }

  /** What has not moved is not written again: a row holds two cursors. Seen red. */
  @Test
  void theHalfOfARowThatHasNotMovedIsNotWritten() {
    run.members(START, List.of("ann", "bob"), List.of()).sent(M1, "ann");
    run.receipt(read("bob", M1, M1 + 1)).flush();
    run.sent(M1 + 10, "ann").flush();
    run.tables.resetCounts();
    run.receipt(delivered("bob", M1 + 10, M1 + 11)).flush();
    assertThat(run.tables.rows).as("status, receipt, delivered cursor").isEqualTo(3);
    run.tables.resetCounts();
    run.receipt(delivered("bob", M1 + 10, M1 + 11)).flush();
    assertThat(run.tables.rows + run.tables.records).as("the same again").isZero();
  }

  /** The record of two people with nothing open is small. */
  @Test
  void theRecordOfASmallConversationIsSmall() {
    talkOfTwo();
    run.expire(M1 + Duration.ofMinutes(12).toMillis());
    assertThat(run.state.conversation.size()).isLessThan(300);
  }
}
