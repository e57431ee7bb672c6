package io.parley.ingest.topics;

import io.parley.common.decode.IntakeServices;
import io.parley.common.job.JobTopics;
import io.parley.common.kafka.SourceRecord;
import io.parley.ingest.IngestJob;
import io.parley.ingest.IngestOptions;
import io.parley.ingest.domain.CommandTopic;
import io.parley.schemas.topic.Topics;
import org.apache.flink.api.connector.source.Source;

/**
 * What the job reads.
 *
 * @param commands of {@code chat.commands}, undecoded; the records of a partition in its order
 * @param topic the topic that they come from
 * @param intake what decoding the commands needs
 */
public record IngestSources(
    Source<SourceRecord, ?, ?> commands, CommandTopic topic, IntakeServices intake) {

  /**
   * Kafka and the registry of the options.
   *
   * @param partitions how many the topic of commands has
   */
  public static IngestSources of(IngestOptions options, int partitions) {
    JobTopics topics = JobTopics.of(IngestJob.JOB, options.platform());
    String generation = options.commandsTopic();
    return new IngestSources(
        topics.source(Topics.COMMANDS, generation),
        new CommandTopic(options.platform().kafka().topic(generation), partitions),
        topics.intake());
  }
}
