package io.parley.simulation;

import io.parley.ingest.domain.ConversationDecider;
import io.parley.ingest.domain.Decided;
import io.parley.ingest.domain.Decision;
import io.parley.ingest.domain.DecisionLimits;
import io.parley.ingest.domain.HeapConversationState;
import io.parley.ingest.domain.LogSweep;
import io.parley.ingest.domain.NumberedCommand;
import io.parley.ingest.domain.PartitionClocks;
import io.parley.ingest.domain.PartitionTick;
import io.parley.ingest.domain.StateTransition;
import io.parley.schemas.ack.AckStatus;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Ingest without its engine: numbers commands, decides them, stores their rows in order, and then
 * publishes events and acks in a transaction.
 */
final class IngestTask {

  /** Short, so that a script can outlive them. */
  static final Duration HORIZON = Duration.ofMinutes(20);

  private static final DecisionLimits LIMITS = new DecisionLimits(HORIZON, HORIZON, 1_000, 100_000);

  /** What a checkpoint holds. */
  private static final class State {
    Positions positions;
    final List<PartitionTick> ticks = new ArrayList<>();
    final Map<String, HeapConversationState> conversations = new TreeMap<>();
    final Map<String, Long> sweeps = new TreeMap<>();

    State(Positions positions) {
      this.positions = positions;
    }

    State copy() {
      State copy = new State(positions.copy());
      copy.ticks.addAll(ticks);
      conversations.forEach(
          (name, state) -> copy.conversations.put(name, new HeapConversationState(state)));
      copy.sweeps.putAll(sweeps);
      return copy;
    }
  }

  /** A decided command on its way into the table. */
  private static final class Write {
    final Decided decided;
    boolean arrived;

    Write(Decided decided) {
      this.decided = decided;
    }
  }

  private final World world;
  private final ConversationDecider decider = new ConversationDecider(LIMITS);
  private final LogSweep sweep = new LogSweep(LIMITS, Duration.ofMinutes(10));
  private final Map<String, List<Write>> writes = new TreeMap<>();
  private Map<Integer, Long> readTimes = new HashMap<>();
  private State state;
  private State checkpoint;
  private PartitionClocks clocks = new PartitionClocks(Topics.COMMANDS);
  private Transaction transaction = new Transaction();

  IngestTask(World world) {
    this.world = world;
    state = new State(new Positions(world.commands.partitionCount()));
    checkpoint = state.copy();
  }

  void read(int partition, int count) {
    for (int n = 0; n < count; n++) {
      Log.Entry<ConversationCommand> entry = state.positions.take(world.commands, partition);
      if (entry == null) {
        return;
      }
      readTimes.merge(partition, entry.at(), Math::max);
      decide(number(entry, partition));
    }
  }

  void readAll() {
    for (int partition = 0; partition < world.commands.partitionCount(); partition++) {
      read(partition, Integer.MAX_VALUE);
    }
  }

  private NumberedCommand number(Log.Entry<ConversationCommand> entry, int partition) {
    long tick = clocks.next(partition, entry.at());
    long id =
        Snowflake.of(
            Math.floorDiv(tick, PartitionClocks.TICKS_PER_MILLI),
            0,
            partition,
            Math.floorMod(tick, PartitionClocks.TICKS_PER_MILLI));
    return new NumberedCommand(id, entry.at(), entry.value(), null, null);
  }

  private void decide(NumberedCommand numbered) {
    String name = numbered.command().getConversationId();
    HeapConversationState conversation =
        state.conversations.computeIfAbsent(name, any -> new HeapConversationState());
    Decision decision = decider.decide(conversation, numbered);
    StateTransition.apply(conversation, numbered, decision);
    if (world.has(PlantedFault.FORGETS_ANSWERS)) {
      decision
          .remembered()
          .ifPresent(memory -> conversation.removeAnswer(memory.entry().commandKey()));
    }
    if (decision.remembered().map(memory -> memory.head().log().hasOneEntry()).orElse(false)) {
      state.sweeps.put(name, sweep.firstDueTime(numbered.id()));
    }
    Decided decided = Decided.of(numbered, decision);
    writes.computeIfAbsent(name, any -> new ArrayList<>()).add(new Write(decided));
    if (world.has(PlantedFault.EMITS_BEFORE_ROW)) {
      emit(decided);
    }
  }

