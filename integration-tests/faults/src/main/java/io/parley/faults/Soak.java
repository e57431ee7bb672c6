package io.parley.faults;

import io.parley.simulator.Count;
import io.parley.simulator.FleetSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Many faults in one case: people talk without a pause, and faults that chance draws strike one
 * after the other, until so many messages are stored. The checker judges once, in the end, so what
 * one fault leaves behind in topics, tables and state is there when the next one strikes. Only
 * processes that have ended are started again between two faults, as an operator's platform would.
 * The record counts the faults that struck, that missed and that were skipped. A soak in which no
 * fault struck shows nothing.
 */
final class Soak implements Fault {

  private static final int SHORTEST_SECONDS = 5;
  private static final int LONGEST_SECONDS = 40;

  /** A backlog of minutes, and then reading of everything by everybody. */
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  /**
   * Most of them judge what a full machine decides: how fast others go on beside them, or whether a
   * job restarts meanwhile. {@code older-savepoint} can reach a limit of the README: if the cancel
   * comes between a checkpoint and its commit, the refused start loses records.
   */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "garbage",
          "hot-conversation",
          "input-bounds",
          "older-savepoint",
          "slow-cql",
          "slow-token-range");

  private static final StackRequirements STACK = StackRequirements.DEFAULT.withProxies();

  /**
   * Devices that reconnect send again what has no ack. When a gateway crashes every 25 s, a long
   * queue would be sent again in large part each time, and a full machine would work on duplicates
   * alone.
   */
  private static final int IN_FLIGHT = 2_000;

  private final long messages;
  private final ToLongFunction<FaultRun> stored;

  /** A soak of so many stored messages. */
  Soak(long messages) {
    this(messages, run -> run.fleet().tally().of(Count.STORED_MESSAGES));
  }

  /** The same with another way to tell how many messages are stored so far. */
  Soak(long messages, ToLongFunction<FaultRun> stored) {
    this.messages = messages;
    this.stored = stored;
  }

  /** The faults that it draws from: short ones that fit on one stack beside any talk. */
  static List<Fault> faults() {
    return Catalogue.all().stream()
        .filter(
            fault ->
                fault.requirements().equals(StackRequirements.DEFAULT)
                    || fault.requirements().equals(STACK))
        .filter(fault -> fault.expectation().equals(Expectation.holds()))
        .filter(fault -> fault.people(1).equals(FleetSettings.of(1)))
        .filter(fault -> !fault.isLong() && !LEFT_OUT.contains(fault.name()))
        .toList();
  }

  @Override
  public String name() {
    return "soak";
  }

  @Override
  public String what() {
    return String.format(
        Locale.ROOT, "Faults without a pause until %,d messages are stored.", messages);
  }

  @Override
  public StackRequirements requirements() {
    return STACK.withFullCompiler();
  }

  @Override
  public FleetSettings people(long seed) {
    return Fault.super.people(seed).withInFlight(IN_FLIGHT);
  }

  @Override
  public Duration patience() {
    return PATIENCE;
  }

  @Override
  public void inflict(FaultRun run) throws Exception {
    List<Fault> faults = faults();
    for (int number = 1; stored.applyAsLong(run) < messages; number++) {
      Fault fault = run.chance().oneOf(faults);
      run.mark(
          String.format(
              Locale.ROOT,
              "%d: %s, after %,d messages",
              number,
              fault.name(),
              stored.applyAsLong(run)));
      inflict(fault, run);
      run.talk(Duration.ofSeconds(run.chance().between(SHORTEST_SECONDS, LONGEST_SECONDS)));
      awaitWell(run);
    }
    run.mark(String.format(Locale.ROOT, "%,d messages are stored", stored.applyAsLong(run)));
    run.mark("what came of the faults: " + run.strikes().toMap());
    run.strikes().demandOne();
  }

  /**
   * A soak goes on when chance has missed once, or the machine lacks what one fault needs. The
   * record says so and counts it.
   */
  static void inflict(Fault fault, FaultRun run) throws Exception {
    try {
      fault.inflict(run);
      run.strikes().add(Strikes.End.STRUCK);
    } catch (NotStruck e) {
      run.strikes().add(Strikes.End.MISSED);
      run.mark(fault.name() + ": " + e.getMessage());
    } catch (Skipped e) {
      run.strikes().add(Strikes.End.SKIPPED);
      run.mark(fault.name() + ": " + e.getMessage());
    }
  }

  /**
   * A TaskManager may end by itself after a fault, and a fault that has missed leaves off midway.
   * Without people who talk the number of messages would never be reached.
   */
  private static void awaitWell(FaultRun run) {
    run.fleet().requireAlive();
    run.awaitRecovery(run.clock());
  }
}
