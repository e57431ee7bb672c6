package io.parley.simulation;

import io.parley.checker.history.ReceiptHistory.ReceiptRow;
import io.parley.common.memory.PlainCell;
import io.parley.common.memory.PlainTable;
import io.parley.receipts.domain.CursorUpdate;
import io.parley.receipts.domain.CursorUpdate.Position;
import io.parley.receipts.domain.Ledger;
import io.parley.receipts.domain.LedgerOutput;
import io.parley.receipts.domain.LedgerRules;
import io.parley.receipts.domain.LedgerState;
import io.parley.receipts.domain.LedgerTimers;
import io.parley.receipts.domain.ReceiptFact;
import io.parley.receipts.domain.Versions;
import io.parley.receipts.topics.Facts;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.status.MessageStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Receipt aggregation without its engine: events and receipts read each at their own pace, rows
 * that reach the tables in any order, and statuses and cursors in a transaction.
 */
final class ReceiptsTask {

  /** The state and the timers of one conversation. */
  private static final class Memory {
    final PlainCell<byte[]> conversation;
    final PlainTable<String, byte[]> members;
    final PlainTable<Long, byte[]> messages;
    final PlainTable<Integer, String> memberIndex;
    final PlainTable<Integer, String> names;
    final PlainTable<Integer, String> changedMembers;
    final PlainTable<String, byte[]> pending;
    final PlainTable<String, byte[]> pendingAt;
    final PlainCell<byte[]> deletions;
    long flushAt;
    long expireAt;

    Memory() {
      conversation = new PlainCell<>();
      members = new PlainTable<>();
      messages = new PlainTable<>();
      memberIndex = new PlainTable<>();
      names = new PlainTable<>();
      changedMembers = new PlainTable<>();
      pending = new PlainTable<>();
      pendingAt = new PlainTable<>();
      deletions = new PlainCell<>();
    }

    private Memory(Memory from) {
      conversation = from.conversation.copy();
      members = from.members.copy();
      messages = from.messages.copy();
      memberIndex = from.memberIndex.copy();
      names = from.names.copy();
      changedMembers = from.changedMembers.copy();
      pending = from.pending.copy();
      pendingAt = from.pendingAt.copy();
      deletions = from.deletions.copy();
      flushAt = from.flushAt;
      expireAt = from.expireAt;
    }

    LedgerState state() {
      return new LedgerState(
          conversation,
          members,
          messages,
          memberIndex,
          names,
          changedMembers,
          pending,
          pendingAt,
          deletions);
    }
  }

  /** What a checkpoint holds. */
  private static final class State {
    final Positions events;
    final Positions receipts;
    final Map<String, Memory> conversations = new TreeMap<>();

    State(Positions events, Positions receipts) {
      this.events = events;
      this.receipts = receipts;
    }

    State copy() {
      State copy = new State(events.copy(), receipts.copy());
      conversations.forEach((name, memory) -> copy.conversations.put(name, new Memory(memory)));
      return copy;
    }
  }

  /** The choice with which {@link #read} reads receipts and no events. */
  static final int READS_RECEIPTS = 2;

  private final World world;
  private final List<Runnable> rows = new ArrayList<>();
  private List<Runnable> savedRows = List.of();
  private Map<String, Ledger> ledgers = new HashMap<>();
  private State state;
  private State checkpoint;
  private Transaction transaction = new Transaction();
  private long startedAt;
  private long counter;
  private long savedCounter;

  ReceiptsTask(World world) {
    this.world = world;
    startedAt = world.now;
    state =
        new State(
            new Positions(world.events.partitionCount()),
            new Positions(world.receipts.partitionCount()));
    checkpoint = state.copy();
  }

  /** Reads some events or receipts. */
  void read(int choice, int count) {
    int partitions = world.events.partitionCount();
    int which = choice % (partitions + 1);
    for (int n = 0; n < count; n++) {
      if (which < partitions ? !readEvent(which) : !readReceipt()) {
        return;
      }
    }
  }

  void readAll() {
    for (int which = 0; which <= world.events.partitionCount(); which++) {
      read(which, Integer.MAX_VALUE);
    }
  }

  private boolean readEvent(int partition) {
    Log.Entry<ConversationEvent> entry = state.events.take(world.events, partition);
    if (entry == null) {
      return false;
    }
    ConversationEvent event = entry.value();
    ledger(event.getConversationId())
        .event(Facts.of(event), new Timers(memory(event.getConversationId())));
    return true;
  }

