package io.parley.checker.history;

import java.util.List;

/**
 * The result of an observer that looked up the row of each event, during the run, as soon as it saw
 * the event.
 *
 * @param answered events whose row was looked up with an answer
 * @param unanswered events whose look-up got no answer, for example while the database was down.
 *     They prove nothing.
 * @param withoutRow events whose row could not be read when they, or an ack of theirs, were visible
 * @param samples the positions of the first few events without a row
 */
public record Sightings(long answered, long unanswered, long withoutRow, List<String> samples) {

  public Sightings {
    samples = List.copyOf(samples);
  }
}
