package io.parley.operations.transactions;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * A transaction that is neither committed nor aborted.
 *
 * @param id the transactional id
 * @param owner the job that writes under this id
 * @param state as the transaction coordinator names it, such as ONGOING
 * @param producerEpoch rises with each transaction and each fencing
 * @param since when it began, by the broker's clock
 * @param timeout after which the broker aborts it
 * @param partitions what it has written to
 */
record OpenTransaction(
    String id,
    Owner owner,
    String state,
    long producerId,
    int producerEpoch,
    Instant since,
    Duration timeout,
    Set<TopicPartition> partitions) {

  OpenTransaction {
    partitions = Set.copyOf(partitions);
  }

  /** When the broker aborts it at the latest, unless its producer ends it before. */
  Instant abortedAt() {
    return since.plus(timeout);
  }

  /** The topics that it has written to, in order. */
  Set<String> topics() {
    return partitions.stream()
        .map(TopicPartition::topic)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether the other one is the same transaction at a later time, and nothing has moved. */
  boolean isStill(OpenTransaction later) {
    return id.equals(later.id)
        && producerId == later.producerId
        && producerEpoch == later.producerEpoch
        && since.equals(later.since);
  }
}
