package io.parley.receipts.topics;

import io.parley.common.kafka.KafkaSources;
import io.parley.common.kafka.SourceRecord;
import io.parley.common.registry.Registry;
import io.parley.receipts.ReceiptAggregationJob;
import io.parley.receipts.ReceiptAggregationOptions;
import io.parley.schemas.topic.Topics;
import org.apache.flink.api.connector.source.Source;
import org.apache.kafka.common.IsolationLevel;

/**
 * What the job reads, undecoded.
 *
 * @param events of {@code chat.events}, as soon as they are written: they are durable then, and
 *     what a crash of ingest repeats is dropped by the high-water mark. Waiting for the commit
 *     would delay every badge by a checkpoint
 * @param receipts of {@code chat.receipts}, committed ones only: a receipt cannot be taken back,
 *     and gateways that write without transactions wait for nothing
 * @param registry where the schemas of both are
 */
public record ReceiptAggregationSources(
    Source<SourceRecord, ?, ?> events, Source<SourceRecord, ?, ?> receipts, Registry registry) {

  /** Kafka and the registry of the options. */
  public static ReceiptAggregationSources of(ReceiptAggregationOptions options) {
    String job = ReceiptAggregationJob.NAME;
    return new ReceiptAggregationSources(
        KafkaSources.of(
            options.platform().kafka(), job, Topics.EVENTS, IsolationLevel.READ_UNCOMMITTED),
        KafkaSources.of(
            options.platform().kafka(), job, Topics.RECEIPTS, IsolationLevel.READ_COMMITTED),
        Registry.of(options.platform().registry()));
  }
}
