package io.parley.receipts.topics;

import io.parley.common.deadletter.DeadLetter;
import io.parley.common.job.JobTopics;
import io.parley.common.kafka.Outgoing;
import io.parley.flink.connector.scylladb.ScyllaOptions;
import io.parley.flink.connector.scylladb.ScyllaSink;
import io.parley.receipts.ReceiptAggregationJob;
import io.parley.receipts.ReceiptAggregationOptions;
import io.parley.receipts.operator.LedgerChanges;
import io.parley.receipts.store.Upserts;
import io.parley.schemas.status.ReceiptStats;
import io.parley.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;

/**
 * The sinks of the job.
 *
 * @param tables {@code message_status}, {@code receipts}, {@code receipt_cursors} and {@code
 *     unread_counts}
 */
public record ReceiptAggregationSinks(
    Sink<LedgerChanges> tables,
    Sink<ReceiptRecord> statusAndCursorTopics,
    Sink<Outgoing<ReceiptStats>> statsTopic,
    Sink<DeadLetter> deadLetters) {

  /** The most rows of one request. The connector bounds their bytes. */
  private static final int ROWS_OF_A_REQUEST = 32;

  /** The sinks in ScyllaDB and Kafka that the options name. */
  public static ReceiptAggregationSinks of(ReceiptAggregationOptions options) {
    JobTopics topics = JobTopics.of(ReceiptAggregationJob.JOB, options.platform());
    return new ReceiptAggregationSinks(
        tables(options),
        topics.sink(
            List.of(Topics.MESSAGE_STATUS, Topics.READ_CURSORS),
            (names, registry) -> new ReceiptRecordSerializer(names.get(0), names.get(1), registry)),
        topics.sink(Topics.RECEIPT_STATS, ReceiptStats.class),
        topics.deadLetters());
  }

  /**
   * The sink of the tables. A row that the database refuses fails the job and is not dropped. Rows
   * are made of checked records, so the cause is a missing table or a clock that is days wrong, and
   * an operator has to mend it.
   *
   * <p>The statuses of a flush have one partition key, and so have all its cursors. So they share
   * requests and wait for no other flush, unless the options say otherwise.
   */
  private static Sink<LedgerChanges> tables(ReceiptAggregationOptions options) {
    String keyspace = options.platform().database().keyspace();
    Configuration connector = new Configuration();
    connector.set(ScyllaOptions.BATCH_MAX_ROWS, ROWS_OF_A_REQUEST);
    connector.set(ScyllaOptions.BATCH_LINGER, Duration.ZERO);
    connector.addAll(options.platform().database().connector());
    return ScyllaSink.<LedgerChanges>builder()
        .options(connector)
        .upsert(Upserts.status(keyspace).forEach(LedgerChanges::statuses))
        .upsert(Upserts.receipt(keyspace).forEach(LedgerChanges::rows))
        .upsert(Upserts.bothCursors(keyspace).forEach(LedgerChanges::cursors))
        .upsert(Upserts.deliveredCursor(keyspace).forEach(LedgerChanges::cursors))
        .upsert(Upserts.readCursor(keyspace).forEach(LedgerChanges::cursors))
        .upsert(Upserts.unreadCount(keyspace).forEach(LedgerChanges::cursors))
        .build();
  }
}
