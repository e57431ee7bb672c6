/**
 * The command {@code ./parley faults}, which damages a running pipeline on purpose and has the
 * checker judge the result.
 *
 * <p>A {@link io.parley.faults.Fault} says what servers and jobs it needs ({@link
 * io.parley.faults.StackRequirements}), does its damage through a {@link io.parley.faults.FaultRun}
 * while simulated people talk, and says which result it must have ({@link
 * io.parley.faults.Expectation}). A new one is a class in one of the packages below and a line in
 * {@link io.parley.faults.Catalogue}:
 *
 * <pre>{@code
 * public void inflict(FaultRun run) throws Exception {
 *   RecoveryClock clock = run.clock();          // times run from here
 *   run.kill(run.stack().stack().registry());   // goes into the record
 *   run.talk(Duration.ofSeconds(10));           // life goes on
 *   run.stack().stack().registry().start();
 *   clock.awaitDelivering();
 *   run.recovered(clock.recovery("10 s without a registry"));
 * }
 * }</pre>
 *
 * <p>Each case ends with a check of everything that the stack has seen so far, so a fault that
 * breaks the records of an earlier case is found too. What must hold:
 *
 * <ul>
 *   <li>the checker finds nothing (nothing lost, doubled, reordered, shown before it was stored),
 *       unless the expectation allows it;
 *   <li>every device of every member got everything, and the pipeline came to rest;
 *   <li>no record became a dead letter, unless the expectation says why the fault makes some;
 *   <li>no transaction failed to commit, unless a job restarted, where a repeated commit may count,
 *       or the expectation allows a loss.
 * </ul>
 *
 * <p>The record of a run ({@link io.parley.faults.Report#json}) has seed, timeline, counts,
 * recovery times and verdict of each case, the machine and the sums of what was run. A case whose
 * fault could not be inflicted is an error, not a failure of the product, and so is one without
 * proof that its fault struck ({@link io.parley.faults.NotStruck}). Logs of cases that failed are
 * kept beside the stack's directory, in {@code failed}.
 */
package io.parley.faults;
