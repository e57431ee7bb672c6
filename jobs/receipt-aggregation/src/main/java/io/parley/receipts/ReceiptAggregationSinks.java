package io.parley.receipts;

import io.parley.common.deadletter.DeadLetter;
import io.parley.common.job.JobTopics;
import io.parley.common.kafka.Outgoing;
import io.parley.flink.connector.scylladb.ScyllaOptions;
import io.parley.flink.connector.scylladb.ScyllaSink;
import io.parley.receipts.aggregate.LedgerChanges;
import io.parley.receipts.store.TableRows;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.status.ReceiptStats;
import io.parley.schemas.topic.Topics;
import java.time.Duration;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;

/**
 * What the job writes.
 *
 * @param tables {@code message_status}, {@code receipts}, {@code receipt_cursors} and {@code
 *     unread_counts}
 */
public record ReceiptAggregationSinks(
    Sink<LedgerChanges> tables,
    Sink<Outgoing<MessageStatus>> statusTopic,
    Sink<Outgoing<ReadCursor>> cursorTopic,
    Sink<Outgoing<ReceiptStats>> statsTopic,
    Sink<DeadLetter> deadLetters) {

  /** Rows of one request at most. The connector bounds their bytes. */
  private static final int ROWS_OF_A_REQUEST = 32;

  /** ScyllaDB and Kafka of the options. */
  public static ReceiptAggregationSinks of(ReceiptAggregationOptions options) {
    JobTopics topics = JobTopics.of(ReceiptAggregationJob.JOB, options.platform());
    return new ReceiptAggregationSinks(
        tables(options),
        topics.sink(Topics.MESSAGE_STATUS, MessageStatus.class),
        topics.sink(Topics.READ_CURSORS, ReadCursor.class),
        topics.sink(Topics.RECEIPT_STATS, ReceiptStats.class),
        topics.deadLetters());
  }

  /**
   * A row that the database refuses fails the job rather than vanish: rows are made of checked
   * records, so a missing table or a clock that is days wrong is the cause, and that is an
   * operator's to mend.
   *
   * <p>Of a flush, a message's status and its rows of receipts have one partition key, and so have
   * both halves of all cursors: unless the options say otherwise, they share a request, and wait
   * for nobody else's.
   */
  private static Sink<LedgerChanges> tables(ReceiptAggregationOptions options) {
    String keyspace = options.platform().database().keyspace();
    Configuration connector = new Configuration();
    connector.set(ScyllaOptions.BATCH_MAX_ROWS, ROWS_OF_A_REQUEST);
    connector.set(ScyllaOptions.BATCH_LINGER, Duration.ZERO);
    connector.addAll(options.platform().database().connector());
    return ScyllaSink.<LedgerChanges>builder()
        .options(connector)
        .upsert(TableRows.status(keyspace).forEach(LedgerChanges::statuses))
        .upsert(TableRows.receipt(keyspace).forEach(LedgerChanges::rows))
        .upsert(TableRows.deliveredCursor(keyspace).forEach(LedgerChanges::cursors))
        .upsert(TableRows.readCursor(keyspace).forEach(LedgerChanges::cursors))
        .upsert(TableRows.badge(keyspace).forEach(LedgerChanges::cursors))
        .build();
  }
}
