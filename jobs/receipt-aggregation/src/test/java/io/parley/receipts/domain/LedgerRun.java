package io.parley.receipts.domain;

import io.parley.schemas.conversation.ConversationKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Runs a ledger over a history, as straight or as crooked as asked, and keeps what readers see. */
final class LedgerRun implements LedgerObserver, LedgerTimers {

  static final LedgerRules RULES =
      new LedgerRules(
          3,
          10_000,
          Duration.ofDays(30),
          Duration.ofMinutes(10),
          1_000,
          10_000,
          Duration.ofHours(1),
          Duration.ofMillis(200),
          Duration.ofSeconds(2),
          10);

  final Tables tables = new Tables();
  final History.Builder history = new History.Builder();
  final Map<Rejection, Integer> rejected = new EnumMap<>(Rejection.class);
  final List<Long> latencies = new ArrayList<>();
  int accepted;
  int agedOut;
  long eventsLost;
  int membersLost;
  int timersSet;
  MemoryState state = new MemoryState();
  long clock = History.START;
  long flushTimer;
  long expiryTimer;
  private final LedgerRules rules;
  private long startedAt;
  private long newestInput;
  private Ledger ledger;

  LedgerRun(LedgerRules rules) {
    this.rules = rules;
    restart(state, History.START - Duration.ofHours(1).toMillis());
  }

  private void restart(MemoryState from, long at) {
    state = from;
    startedAt = at;
    ledger = new Ledger(rules, state.asLedgerState(), this, startedAt);
  }

  static LedgerRules rules(int messages, int pendingPerUser, int unreadCountsPerSecond) {
    return new LedgerRules(
        RULES.receiptsUpTo(),
        messages,
        RULES.horizon(),
        RULES.settle(),
        pendingPerUser,
        RULES.pendingOfStrangers(),
        RULES.pendingAtMost(),
        RULES.coalesce(),
        RULES.coalesceUnread(),
        unreadCountsPerSecond);
  }

  static ReceiptFact delivered(String user, long messageAt, long at) {
    return new ReceiptFact(History.CONVERSATION, user, History.id(messageAt), false, at);
  }

  static ReceiptFact read(String user, long messageAt, long at) {
    return new ReceiptFact(History.CONVERSATION, user, History.id(messageAt), true, at);
  }

  /** Of inputs from now on it is unknown whether a run before has written what they change. */
  LedgerRun restartedAt(long at) {
    restart(state.snapshot(), at);
    return this;
  }

  LedgerRun event(EventFact event) {
    newestInput = Math.max(newestInput, event.at());
    ledger.event(event, this);
    return this;
  }

  LedgerRun receipt(ReceiptFact receipt) {
    newestInput = Math.max(newestInput, receipt.at());
    ledger.receipt(receipt, this);
    return this;
  }

  LedgerRun members(long at, List<String> joined, List<String> left) {
    return event(history.members(at, joined, left));
  }

  LedgerRun sent(long at, String sender) {
    return event(history.sent(at, sender));
  }

  LedgerRun deleted(long at, String author, long messageAt) {
    return event(history.event(at, EventFact.Kind.DELETED, author, History.id(messageAt)));
  }

  /** Lets processing time pass; the flush timer fires where it is set. */
  LedgerRun pass(Duration time) {
    long end = clock + time.toMillis();
    while (flushTimer > 0 && flushTimer <= end) {
      flushOnce();
    }
    clock = end;
    return this;
  }

  /** As one timer does. */
  LedgerRun flushOnce() {
    if (flushTimer > 0) {
      clock = Math.max(clock, flushTimer);
      flushTimer = 0;
      ledger.flush(History.CONVERSATION, tables, this);
    }
    return this;
  }

  /** Until everything is written. */
  LedgerRun flush() {
    while (flushTimer > 0) {
      flushOnce();
    }
    return this;
  }

  /** Lets event time pass. */
  LedgerRun expire(long now) {
    while (expiryTimer > 0 && expiryTimer <= now) {
      expiryTimer = 0;
      ledger.expire(History.CONVERSATION, now, tables, this);
    }
    return this;
  }

