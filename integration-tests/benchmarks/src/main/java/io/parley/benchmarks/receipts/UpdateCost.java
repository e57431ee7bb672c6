package io.parley.benchmarks.receipts;

import io.parley.receipts.ledger.Books;
import io.parley.receipts.ledger.Conversation;
import io.parley.receipts.ledger.CursorUpdate;
import io.parley.receipts.ledger.EventFact;
import io.parley.receipts.ledger.Ledger;
import io.parley.receipts.ledger.LedgerObserver;
import io.parley.receipts.ledger.LedgerOutput;
import io.parley.receipts.ledger.LedgerRules;
import io.parley.receipts.ledger.ReceiptFact;
import io.parley.receipts.ledger.ReceiptRow;
import io.parley.receipts.ledger.Rejection;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.status.MessageStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What receipts cost in a group: {@value #MESSAGES} messages, one a second, with the default rules,
 * on the ledger itself and a clock of its own.
 */
final class UpdateCost implements LedgerOutput, LedgerObserver {

  private static final int MESSAGES = 20;
  private static final long SEED = 6;
  private static final long START = Snowflake.EPOCH_MILLIS + 1_000_000_000L;
  private static final LedgerRules RULES =
      new LedgerRules(
          256,
          10_000,
          Duration.ofDays(30),
          Duration.ofMinutes(10),
          100,
          10_000,
          Duration.ofHours(1),
          Duration.ofMillis(200),
          10_000);

  private record Step(long at, Runnable what) {}

  private final Conversation conversation = new Conversation();
  private final Ledger ledger =
      new Ledger(
          RULES,
          new Books(
              new MapTable<>(),
              new MapTable<>(),
              new MapTable<>(),
              new MapTable<>(),
              new MapTable<>(),
              new MapTable<>(),
              new MapTable<>()),
          this);
  private long receipts;
  private long statuses;
  private long cursors;
  private long badges;
  private long rows;

  /** The line of the table for a group of so many members. */
  static String ofGroup(int size) {
    UpdateCost cost = new UpdateCost();
    cost.run(size);
    return "group of %,7d  %,9d receipts  each: %.4f statuses  %.2f cursors  %.2f rows  and %.2f badges for messages"
        .formatted(
            size,
            cost.receipts,
            cost.per(cost.statuses),
            cost.per(cost.cursors),
            cost.per(cost.rows),
            cost.per(cost.badges));
  }

  private double per(long updates) {
    return (double) updates / receipts;
  }

  private void run(int size) {
    long flush = 0;
    for (Step step : steps(size)) {
      while (flush > 0 && flush <= step.at()) {
        flush = ledger.flush("c", conversation, this, flush);
      }
      step.what().run();
      long soon = step.at() + RULES.coalesce().toMillis();
      flush = flush == 0 ? soon : Math.min(flush, soon);
    }
    while (flush > 0) {
      flush = ledger.flush("c", conversation, this, flush);
    }
  }

  private List<Step> steps(int size) {
    Random random = new Random(SEED);
    List<Step> steps = new ArrayList<>();
    List<String> users = IntStream.range(0, size).mapToObj(i -> "u" + i).toList();
    steps.add(event(START, EventFact.Kind.MEMBERS_CHANGED, users));
    for (int i = 1; i <= MESSAGES; i++) {
      long sent = START + 1_000L * i;
      steps.add(event(sent, EventFact.Kind.SENT, List.of()));
      for (String user : users.subList(1, size)) {
        steps.add(receipt(user, sent, false, sent + 1 + random.nextInt(1_000)));
        steps.add(receipt(user, sent, true, sent + 1_001 + random.nextInt(4_000)));
      }
    }
    steps.sort(Comparator.comparingLong(Step::at));
    return steps;
  }

  private Step event(long at, EventFact.Kind kind, List<String> joined) {
    ConversationKind of = ConversationKind.GROUP;
    EventFact fact = new EventFact("c", id(at), kind, id(at), at, "u0", of, joined, List.of());
    return new Step(at, () -> ledger.event(conversation, fact));
  }

  private Step receipt(String user, long message, boolean read, long at) {
    ReceiptFact fact = new ReceiptFact("c", user, id(message), read, at);
    return new Step(at, () -> ledger.receipt(conversation, fact));
  }

  private static long id(long at) {
    return Snowflake.of(at, 0, 1, 0);
  }

  @Override
  public void status(MessageStatus status, long eventTime) {
    statuses++;
  }

  @Override
  public void cursor(CursorUpdate update) {
    if (receipts == 0) {
      return; // Of the members who join.
    }
    if (update.cursorsMoved()) {
      cursors++;
    } else {
      badges++;
    }
  }

  @Override
  public void receipt(ReceiptRow row) {
    rows++;
  }

  @Override
  public void accepted(boolean read) {
    receipts++;
  }

  @Override
  public void rejected(Rejection reason) {
    throw new IllegalStateException("A receipt of a member was rejected: " + reason);
  }

  @Override
  public void replayedEvent() {
    throw new IllegalStateException("An event was taken for a replay: ids must rise.");
  }

  @Override
  public void sent(ConversationKind kind, long at) {
    // Only what is written counts here.
  }

  @Override
  public void passed(ConversationKind kind, boolean read, long at, long latencyMillis) {
    // Only what is written counts here.
  }

  @Override
  public void agedOut() {
    // Only what is written counts here.
  }
}
