package io.parley.receipts.topics;

import io.parley.common.decode.IntakeServices;
import io.parley.common.job.JobTopics;
import io.parley.common.kafka.SourceRecord;
import io.parley.receipts.ReceiptAggregationJob;
import io.parley.receipts.ReceiptAggregationOptions;
import io.parley.schemas.topic.Topics;
import org.apache.flink.api.connector.source.Source;

/**
 * The sources of the job, whose records are not decoded yet.
 *
 * @param events of {@code chat.events}, read before they are committed. They are durable by then,
 *     and the high-water mark drops the events that ingest repeats after a crash. Waiting for the
 *     commit would delay every unread count by a checkpoint
 * @param receipts of {@code chat.receipts}
 * @param intake the services that decode the records
 */
public record ReceiptAggregationSources(
    Source<SourceRecord, ?, ?> events, Source<SourceRecord, ?, ?> receipts, IntakeServices intake) {

  /** The sources in Kafka, with the registry, that the options name. */
  public static ReceiptAggregationSources of(ReceiptAggregationOptions options) {
    JobTopics topics = JobTopics.of(ReceiptAggregationJob.JOB, options.platform());
    return new ReceiptAggregationSources(
        topics.source(Topics.EVENTS), topics.source(Topics.RECEIPTS), topics.intake());
  }
}
