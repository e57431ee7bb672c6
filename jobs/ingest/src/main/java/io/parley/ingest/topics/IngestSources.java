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
 * The sources of the job.
 *
 * @param commands of {@code chat.commands}, not decoded; the records of a partition come in its
 *     order
 * @param topic the topic that they come from
 * @param intake the services that decode the commands
 */
public record IngestSources(
    Source<SourceRecord, ?, ?> commands, CommandTopic topic, IntakeServices intake) {

  /** The sources in Kafka, with the registry, that the options name. */
  public static IngestSources of(IngestOptions options) {
    JobTopics topics = JobTopics.of(IngestJob.JOB, options.platform());
    return new IngestSources(
        topics.source(Topics.COMMANDS, options.commandsTopic()),
        new CommandTopic(options.topic(Topics.COMMANDS)),
        topics.intake());
  }
}
