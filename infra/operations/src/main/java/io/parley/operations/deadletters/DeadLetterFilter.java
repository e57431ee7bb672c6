package io.parley.operations.deadletters;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A choice of dead letters. An empty set or bound chooses all.
 *
 * @param ids their names
 * @param reasons reason codes
 * @param topics topics of the originals as the brokers name them
 * @param jobs jobs that gave up
 * @param since the earliest time at which the job gave up, inclusive
 * @param until the latest time, exclusive
 */
record DeadLetterFilter(
    Set<DeadLetterId> ids,
    Set<String> reasons,
    Set<String> topics,
    Set<String> jobs,
    Optional<Instant> since,
    Optional<Instant> until) {

  DeadLetterFilter {
    ids = Set.copyOf(ids);
    reasons = Set.copyOf(reasons);
    topics = Set.copyOf(topics);
    jobs = Set.copyOf(jobs);
  }

  /** Whether it chooses everything. */
  boolean choosesAll() {
    return ids.isEmpty()
        && reasons.isEmpty()
        && topics.isEmpty()
        && jobs.isEmpty()
        && since.isEmpty()
        && until.isEmpty();
  }

  boolean chooses(DeadLetter letter) {
    return has(ids, letter.id())
        && has(reasons, letter.reason())
        && has(topics, letter.sourceTopic())
        && has(jobs, letter.job())
        && since.map(bound -> !letter.time().isBefore(bound)).orElse(true)
        && until.map(bound -> letter.time().isBefore(bound)).orElse(true);
  }

  private static <T> boolean has(Set<T> chosen, T value) {
    return chosen.isEmpty() || chosen.contains(value);
  }
}
