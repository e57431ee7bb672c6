/**
 * The deterministic simulation: the decisions of the three jobs run together without Flink and
 * without servers, in one thread, in an order that a seed chooses.
 *
 * <p>{@link io.parley.simulation.World} has everything that surrounds the decisions: topics with
 * transactions, a database that keeps the cell with the highest write timestamp, tasks that
 * checkpoint and crash, gateways that die, and people whose phones lose their connection. A {@link
 * io.parley.simulation.Script} is a list of small steps. Each step is possible at any moment, so a
 * script stays a script when steps are left out. That is what makes a failing script small.
 *
 * <p>The judge is the checker that also judges the real servers. The world also fails at once when
 * a step breaks a promise that the end state no longer shows, for example a row that becomes
 * readable before the row in front of it.
 *
 * <p><b>What is not judged.</b> The checker works out from the times of records what routing knew.
 * In some runs the times do not decide it. The checks PUSH_MISSING, PUSH_NOT_OWED, CLEAR_MISSING
 * and ENDED_SESSION are left out of a run in which a record, or what was due, waited for more than
 * a minute, or both together for more than 85 s, or in which a broker's clock that was more than a
 * minute behind dated a command. PUSH_NOT_OWED is also left out if a deletion or a leave was
 * published, or read by routing, more than a second after its command, and ENDED_SESSION if routing
 * crashed while the lease of a gateway was over. REDELIVERED and WRONG_SYNC are left out if routing
 * read a receipt more than 85 s after it was written. All other checks are made in every run. Of
 * the seeds from 1 to 400 with 300 steps, one run in three is judged in full. {@code ./parley
 * simulate} counts these runs.
 *
 * <p><b>What no script reaches:</b>
 *
 * <ul>
 *   <li>Large conversations. There are four users with five devices, two gateways, and three
 *       conversations of at most four members. A broadcast fails the run.
 *   <li>Clocks, apart from those of the brokers that have the commands. These are off by 5 minutes
 *       or 5 seconds behind, or by 1 second ahead. The clocks of all other topics are right, and so
 *       are those of gateways and tasks.
 *   <li>Records that cannot be decoded, and all other dead letters.
 *   <li>The table {@code device_cursors} and the statistics of receipts. Nothing stores or judges
 *       them.
 *   <li>Devices that log out, and whatever takes days, such as retention and forgotten devices. A
 *       script lasts for minutes.
 *   <li>Parallel tasks, rescaling, and all that lies between the decisions: Flink, Kafka, the
 *       driver, and requests that the database refuses.
 * </ul>
 *
 * <p>{@code mvn verify} always plays the same seeds: from 1 on, as many as there is time for in a
 * minute, at most 5,000. Other seeds are played by {@code ./parley simulate}.
 *
 * <p>The idea comes from the simulations of FoundationDB and TigerBeetle.
 */
package io.parley.simulation;
