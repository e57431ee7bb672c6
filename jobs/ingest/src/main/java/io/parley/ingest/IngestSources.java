package io.parley.ingest;

import io.parley.common.decode.IntakeServices;
import io.parley.common.job.JobTopics;
import io.parley.common.kafka.SourceRecord;
import io.parley.schemas.topic.Topics;
import org.apache.flink.api.connector.source.Source;

/**
 * What the job reads.
 *
 * @param commands of {@code chat.commands}, undecoded; the records of a partition in its order
 * @param intake what decoding the commands needs
 */
public record IngestSources(Source<SourceRecord, ?, ?> commands, IntakeServices intake) {

  /** Kafka and the registry of the options. */
  public static IngestSources of(IngestOptions options) {
    JobTopics topics = JobTopics.of(IngestJob.JOB, options.platform());
    return new IngestSources(topics.source(Topics.COMMANDS), topics.intake());
  }
}
