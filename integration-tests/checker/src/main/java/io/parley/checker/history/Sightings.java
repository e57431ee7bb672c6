package io.parley.checker.history;

import java.util.List;

/**
 * What an observer saw who looked up the row of each event at its first sight, during the run.
 *
 * @param answered events whose row was looked up with an answer
 * @param unanswered events whose look-up got no answer, as while the database is down: they prove
 *     nothing either way
 * @param withoutRow events whose row could not be read when they, or an ack of theirs, were visible
 * @param samples where the first few of these were seen
 */
public record Sightings(long answered, long unanswered, long withoutRow, List<String> samples) {

  public Sightings {
    samples = List.copyOf(samples);
  }
}
