package io.parley.checker.history;

import java.util.List;

/**
 * The result of an observer that looked up rows of table messages, during the run, as soon as it
 * saw an event.
 *
 * @param answered events whose row was looked up with an answer
 * @param unanswered events of which a look-up got no answer, for example while the database was
 *     down. What that look-up would have shown is not known.
 * @param withoutRow events whose row could not be read when they, or an ack of theirs, were visible
 * @param samples the positions of the first few events without a row
 * @param compared rows that were compared with the row below them
 * @param holes of these, rows that could be read while the row before them could not
 * @param holeSamples the first few of these rows, and where the event was seen for which they were
 *     looked up
 */
public record Sightings(
    long answered,
    long unanswered,
    long withoutRow,
    List<String> samples,
    long compared,
    long holes,
    List<String> holeSamples) {

  public Sightings {
    samples = List.copyOf(samples);
    holeSamples = List.copyOf(holeSamples);
  }
}
