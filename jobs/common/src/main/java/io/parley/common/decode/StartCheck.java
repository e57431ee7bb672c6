package io.parley.common.decode;

import io.parley.common.options.KafkaOptions;
import io.parley.common.options.KafkaOptions.LostState;
import io.parley.schemas.broker.PartitionRemedy;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides whether a task may start to read a topic, given its state and the answers of the brokers.
 * It has no I/O.
 *
 * <p>A job that has state resumes from it. The consumer group's committed offsets are written when
 * a checkpoint completes, and none is written for a partition of which nothing was read. So a job
 * that restarts from its last checkpoint never finds the offsets ahead of its state. If they are
 * ahead, the state is lost or is an old one. Then the job would write again what it has written
 * already, in ingest with other ids. It would also have forgotten members and the answers to
 * commands.
 */
public final class StartCheck {

  private final String topic;
  private final InputTopic now;

  /**
   * A check of a topic.
   *
   * @param topic name on the brokers
   * @param now what the brokers say
   */
  public StartCheck(String topic, InputTopic now) {
    this.topic = topic;
    this.now = now;
  }

  /**
   * The reason why the task must not start; empty if it may.
   *
   * @param saved the position in the state; empty if the state has no position of the topic
   */
  public Optional<String> refusal(Optional<ReadPositions> saved, LostState lostState) {
    Optional<String> partitions = saved.flatMap(this::otherPartitions);
    if (partitions.isPresent() || lostState == LostState.ALLOW) {
      return partitions;
    }
    return saved.isPresent() ? olderState(saved.get()) : withoutState(topic, now.committed());
  }

  /**
   * The reason why a job must not start without state; empty if its group has committed nothing.
   *
   * @param committed what the group has committed of the topic, by partition
   */
  public static Optional<String> withoutState(String topic, Map<Integer, Long> committed) {
    if (committed.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "The job starts without state, but it has read topic %s before: its consumer group has committed %s. It would process those records a second time and know nothing of what came before them. Start it from its last checkpoint or savepoint. If the state is lost for good and a start without it is meant, say so once with --%s ALLOW."
            .formatted(topic, new TreeMap<>(committed), KafkaOptions.LOST_STATE.key()));
  }

  private Optional<String> otherPartitions(ReadPositions saved) {
    if (saved.partitions() == now.partitions()) {
      return Optional.empty();
    }
    return Optional.of(
        "Topic %s has %d partitions, but the job's state was made when it had %d. A key would lie in another partition than its earlier records, and their order would be lost. %s"
            .formatted(
                topic,
                now.partitions(),
                saved.partitions(),
                PartitionRemedy.of(saved.partitions())));
  }

  private Optional<String> olderState(ReadPositions saved) {
    TreeMap<Integer, String> behind = new TreeMap<>();
    now.committed()
        .forEach(
            (partition, committed) -> {
              long next = saved.nextOf(partition);
              if (next < committed) {
                behind.put(partition, "%d, committed %d".formatted(next, committed));
              }
            });
    if (behind.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "The job's state is older than what the job has committed for topic %s (by partition: next in the state) %s. It would write again what it has written since. Start it from its last checkpoint or savepoint. If going back is meant, say so once with --%s ALLOW."
            .formatted(topic, behind, KafkaOptions.LOST_STATE.key()));
  }
}
