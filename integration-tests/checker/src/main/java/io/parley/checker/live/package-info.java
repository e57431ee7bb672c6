/**
 * Readers of the history of a running stack: topics at both isolation levels, and tables by token
 * ranges.
 *
 * <ul>
 *   <li>{@link io.parley.checker.live.LiveHistory} is the history, after the run. It fixes the ends
 *       of the topics when it connects, at the last stable offset, so every record that it gives is
 *       either committed or aborted. Records that are appended later are not part of it.
 *   <li>{@link io.parley.checker.live.FirstSightObserver} watches during the run as a gateway does.
 *       It looks up rows at the moment it sees an event or its ack ({@link
 *       io.parley.checker.live.SightJudge}). Only such a look-up finds a row that was written, but
 *       too late (G1), and a row that could be read before the row in front of it (G4).
 *   <li>{@link io.parley.checker.live.Quiescence} says whether the pipeline is still at work.
 * </ul>
 *
 * <p>Memory: one fetch of one partition for each isolation level, and one page of rows.
 */
package io.parley.checker.live;
