package io.parley.faults;

import io.parley.simulator.FleetSettings;

/**
 * One way to do damage to a running pipeline, with what must come of it.
 *
 * <p>It is stateless: all it needs it is given, all it leaves is in its {@link FaultRun}.
 */
public interface Fault {

  /** What one types to ask for it, in kebab case. */
  String name();

  /** What is done, in a sentence. */
  String what();

  /** What servers and jobs must be like. */
  default StackRequirements requirements() {
    return StackRequirements.DEFAULT;
  }

  /**
   * The people who talk meanwhile. A fault that must cause no alarm has people who stay connected,
   * so that every alarm is a false one.
   */
  default FleetSettings people(long seed) {
    return FleetSettings.of(seed);
  }

  /** What must come of it. */
  default Expectation expectation() {
    return Expectation.holds();
  }

  /**
   * Does the damage while people talk, and returns when the pipeline is well again: every task runs
   * and whatever was stopped is started. What is judged afterwards is not its business.
   *
   * @throws Exception if the pipeline does not get well: the case has failed
   */
  void inflict(FaultRun run) throws Exception;
}
