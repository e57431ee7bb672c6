package io.parley.benchmarks.bare;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.benchmarks.bare.BareLedger.Change;
import io.parley.benchmarks.bare.BareLedger.Message;
import io.parley.common.memory.PlainCell;
import io.parley.common.memory.PlainTable;
import io.parley.receipts.domain.CursorUpdate;
import io.parley.receipts.domain.EventFact;
import io.parley.receipts.domain.EventFact.MembershipChange;
import io.parley.receipts.domain.Ledger;
import io.parley.receipts.domain.LedgerObserver;
import io.parley.receipts.domain.LedgerOutput;
import io.parley.receipts.domain.LedgerRules;
import io.parley.receipts.domain.LedgerState;
import io.parley.receipts.domain.LedgerTimers;
import io.parley.receipts.domain.ReceiptFact;
import io.parley.receipts.domain.ReceiptRow;
import io.parley.receipts.domain.Rejection;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.status.MessageStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Gives the same conversations, drawn at random, to the Ledger of the job and to the bare ledger.
 * Both must write the same rows and records at the same times: a floor that writes less or more
 * than the jobs is no floor.
 *
 * <p>Seen red: a record published with each row of an unread count, though an earlier record had
 * told it; a status written for a time that changes no status.
 */
class SameWritesAsTheLedgerTest {

  private static final int CONVERSATIONS = 100;
  private static final int MESSAGES = 40;
  private static final long START = Snowflake.EPOCH_MILLIS + 1_000_000_000L;

  /** The rules of the job, but receipts that come long before their events are all kept. */
  private static final LedgerRules MANY_MAY_WAIT =
      new LedgerRules(
          LedgerRules.DEFAULTS.receiptsUpTo(),
          LedgerRules.DEFAULTS.messagesPerConversation(),
          LedgerRules.DEFAULTS.horizon(),
          LedgerRules.DEFAULTS.settle(),
          MESSAGES,
          LedgerRules.DEFAULTS.pendingOfStrangers(),
          LedgerRules.DEFAULTS.pendingAtMost(),
          LedgerRules.DEFAULTS.coalesce(),
          LedgerRules.DEFAULTS.coalesceUnread(),
          LedgerRules.DEFAULTS.unreadCountsPerSecond());

  /** One input of a ledger at its time. */
  private record Step(long at, Runnable what) {}

  @ParameterizedTest(name = "{0} members")
  @ValueSource(ints = {2, 3, 5})
  void bothLedgersWriteTheSameAtTheSameTimes(int members) throws Exception {
    for (int seed = 0; seed < CONVERSATIONS; seed++) {
      Both both = new Both();
      both.run(steps(new Random(seed), members, both));
      assertThat(firstDifference(both)).as("seed %d", seed).isEmpty();
      assertThat(both.ledger.written).hasSizeGreaterThan(MESSAGES);
    }
  }

  /**
   * The first write in which the bare ledger differs, and those before it. The order within a flush
   * does not count.
   */
  private static String firstDifference(Both both) {
    List<String> bare = both.bare.written.stream().sorted().toList();
    List<String> ledger = both.ledger.written.stream().sorted().toList();
    int same = 0;
    while (same < bare.size() && same < ledger.size() && bare.get(same).equals(ledger.get(same))) {
      same++;
    }
    if (same == bare.size() && same == ledger.size()) {
      return "";
    }
    return "ledger%n%s%nbare ledger%n%s%nafter%n%s"
        .formatted(
            ledger.subList(same, Math.min(ledger.size(), same + 3)),
            bare.subList(same, Math.min(bare.size(), same + 3)),
            String.join("\n", ledger.subList(Math.max(0, same - 8), same)));
  }