  private boolean readReceipt() {
    Log.Entry<Receipt> entry = state.receipts.take(world.receipts, 0);
    if (entry == null) {
      return false;
    }
    Receipt receipt = entry.value();
    String name = receipt.getConversationId();
    ReceiptFact fact =
        new ReceiptFact(
            name,
            receipt.getUserId(),
            receipt.getMessageId(),
            receipt.getKind() == ReceiptKind.READ,
            entry.at());
    ledger(name).receipt(fact, new Timers(memory(name)));
    return true;
  }

  /** What is due by the clock is written, and what is due by the time of the input expires. */
  void timePasses() {
    long watermark =
        state.receipts.readUpTo(world.receipts, state.events.readUpTo(world.events, world.now));
    for (String name : List.copyOf(state.conversations.keySet())) {
      Memory memory = state.conversations.get(name);
      if (memory.flushAt != 0 && memory.flushAt <= world.now) {
        memory.flushAt = 0;
        ledger(name).flush(name, new Output(name), new Timers(memory));
      }
      if (memory.expireAt != 0 && memory.expireAt <= watermark) {
        memory.expireAt = 0;
        ledger(name).expire(name, watermark, new Output(name), new Timers(memory));
      }
    }
  }

  /** Some rows reach the tables, each of them any one that waits. */
  void rowsArrive(int choice, int count) {
    for (int n = 0; n < count && !rows.isEmpty(); n++) {
      rows.remove((choice + n) % rows.size()).run();
    }
  }

  /** A checkpoint waits for no row. It keeps the rows that have not reached the tables. */
  void checkpoint() {
    savedRows = world.has(PlantedFault.FORGETS_UNSETTLED_ROWS) ? List.of() : List.copyOf(rows);
    checkpoint = state.copy();
    savedCounter = counter;
    transaction.commit();
    transaction = new Transaction();
  }

  /**
   * @param inFlight this many rows were on their way. They arrive late
   */
  void crash(int inFlight) {
    rows.stream().limit(inFlight).forEach(world::late);
    rows.clear();
    rows.addAll(savedRows);
    state = checkpoint.copy();
    if (world.has(PlantedFault.RECEIPTS_FORGET_TIMERS)) {
      state.conversations.values().forEach(memory -> memory.flushAt = 0);
    }
    if (world.has(PlantedFault.FORGETS_PENDING_RECEIPTS)) {
      state.conversations.values().forEach(memory -> memory.pending.clear());
    }
    counter = savedCounter;
    transaction = new Transaction();
    ledgers = new HashMap<>();
    startedAt = world.now;
  }

  private Memory memory(String name) {
    return state.conversations.computeIfAbsent(name, any -> new Memory());
  }

  private Ledger ledger(String name) {
    return ledgers.computeIfAbsent(
        name,
        any ->
            new Ledger(
                LedgerRules.DEFAULTS, memory(name).state(), SilentObserver.INSTANCE, startedAt));
  }

  /** The timers of one conversation. */
  private final class Timers implements LedgerTimers {
    private final Memory memory;

    Timers(Memory memory) {
      this.memory = memory;
    }

    @Override
    public long now() {
      return world.now;
    }

    @Override
    public void flushAt(long before, long time) {
      memory.flushAt = time;
    }

    @Override
    public void expireAt(long before, long time) {
      memory.expireAt = time;
    }
  }

  /** Takes the rows and records of a flush. */
  private final class Output implements LedgerOutput {
    private final String conversation;

    Output(String conversation) {
      this.conversation = conversation;
    }

    @Override
    public void status(MessageStatus status, long eventTime) {
      world.statuses.append(conversation, status, eventTime, transaction);
      write(
          "status " + conversation + "/" + status.getMessageId(),
          status,
          Versions.statusTimestamp(status.getMessageId(), status.getVersion()));
    }

    @Override
    public void cursor(CursorUpdate update) {
      String key = conversation + "/" + update.userId();
      if (update.published()) {
        world.cursors.append(
            key, update.left() ? null : update.toReadCursor(), update.updatedAt(), transaction);
      }
      if (update.unreadChanged()) {
        write("unread " + key, update.unread(), update.version());
      }
      cursor("delivered " + key, update.delivered());
      cursor("read " + key, update.read());
    }

    private void cursor(String key, Position position) {
      if (position.moved()) {
        write(key, position.upTo(), position.version());
      }
    }

    @Override
    public void receipt(io.parley.receipts.domain.ReceiptRow row) {
      write(
          "receipt " + conversation + "/" + row.messageId() + "/" + row.userId(),
          new ReceiptRow(conversation, row.messageId(), row.userId(), true, row.readAt() != 0),
          row.version());
    }

    private void write(String key, Object value, long version) {
      long timestamp = world.has(PlantedFault.RECEIPTS_COUNT_VERSIONS) ? ++counter : version;
      rows.add(() -> world.database.write(key, value, timestamp));
    }
  }
}
