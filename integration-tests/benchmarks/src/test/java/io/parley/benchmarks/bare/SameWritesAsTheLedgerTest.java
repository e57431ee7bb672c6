package io.parley.benchmarks.bare;

import static io.parley.benchmarks.receipts.LedgerOnAClock.CONVERSATION;
import static io.parley.benchmarks.receipts.LedgerOnAClock.START;
import static io.parley.benchmarks.receipts.LedgerOnAClock.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.benchmarks.bare.BareLedger.Change;
import io.parley.benchmarks.bare.BareLedger.Message;
import io.parley.benchmarks.receipts.LedgerOnAClock;
import io.parley.receipts.domain.CursorUpdate;
import io.parley.receipts.domain.EventFact;
import io.parley.receipts.domain.EventFact.MembershipChange;
import io.parley.receipts.domain.LedgerRules;
import io.parley.receipts.domain.ReceiptFact;
import io.parley.receipts.domain.ReceiptRow;
import io.parley.schemas.conversation.ConversationKind;
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
 * told it; a status written for a time that changes no status; a record published for a receipt
 * that only moves the time of a cursor, and not beyond the newest message.
 */
class SameWritesAsTheLedgerTest {

  private static final int CONVERSATIONS = 100;
  private static final int MESSAGES = 40;

  /** Of so many receipts one comes again, with a later time, as of another device. */
  private static final int REPEATED = 10;

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
   * each kind in order, because each lies in one partition. Some receipts come twice.
   */
  private static List<Step> steps(Random random, int members, Both both) {
    List<String> users = IntStream.range(0, members).mapToObj(i -> "u" + i).toList();
    int longestPause = 1 + random.nextInt(6_000);
    int longestDelay = 1 + random.nextInt(1_000);
    int longestLag = 1 + random.nextInt(400);
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
          long got = sent + random.nextInt(longestDelay);
          receipts.add(new long[] {got, user, sent});
          if (random.nextInt(REPEATED) == 0) {
            receipts.add(new long[] {got + random.nextInt(longestPause), user, sent});
          }
        }
      }
    }
    receipts.sort(Comparator.comparingLong(receipt -> receipt[0]));
    long receiptComes = START;
    for (long[] receipt : receipts) {
      receiptComes = Math.max(receiptComes, receipt[0]) + random.nextInt(longestLag);
      steps.add(both.delivered(users.get((int) receipt[1]), receipt[2], receipt[0], receiptComes));
    }
    steps.sort(Comparator.comparingLong(Step::at));
    return steps;
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
              CONVERSATION, id(at), 1, EventFact.Kind.MEMBERS_CHANGED, id(at), at, "u0", 0, change);
      return new Step(
          at,
          () -> {
            ledger.take(event);
            bare.ledger.joined(id(at), users, at, at);
          });
    }

    Step sent(long at, int number, String sender, int recipients, long comes) {
      EventFact event =
          new EventFact(
              CONVERSATION,
              id(at),
              1 + number,
              EventFact.Kind.SENT,
              id(at),
              at,
              sender,
              recipients,
              null);
      return new Step(
          comes,
          () -> {
            ledger.take(event);
            bare.ledger.sent(id(at), sender, at, comes);
          });
    }

    Step delivered(String user, long message, long at, long comes) {
      return new Step(
          comes,
          () -> {
            ledger.take(new ReceiptFact(CONVERSATION, user, id(message), false, at));
            bare.ledger.delivered(user, id(message), at, comes);
          });
    }

    void run(List<Step> steps) throws Exception {
      for (Step step : steps) {
        passUntil(step.at());
        step.what().run();
      }
      passUntil(Long.MAX_VALUE - 1);
    }

    private void passUntil(long time) throws Exception {
      ledger.passUntil(time);
      bare.flushUntil(time);
    }
  }

  /** The ledger of the job. */
  private static final class TheLedger extends LedgerOnAClock {
    private final List<String> written = new ArrayList<>();

    @Override
    public void status(MessageStatus status, long eventTime) {
      written.add(
          "%d: status %d %s, %d got, %d read, version %d"
              .formatted(
                  now(),
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
              .formatted(now(), row.messageId(), row.userId(), row.deliveredAt(), row.readAt()));
    }

    @Override
    public void cursor(CursorUpdate update) {
      written.add(
          line(
              now(),
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
  }

  /** The ledger of the floor. */
  private static final class TheBareLedger implements BareLedger.Sink {
    private final List<String> written = new ArrayList<>();
    private final BareLedger ledger =
        new BareLedger(
            CONVERSATION,
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
