package io.parley.ingest.domain;

import io.parley.common.deadletter.DeadLetterReason;
import io.parley.common.decode.StartRefusedException;
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
 * lie unread in the old partitions, and the order of these commands would be lost. So the number of
 * partitions of a topic is pinned: the check of every job's start ({@code
 * io.parley.common.decode.StartCheck}) refuses another number. More partitions need a new topic,
 * which the job reads when it has read the old one to its end.
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
   * @throws StartRefusedException if the topic was left for another one before
   */
  public static Generations of(CommandTopic present, Iterable<CommandTopic> saved) {
    List<CommandTopic> topics = new ArrayList<>();
    for (CommandTopic topic : saved) {
      if (!topics.contains(topic)) {
        topics.add(topic);
      }
    }
    int place = topics.indexOf(present);
    if (place < 0) {
      topics.add(present);
    } else if (place < topics.size() - 1) {
      throw new StartRefusedException(
          "Topic %s was left for %s, and its records came before those of the newer topic. Set ingest.commands-topic to the newer topic"
              .formatted(present.name(), topics.get(topics.size() - 1).name()));
    }
    return new Generations(present, List.copyOf(topics));
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
