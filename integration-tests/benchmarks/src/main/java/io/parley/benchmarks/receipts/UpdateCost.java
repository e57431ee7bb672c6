package io.parley.benchmarks.receipts;

import io.parley.receipts.domain.CursorUpdate;
import io.parley.receipts.domain.EventFact;
import io.parley.receipts.domain.EventFact.MembershipChange;
import io.parley.receipts.domain.ReceiptFact;
import io.parley.receipts.domain.ReceiptRow;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.status.MessageStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What receipts cost in a group or a direct conversation: {@value #MESSAGES} messages, one a
 * second, with the default rules, on the ledger itself and a clock of its own.
 */
final class UpdateCost extends LedgerOnAClock {

  private static final int MESSAGES = 20;
  private static final long SEED = 6;

  private record Step(long at, Runnable what) {}

  private long receipts;
  private long statuses;
  private long cursors;
  private long unreadCounts;
  private long rows;
  private long written;
  private long requests;
  private long records;

  /** Partitions of tables that the present flush writes to. */
  private final Set<String> partitions = new HashSet<>();

  /**
   * The cost per message of a direct conversation, as a line of the table.
   *
   * @param readAfter milliseconds between DELIVERED and READ
   */
  static String ofDirectMessage(int readAfter) {
    UpdateCost cost = new UpdateCost();
    List<Step> steps = new ArrayList<>();
    steps.add(cost.event(START, EventFact.Kind.MEMBERS_CHANGED, 2, List.of("u0", "u1")));
    cost.run(steps);
    cost.written = 0;
    cost.requests = 0;
    cost.records = 0;
    steps.clear();
    for (int i = 1; i <= MESSAGES; i++) {
      long sent = START + 1_000L * i;
      steps.add(cost.event(sent, EventFact.Kind.SENT, 2, List.of()));
      steps.add(cost.receipt("u1", sent, false, sent + 50));
      steps.add(cost.receipt("u1", sent, true, sent + 50 + readAfter));
    }
    cost.run(steps);
    return "direct message, READ %,d ms after DELIVERED  %.2f rows in %.2f requests  %.2f records"
        .formatted(
            readAfter,
            (double) cost.written / MESSAGES,
            (double) cost.requests / MESSAGES,
            (double) cost.records / MESSAGES);
  }

  /** The line of the table for a group of so many members. */
  static String ofGroup(int size) {
    UpdateCost cost = new UpdateCost();
    cost.run(cost.steps(size));
    return "group of %,7d  %,9d receipts  each: %.4f statuses  %.2f cursors  %.2f rows  %.2f unread counts"
        .formatted(
            size,
            cost.receipts,
            cost.per(cost.statuses),
            cost.per(cost.cursors),
            cost.per(cost.rows),
            cost.per(cost.unreadCounts));
  }

  private double per(long updates) {
    return (double) updates / receipts;
  }

  private void run(List<Step> steps) {
    for (Step step : steps) {
      passUntil(step.at());
      step.what().run();
    }
    passUntil(Long.MAX_VALUE);
  }

  @Override
  protected void flushed() {
    requests += partitions.size();
    partitions.clear();
  }

  private List<Step> steps(int size) {
    Random random = new Random(SEED);
    List<Step> steps = new ArrayList<>();
    List<String> users = IntStream.range(0, size).mapToObj(i -> "u" + i).toList();
    steps.add(event(START, EventFact.Kind.MEMBERS_CHANGED, size, users));
    for (int i = 1; i <= MESSAGES; i++) {
      long sent = START + 1_000L * i;
      steps.add(event(sent, EventFact.Kind.SENT, size, List.of()));
      for (String user : users.subList(1, size)) {
        steps.add(receipt(user, sent, false, sent + 1 + random.nextInt(1_000)));
        steps.add(receipt(user, sent, true, sent + 1_001 + random.nextInt(4_000)));
      }
    }
    steps.sort(Comparator.comparingLong(Step::at));
    return steps;
  }

  private Step event(long at, EventFact.Kind kind, int members, List<String> joined) {
    MembershipChange change =
        joined.isEmpty()
            ? null
            : new MembershipChange(ConversationKind.GROUP, joined, List.of(), members);
    long sequence = (at - START) / 1_000 + 1;
    EventFact fact =
        new EventFact(CONVERSATION, id(at), sequence, kind, id(at), at, "u0", members - 1, change);
    return new Step(at, () -> take(fact));
  }

  private Step receipt(String user, long message, boolean read, long at) {
    ReceiptFact fact = new ReceiptFact(CONVERSATION, user, id(message), read, at);
    return new Step(at, () -> take(fact));
  }

  @Override
  public void status(MessageStatus status, long eventTime) {
    statuses++;
    records++;
    row("message_status");
  }

  private void row(String partition) {
    written++;
    partitions.add(partition);
  }

  @Override
  public void cursor(CursorUpdate update) {
    records += update.published() ? 1 : 0;
    if (update.unreadChanged()) {
      row("unread_counts of " + update.userId());
    }
    if (update.movedAsOne()) {
      row("receipt_cursors");
    } else {
      for (CursorUpdate.Position half : List.of(update.delivered(), update.read())) {
        if (half.moved()) {
          row("receipt_cursors");
        }
      }
    }
    if (receipts == 0) {
      return; // Of the members who join.
    }
    cursors += update.delivered().moved() || update.read().moved() ? 1 : 0;
    unreadCounts += update.unreadChanged() ? 1 : 0;
  }

  @Override
  public void receipt(ReceiptRow row) {
    rows++;
    row("receipts of " + row.messageId());
  }

  @Override
  public void accepted(boolean read) {
    receipts++;
  }
}
