package io.parley.ingest.domain;

import io.parley.common.deadletter.DeadLetterReason;
import io.parley.common.kafka.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The topics of commands that the job has read, one after the other, and the check of a start
 * against them.
 *
 * <p>A conversation lies in one partition, which depends on its key and the number of partitions.
 * Partitions that are added to a topic would move conversations while some of their commands still
 * lie unread in the old partitions, and the order of these commands would be lost. So the state
 * pins the number of partitions of a topic. More partitions need a new topic, which the job reads
 * when it has read the old one to its end.
 */
public final class Generations {

  private final CommandTopic present;
  private final List<CommandTopic> topics;

  private Generations(CommandTopic present, List<CommandTopic> topics) {
    this.present = present;
    this.topics = topics;
  }

  /**
   * Checks the topic that is to be read against the saved ones.
   *
   * @throws RefusedStartException if the topic had another number of partitions, or was left for
   *     another one before
   */
  public static Generations of(CommandTopic present, Iterable<CommandTopic> saved) {
    List<CommandTopic> topics = new ArrayList<>();
    for (CommandTopic topic : saved) {
      if (!topics.contains(topic)) {
        topics.add(topic);
      }
    }
    for (int i = 0; i < topics.size(); i++) {
      check(present, topics.get(i), i == topics.size() - 1);
    }
    if (!topics.contains(present)) {
      topics.add(present);
    }
    return new Generations(present, List.copyOf(topics));
  }

  private static void check(CommandTopic present, CommandTopic earlier, boolean isLast) {
    if (!present.name().equals(earlier.name())) {
      return;
    }
    if (present.partitions() != earlier.partitions()) {
      throw new RefusedStartException(
          "Topic %s has %d partitions, and had %d when the state was saved. Conversations would change their partitions and lose their order. Create a new topic with the partitions you want, and move to it with ingest.commands-topic as GENERATIONS.md describes"
              .formatted(present.name(), present.partitions(), earlier.partitions()));
    }
    if (!isLast) {
      throw new RefusedStartException(
          "Topic %s was left for a newer one, and its records came before those of the newer one. Set ingest.commands-topic to the newer topic"
              .formatted(present.name()));
    }
  }

  /**
   * Refuses records of a topic that was left, because their conversations go on in the present
   * topic.
   */
  public Optional<DeadLetterReason> refuse(SourceRecord source) {
    return source.topic().equals(present.name())
        ? Optional.empty()
        : Optional.of(DeadLetterReason.OLD_GENERATION);
  }

  /** All topics, the oldest first. */
  public List<CommandTopic> topics() {
    return topics;
  }
}