  /**
   * Messages after pauses of up to some seconds. Events and receipts come with delays of their own,
   * each kind in order, because each lies in one partition.
   */
  private static List<Step> steps(Random random, int members, Both both) {
    List<String> users = IntStream.range(0, members).mapToObj(i -> "u" + i).toList();
    int longestPause = 1 + random.nextInt(6_000);
    int longestDelay = 1 + random.nextInt(1_000);
    List<Step> steps = new ArrayList<>();
    steps.add(both.joined(START, users));
    long sent = START;
    long eventComes = START;
    List<long[]> receipts = new ArrayList<>();
    for (int i = 1; i <= MESSAGES; i++) {
      sent += 1 + random.nextInt(longestPause);
      eventComes = Math.max(eventComes, sent) + random.nextInt(longestDelay);
      int sender = random.nextInt(members);
      steps.add(both.sent(sent, i, users.get(sender), members - 1, eventComes));
      for (int user = 0; user < members; user++) {
        if (user != sender) {
          receipts.add(new long[] {sent + random.nextInt(longestDelay), user, sent});
        }
      }
    }
    receipts.sort(Comparator.comparingLong(receipt -> receipt[0]));
    long receiptComes = START;
    for (long[] receipt : receipts) {
      receiptComes = Math.max(receiptComes, receipt[0]) + random.nextInt(3);
      steps.add(both.delivered(users.get((int) receipt[1]), receipt[2], receipt[0], receiptComes));
    }
    steps.sort(Comparator.comparingLong(Step::at));
    return steps;
  }

  private static long id(long at) {
    return Snowflake.of(at, 0, 1, 0);
  }

  /** Both ledgers on one clock. */
  private static final class Both {
    private final TheLedger ledger = new TheLedger();
    private final TheBareLedger bare = new TheBareLedger();

    Step joined(long at, List<String> users) {
      MembershipChange change =
          new MembershipChange(ConversationKind.GROUP, users, List.of(), users.size());
      EventFact event =
          new EventFact(
              "c", id(at), 1, EventFact.Kind.MEMBERS_CHANGED, id(at), at, "u0", 0, change);
      return new Step(
          at,
          () -> {
            ledger.ledger.event(event, ledger);
            bare.ledger.joined(id(at), users, at, at);
          });
    }

    Step sent(long at, int number, String sender, int recipients, long comes) {
      EventFact event =
          new EventFact(
              "c", id(at), 1 + number, EventFact.Kind.SENT, id(at), at, sender, recipients, null);
      return new Step(
          comes,
          () -> {
            ledger.ledger.event(event, ledger);
            bare.ledger.sent(id(at), sender, at, comes);
          });
    }

    Step delivered(String user, long message, long at, long comes) {
      return new Step(
          comes,
          () -> {
            ledger.ledger.receipt(new ReceiptFact("c", user, id(message), false, at), ledger);
            bare.ledger.delivered(user, id(message), at, comes);
          });
    }

    void run(List<Step> steps) throws Exception {
      for (Step step : steps) {
        flushUntil(step.at());
        ledger.clock = step.at();
        step.what().run();
      }
      flushUntil(Long.MAX_VALUE - 1);
    }

    private void flushUntil(long end) throws Exception {
      ledger.flushUntil(end);
      bare.flushUntil(end);
    }
  }

  /** The ledger of the job. */
  private static final class TheLedger implements LedgerOutput, LedgerObserver, LedgerTimers {
    private final List<String> written = new ArrayList<>();
    private final Ledger ledger =
        new Ledger(
            MANY_MAY_WAIT,
            new LedgerState(
                new PlainCell<>(),
                new PlainTable<>(),
                new PlainTable<>(),
                new PlainTable<>(),
                new PlainTable<>(),
                new PlainTable<>(),
                new PlainTable<>(),
                new PlainTable<>(),
                new PlainCell<>()),
            this,
            0);
    private long clock = START;
    private long flushTimer;

    void flushUntil(long end) {
      while (flushTimer > 0 && flushTimer <= end) {
        clock = flushTimer;
        flushTimer = 0;
        ledger.flush("c", this, this);
      }
    }

    @Override
    public void status(MessageStatus status, long eventTime) {
      written.add(
          "%d: status %d %s, %d got, %d read, version %d"
              .formatted(
                  clock,
                  status.getMessageId(),
                  status.getStatus(),
                  status.getDeliveredCount(),
                  status.getReadCount(),
                  status.getVersion()));
    }

