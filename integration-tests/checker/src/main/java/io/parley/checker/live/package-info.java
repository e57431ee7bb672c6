/**
 * Reads the history of a running stack: topics at both isolation levels, tables by token ranges.
 *
 * <ul>
 *   <li>{@link io.parley.checker.live.LiveHistory} is the history, after the run. It fixes the ends
 *       of the topics when it connects, at the last stable offset, so every record it gives is
 *       decided: committed or aborted. What is appended later does not exist for it.
 *   <li>{@link io.parley.checker.live.FirstSightObserver} watches during the run as a gateway does,
 *       and looks up the row of each event the moment it sees the event or its ack: only so can a
 *       row that came too late, but came, be found (G1).
 *   <li>{@link io.parley.checker.live.Quiescence} says whether anything still moves.
 * </ul>
 *
 * <p>Memory: one fetch of one partition for each isolation level, and one page of rows.
 */
package io.parley.checker.live;
