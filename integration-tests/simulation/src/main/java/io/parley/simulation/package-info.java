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
 * <p>The idea comes from the simulations of FoundationDB and TigerBeetle.
 */
package io.parley.simulation;
