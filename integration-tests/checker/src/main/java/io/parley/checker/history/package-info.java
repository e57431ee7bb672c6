/**
 * What the checker looks at, whoever delivers it: real servers ({@code io.parley.checker.live}) or
 * a simulation in memory (the checker's own tests).
 *
 * <p>A record of a topic is a {@link io.parley.checker.history.Seen}: read at both isolation levels
 * at once, told apart by one flag. A row of a table is a plain record. Histories are streams, so
 * that one that does not fit into memory can be checked.
 */
package io.parley.checker.history;
