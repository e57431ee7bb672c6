package io.parley.faults;

import io.parley.simulator.FleetSettings;
import java.time.Duration;

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

  /** Whether it takes two minutes or more, so that a short mix of faults is better without it. */
  default boolean isLong() {
    return false;
  }

  /** How long people may take to come back, and the pipeline to come to rest, when it is over. */
  default Duration patience() {
    return Duration.ofMinutes(4);
  }

  /** What must come of it. */
  default Expectation expectation() {
    return Expectation.holds();
  }

  /**
   * Does the damage while people talk, and returns when the pipeline is well again: every task runs
   * and whatever was stopped is started. What is judged afterwards is not its business.
   *
   * @throws PromiseBroken if the product does what it must not; the case has failed, as it has if a
   *     wait for the product misses its deadline
   * @throws NotStruck if there is no proof that the damage was done
   * @throws Exception any other says that the case could not be carried out
   */
  void inflict(FaultRun run) throws Exception;
}
