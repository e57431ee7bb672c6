package io.parley.receipts.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.conversation.ConversationKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Runs a ledger over a history, as straight or as crooked as asked, and keeps what readers see. */
final class LedgerRun implements LedgerObserver {

  static final LedgerRules RULES =
      new LedgerRules(
          3,
          10_000,
          Duration.ofDays(30),
          Duration.ofMinutes(10),
          1_000,
          10_000,
          Duration.ofHours(1),
          Duration.ofMillis(300),
          6);

  final Tables tables = new Tables();
  final Map<Rejection, Integer> rejected = new EnumMap<>(Rejection.class);
  final List<Long> latencies = new ArrayList<>();
  int accepted;
  int agedOut;
  CopyingState books = CopyingState.empty();
  private long clock = 1;
  private final LedgerRules rules;

  LedgerRun(LedgerRules rules) {
    this.rules = rules;
  }

  LedgerRun event(EventFact event) {
    ledger().event(books.conversation(), event);
    return this;
  }

  LedgerRun receipt(ReceiptFact receipt) {
    ledger().receipt(books.conversation(), receipt);
    return this;
  }

  long flush(long now) {
    return ledger().flush(History.CONVERSATION, books.conversation(), tables, now);
  }

  /** As one timer does: of a round over the badges it writes a step. */
  LedgerRun flushOnce() {
    long again = flush(clock);
    clock = Math.max(again, clock + 1);
    return this;
  }

  /** Until everything is written. */
  LedgerRun flush() {
    for (long again = flush(clock); again > 0; again = flush(again)) {
      assertThat(again).as("the next flush").isGreaterThan(clock);
      clock = again;
    }
    return this;
  }

  LedgerRun expire(long now) {
    flush();
    ledger().expire(books.conversation(), now);
    return this;
  }

  long nextExpiry() {
    return ledger().nextExpiry(books.conversation());
  }

  private Ledger ledger() {
    return new Ledger(rules, books.books(), this);
  }

  /** Events and receipts by their times, flushed after each. */
  static LedgerRun straight(History history, LedgerRules rules) {
    LedgerRun run = new LedgerRun(rules);
    List<ReceiptFact> receipts = new ArrayList<>(history.receipts());
    receipts.sort((a, b) -> Long.compare(a.at(), b.at()));
    int next = 0;
    for (EventFact event : history.events()) {
      while (next < receipts.size() && receipts.get(next).at() < event.at()) {
        run.receipt(receipts.get(next++)).flush();
      }
      run.event(event).flush();
    }
    while (next < receipts.size()) {
      run.receipt(receipts.get(next++)).flush();
    }
    return run;
  }

  private record Checkpoint(CopyingState books, int events, int receipts) {}

  /**
   * Events in their order, receipts as given, the two interleaved at random; flushes, checkpoints
   * and crashes (back to the last checkpoint, with what was written still in the tables) between.
   * Badges come two at a time, so rounds are still under way when members come and go.
   */
  static LedgerRun crooked(
      List<EventFact> events, List<ReceiptFact> receipts, LedgerRules rules, Random random) {
    LedgerRun run = new LedgerRun(rules);
    int event = 0;
    int receipt = 0;
    int crashes = 3;
    Checkpoint checkpoint = new Checkpoint(run.books.snapshot(), 0, 0);
    while (event < events.size() || receipt < receipts.size()) {
      int dice = random.nextInt(20);
      if (dice < 4) {
        run.flushOnce();
      } else if (dice == 4) {
        checkpoint = new Checkpoint(run.books.snapshot(), event, receipt);
      } else if (dice == 5 && crashes-- > 0) {
        run.books = checkpoint.books().snapshot();
        event = checkpoint.events();
        receipt = checkpoint.receipts();
        run.tables.restarted();
      } else if (event < events.size() && (receipt == receipts.size() || random.nextBoolean())) {
        run.event(events.get(event++));
      } else if (receipt < receipts.size()) {
        run.receipt(receipts.get(receipt++));
      }
    }
    return run.flush();
  }

  @Override
  public void accepted(boolean read) {
    accepted++;
  }

  @Override
  public void rejected(Rejection reason) {
    rejected.merge(reason, 1, Integer::sum);
  }

  @Override
  public void replayedEvent() {}

  @Override
  public void sent(ConversationKind kind, long at) {}

  @Override
  public void passed(ConversationKind kind, boolean read, long at, long latencyMillis) {
    latencies.add(latencyMillis);
  }

  @Override
  public void agedOut() {
    agedOut++;
  }
}