    @Override
    public void receipt(ReceiptRow row) {
      written.add(
          "%d: receipt %d %s %d %d"
              .formatted(clock, row.messageId(), row.userId(), row.deliveredAt(), row.readAt()));
    }

    @Override
    public void cursor(CursorUpdate update) {
      written.add(
          line(
              clock,
              update.userId(),
              update.delivered().moved() ? update.delivered().upTo() : 0,
              update.delivered().at(),
              update.read().moved() ? update.read().upTo() : 0,
              update.read().at(),
              update.movedAsOne(),
              update.unreadChanged(),
              update.unread(),
              update.published()));
    }

    @Override
    public long now() {
      return clock;
    }

    @Override
    public void flushAt(long before, long time) {
      flushTimer = time;
    }

    @Override
    public void rejected(Rejection reason) {
      throw new AssertionError("A receipt of a member was rejected: " + reason);
    }

    @Override
    public void replayedEvent() {
      throw new AssertionError("An event was taken for a replay");
    }

    @Override
    public void eventsLost(long count) {
      throw new AssertionError("Events were taken for lost");
    }

    @Override
    public void membersLost() {
      throw new AssertionError("Members were taken for lost");
    }

    @Override
    public void expireAt(long before, long time) {
      // Nothing grows old here.
    }

    @Override
    public void sent(ConversationKind kind, long at) {
      // Statistics are not compared.
    }

    @Override
    public void accepted(boolean read) {
      // Statistics are not compared.
    }

    @Override
    public void passed(ConversationKind kind, boolean read, long at, long latencyMillis) {
      // Statistics are not compared.
    }

    @Override
    public void agedOut() {
      // Nothing grows old here.
    }
  }

  /** The ledger of the floor. */
  private static final class TheBareLedger implements BareLedger.Sink {
    private final List<String> written = new ArrayList<>();
    private final BareLedger ledger =
        new BareLedger(
            "c",
            LedgerRules.DEFAULTS.coalesce().toMillis(),
            LedgerRules.DEFAULTS.coalesceUnread().toMillis());
    private long clock;

    void flushUntil(long end) throws Exception {
      while (ledger.flushAt() <= end) {
        clock = ledger.flushAt();
        ledger.flush(clock, this);
      }
    }

    @Override
    public void messages(BareLedger of, List<Message> messages) {
      for (Message message : messages) {
        for (String user : message.changed) {
          written.add(
              "%d: receipt %d %s %d %d"
                  .formatted(
                      clock,
                      message.id,
                      user,
                      message.deliveredAt.get(user),
                      message.readAt.getOrDefault(user, 0L)));
        }
        if (message.statusChanged) {
          written.add(
              "%d: status %d %s, %d got, %d read, version %d"
                  .formatted(
                      clock,
                      message.id,
                      ReceiptsRows.statusOf(of, message),
                      message.deliveredAt.size(),
                      message.readAt.size(),
                      message.version));
        }
      }
    }

    @Override
    public void cursors(BareLedger of, List<Change> changes) {
      for (Change change : changes) {
        written.add(
            line(
                clock,
                change.member().user,
                change.delivered() ? change.member().delivered.id : 0,
                change.member().delivered.at,
                change.read() ? change.member().read.id : 0,
                change.member().read.at,
                change.movedAsOne(),
                change.rowOfUnread(),
                change.unread(),
                change.published()));
      }
    }
  }

  private static String line(
      long clock,
      String user,
      long delivered,
      long deliveredAt,
      long read,
      long readAt,
      boolean asOne,
      boolean rowOfUnread,
      int unread,
      boolean published) {
    return "%d: %s got %d at %d, read %d at %d%s, unread %d%s%s"
        .formatted(
            clock,
            user,
            delivered,
            deliveredAt,
            read,
            readAt,
            asOne ? " as one" : "",
            unread,
            rowOfUnread ? " with row" : "",
            published ? " published" : "");
  }
}
