package io.parley.routing;

import io.parley.common.decode.IntakeServices;
import io.parley.common.job.JobTopics;
import io.parley.common.kafka.SourceRecord;
import io.parley.schemas.topic.Topics;
import org.apache.flink.api.connector.source.Source;

/**
 * What the job reads, undecoded; the records of a partition in its order.
 *
 * @param events of {@code chat.events}; seen before ingest's transaction commits, because their
 *     rows are stored by then, and should they come again they come with the same ids
 * @param sessions of {@code chat.sessions}
 * @param receipts of {@code chat.receipts}
 * @param intake what decoding them needs
 */
public record RoutingSources(
    Source<SourceRecord, ?, ?> events,
    Source<SourceRecord, ?, ?> sessions,
    Source<SourceRecord, ?, ?> receipts,
    IntakeServices intake) {

  /** Kafka and the registry of the options. */
  public static RoutingSources of(RoutingOptions options) {
    JobTopics topics = JobTopics.of(DeliveryRoutingJob.JOB, options.platform());
    return new RoutingSources(
        topics.source(Topics.EVENTS),
        topics.source(Topics.SESSIONS),
        topics.source(Topics.RECEIPTS),
        topics.intake());
  }
}