  /** Rows of the conversation at the front of its queue become readable. */
  void rowsArrive(int choice, int count) {
    List<String> waiting = waiting();
    if (waiting.isEmpty()) {
      return;
    }
    List<Write> queue = writes.get(waiting.get(choice % waiting.size()));
    if (world.has(PlantedFault.WRITES_OUT_OF_ORDER)) {
      arrive(queue.get(queue.size() - 1));
    }
    for (Write write : queue.subList(0, Math.min(count, queue.size()))) {
      arrive(write);
    }
  }

  /** The database answers, and what was waiting for the answer is published. */
  void acknowledged(int choice, int count) {
    List<String> waiting = waiting();
    if (waiting.isEmpty()) {
      return;
    }
    List<Write> queue = writes.get(waiting.get(choice % waiting.size()));
    for (int n = 0; n < count && !queue.isEmpty(); n++) {
      Write write = queue.remove(0);
      arrive(write);
      if (!world.has(PlantedFault.EMITS_BEFORE_ROW)) {
        emit(write.decided);
      }
    }
  }

  void acknowledgeAll() {
    while (!waiting().isEmpty()) {
      acknowledged(0, Integer.MAX_VALUE);
    }
  }

  private List<String> waiting() {
    return writes.keySet().stream().filter(name -> !writes.get(name).isEmpty()).toList();
  }

  private void arrive(Write write) {
    if (!write.arrived && write.decided.event() != null) {
      world.database.store(write.decided.event());
    }
    write.arrived = true;
  }

  private void emit(Decided decided) {
    long time = Snowflake.unixMillis(decided.id());
    ConversationEvent event = decided.event();
    if (event != null) {
      world.published(event);
      world.events.append(event.getConversationId(), event, time, transaction);
    }
    CommandAck ack = decided.ack();
    if (ack.getStatus() == AckStatus.SENT) {
      world.requireStored(ack.getConversationId(), ack.getEventId());
    }
    world.acks.append(ack.getGatewayId(), ack, time, transaction);
  }

  /** The timers of the sweep that are due fire. Record time is that of the slowest partition. */
  void sweep() {
    long watermark = state.positions.isAtEnd(world.commands) ? world.now : slowest();
    for (String name : List.copyOf(state.sweeps.keySet())) {
      if (state.sweeps.get(name) <= watermark) {
        OptionalLong next = sweep.sweep(state.conversations.get(name), watermark);
        state.sweeps.remove(name);
        next.ifPresent(time -> state.sweeps.put(name, time));
      }
    }
  }

  private long slowest() {
    return readTimes.values().stream().mapToLong(time -> time).min().orElse(0);
  }

  void checkpoint() {
    acknowledgeAll();
    state.ticks.clear();
    clocks.forEach(state.ticks::add);
    checkpoint = state.copy();
    transaction.commit();
    transaction = new Transaction();
  }

  /**
   * @param inFlight of each conversation, this many rows at the front were on their way. They
   *     arrive late
   */
  void crash(int inFlight) {
    writes.values().forEach(queue -> surviveAsLateRows(queue, inFlight));
    writes.clear();
    State crashed = state;
    state = checkpoint.copy();
    if (world.has(PlantedFault.SKIPS_COMMANDS)) {
      state.positions = crashed.positions;
    } else if (world.has(PlantedFault.KEEPS_STATE_IN_CRASH)) {
      state.conversations.putAll(crashed.conversations);
    }
    clocks = new PartitionClocks(Topics.COMMANDS);
    if (!world.has(PlantedFault.FORGETS_CLOCKS)) {
      state.ticks.forEach(clocks::restore);
    }
    readTimes = new HashMap<>();
    transaction = new Transaction();
  }

  private void surviveAsLateRows(List<Write> queue, int inFlight) {
    List<ConversationEvent> group =
        queue.subList(0, Math.min(inFlight, queue.size())).stream()
            .map(write -> write.decided.event())
            .filter(event -> event != null)
            .toList();
    if (!group.isEmpty()) {
      world.late(() -> group.forEach(world.database::store));
    }
  }
}
