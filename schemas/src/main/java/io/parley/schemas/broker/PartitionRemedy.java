package io.parley.schemas.broker;

/**
 * What an operator does about a topic that has another number of partitions than it should have.
 */
public final class PartitionRemedy {

  private PartitionRemedy() {}

  /**
   * The way out, in sentences that end a message.
   *
   * @param partitions the number that the topic should have
   */
  public static String of(int partitions) {
    return ("Partitions are never added in place, and Kafka cannot take them away. chat.commands"
            + " can move to a new topic with more partitions; jobs/ingest/GENERATIONS.md says"
            + " how. Any other topic needs its %d partitions back: stop the jobs that read it,"
            + " delete it, run `parley deploy topics`, and start these jobs once with"
            + " --kafka.lost-records SKIP. What they have not read of it is lost.")
        .formatted(partitions);
  }
}
