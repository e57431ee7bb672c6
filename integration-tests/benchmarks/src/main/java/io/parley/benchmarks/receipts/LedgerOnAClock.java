package io.parley.benchmarks.receipts;

import io.parley.common.memory.PlainCell;
import io.parley.common.memory.PlainTable;
import io.parley.receipts.domain.EventFact;
import io.parley.receipts.domain.Ledger;
import io.parley.receipts.domain.LedgerObserver;
import io.parley.receipts.domain.LedgerOutput;
import io.parley.receipts.domain.LedgerRules;
import io.parley.receipts.domain.LedgerState;
import io.parley.receipts.domain.LedgerTimers;
import io.parley.receipts.domain.ReceiptFact;
import io.parley.receipts.domain.Rejection;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.id.Snowflake;

/**
 * The ledger of receipt aggregation with one conversation, its default rules, its state in memory
 * and a clock of its own. Its subclass takes what it writes. It fails if the ledger rejects a
 * receipt, or believes that something was lost or repeated. For one thread.
 */
public abstract class LedgerOnAClock implements LedgerOutput, LedgerObserver, LedgerTimers {

  /** The time at which the clock starts. */
  public static final long START = Snowflake.EPOCH_MILLIS + 1_000_000_000L;

  /** The name of the conversation. */
  public static final String CONVERSATION = "c";

  private final Ledger ledger =
      new Ledger(
          LedgerRules.DEFAULTS,
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

  /** The id of what happens at a time. */
  public static long id(long at) {
    return Snowflake.of(at, 0, 1, 0);
  }

  /** Writes what is due by a time, each flush at its own time, and sets the clock to it. */
  public final void passUntil(long time) {
    while (flushTimer > 0 && flushTimer <= time) {
      clock = flushTimer;
      flushTimer = 0;
      ledger.flush(CONVERSATION, this, this);
      flushed();
    }
    clock = time;
  }

  /** Everything that one flush writes has been handed over. */
  protected void flushed() {}

  /** Takes an event that comes now. */
  public final void take(EventFact event) {
    ledger.event(event, this);
  }

  /** Takes a receipt that comes now. */
  public final void take(ReceiptFact receipt) {
    ledger.receipt(receipt, this);
  }

  @Override
  public final long now() {
    return clock;
  }

  @Override
  public final void flushAt(long before, long time) {
    flushTimer = time;
  }

  @Override
  public final void expireAt(long before, long time) {
    // Nothing grows old here.
  }

  @Override
  public void accepted(boolean read) {}

  @Override
  public final void rejected(Rejection reason) {
    throw new IllegalStateException("A receipt of a member was rejected: " + reason);
  }

  @Override
  public final void replayedEvent() {
    throw new IllegalStateException("An event was taken for a replay: ids must rise.");
  }

  @Override
  public final void eventsLost(long count) {
    throw new IllegalStateException("Events were taken for lost: sequence numbers must rise by 1.");
  }

  @Override
  public final void membersLost() {
    throw new IllegalStateException("The events bear another number of members than have joined.");
  }

  @Override
  public final void sent(ConversationKind kind, long at) {}

  @Override
  public final void passed(ConversationKind kind, boolean read, long at, long latencyMillis) {}

  @Override
  public final void agedOut() {}
}
