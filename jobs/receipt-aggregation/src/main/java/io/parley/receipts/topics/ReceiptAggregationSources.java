package io.parley.receipts.topics;

import io.parley.common.decode.IntakeServices;
import io.parley.common.job.JobTopics;
import io.parley.common.kafka.SourceRecord;
import io.parley.receipts.ReceiptAggregationJob;
import io.parley.receipts.ReceiptAggregationOptions;
import io.parley.schemas.topic.Topics;
import org.apache.flink.api.connector.source.Source;

/**
 * What the job reads, undecoded.
 *
 * @param events of {@code chat.events}, as soon as they are written: they are durable then, and
 *     what a crash of ingest repeats is dropped by the high-water mark. Waiting for the commit
 *     would delay every badge by a checkpoint
 * @param receipts of {@code chat.receipts}
 * @param intake what decoding both needs
 */
public record ReceiptAggregationSources(
    Source<SourceRecord, ?, ?> events, Source<SourceRecord, ?, ?> receipts, IntakeServices intake) {

  /** Kafka and the registry of the options. */
  public static ReceiptAggregationSources of(ReceiptAggregationOptions options) {
    JobTopics topics = JobTopics.of(ReceiptAggregationJob.JOB, options.platform());
    return new ReceiptAggregationSources(
        topics.source(Topics.EVENTS), topics.source(Topics.RECEIPTS), topics.intake());
  }
}