  /** Events and receipts by their times, flushed after each. */
  static LedgerRun straight(History history, LedgerRules rules) {
    LedgerRun run = new LedgerRun(rules);
    for (History.Phase phase : history.phases()) {
      List<ReceiptFact> receipts = new ArrayList<>(phase.receipts());
      receipts.sort(Comparator.comparingLong(ReceiptFact::at));
      int next = 0;
      for (EventFact event : phase.events()) {
        while (next < receipts.size() && receipts.get(next).at() < event.at()) {
          run.receipt(receipts.get(next++)).flush();
        }
        run.event(event).flush();
      }
      while (next < receipts.size()) {
        run.receipt(receipts.get(next++)).flush();
      }
      run.endOf(phase);
    }
    return run;
  }

  /** Everything of a phase leaves the state, but not before its receipts have come. */
  private void endOf(History.Phase phase) {
    expire(phase.events().get(0).at() + History.BETWEEN_PHASES - 1).flush();
  }

  /** A new job, which has lost all state, over the tables of the last. */
  void startAgainWithoutState() {
    restart(new MemoryState(), nextStart());
    flushTimer = 0;
    expiryTimer = 0;
    tables.restarted(Map.of());
  }

  /** Takes in everything at once, as a job with a backlog does. */
  void replay(History whole) {
    for (History.Phase phase : whole.phases()) {
      phase.receipts().forEach(this::receipt);
      phase.events().forEach(this::event);
      endOf(phase);
    }
  }

  private record Checkpoint(
      MemoryState state,
      Map<String, Long> committed,
      int phase,
      int events,
      int receipts,
      long flushTimer,
      long expiryTimer) {}

  /**
   * Events in their order, the receipts of each phase as given, the two interleaved at random.
   * Flushes, checkpoints, ends of phases and crashes (back to the last checkpoint, with what was
   * written still in the tables) come between.
   */
  static LedgerRun crooked(History history, LedgerRules rules, Random random) {
    LedgerRun run = new LedgerRun(rules);
    int crashes = 4;
    Checkpoint position = run.checkpoint(0, 0, 0);
    int phase = 0;
    int event = 0;
    int receipt = 0;
    while (phase < history.phases().size()) {
      List<EventFact> events = history.phases().get(phase).events();
      List<ReceiptFact> receipts = history.phases().get(phase).receipts();
      int dice = random.nextInt(20);
      if (dice < 4) {
        run.flushOnce();
      } else if (dice == 4) {
        position = run.checkpoint(phase, event, receipt);
      } else if (dice == 5 && crashes-- > 0) {
        run.crash(position);
        phase = position.phase();
        event = position.events();
        receipt = position.receipts();
      } else if (event < events.size() && (receipt == receipts.size() || random.nextBoolean())) {
        run.event(events.get(event++));
      } else if (receipt < receipts.size()) {
        run.receipt(receipts.get(receipt++));
      } else if (event == events.size()) {
        run.endOf(history.phases().get(phase));
        phase++;
        event = 0;
        receipt = 0;
      }
      run.clock += random.nextInt(300);
    }
    return run.flush();
  }

  private Checkpoint checkpoint(int phase, int events, int receipts) {
    return new Checkpoint(
        state.snapshot(), tables.published(), phase, events, receipts, flushTimer, expiryTimer);
  }

  /** A new run: all it has not seen yet of what the last one saw is older than itself. */
  private void crash(Checkpoint checkpoint) {
    restart(checkpoint.state().snapshot(), nextStart());
    flushTimer = checkpoint.flushTimer();
    expiryTimer = checkpoint.expiryTimer();
    tables.restarted(checkpoint.committed());
  }

  /** What the runs so far have seen counts as older; no two runs start at the same time. */
  private long nextStart() {
    return Math.max(startedAt + 1, newestInput + 1 - Ledger.OVERLAP.toMillis());
  }

  @Override
  public long now() {
    return clock;
  }

  @Override
  public void flushAt(long before, long time) {
    timersSet++;
    flushTimer = time;
  }

  @Override
  public void expireAt(long before, long time) {
    timersSet++;
    expiryTimer = time;
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
  public void eventsLost(long count) {
    eventsLost += count;
  }

  @Override
  public void membersLost() {
    membersLost++;
  }

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
