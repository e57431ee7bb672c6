package io.parley.receipts.topics;

import io.parley.common.deadletter.DeadLetter;
import io.parley.common.deadletter.DeadLetterSerializer;
import io.parley.common.kafka.KafkaSinks;
import io.parley.common.kafka.Outgoing;
import io.parley.common.kafka.OutgoingSerializer;
import io.parley.common.options.KafkaOptions;
import io.parley.common.registry.Registry;
import io.parley.flink.connector.scylladb.ScyllaOptions;
import io.parley.flink.connector.scylladb.ScyllaSink;
import io.parley.receipts.ReceiptAggregationJob;
import io.parley.receipts.ReceiptAggregationOptions;
import io.parley.receipts.operator.LedgerChanges;
import io.parley.receipts.store.TableRows;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.status.ReceiptStats;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.Topics;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
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
    return new ReceiptAggregationSinks(
        tables(options),
        topic(options, Topics.MESSAGE_STATUS, MessageStatus.class),
        topic(options, Topics.READ_CURSORS, ReadCursor.class),
        topic(options, Topics.RECEIPT_STATS, ReceiptStats.class),
        deadLetters(options.platform().kafka()));
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

  private static <V extends SpecificRecord> Sink<Outgoing<V>> topic(
      ReceiptAggregationOptions options, String topic, Class<V> type) {
    return KafkaSinks.transactional(
        options.platform().kafka(),
        ReceiptAggregationJob.NAME,
        new OutgoingSerializer<>(
            options.platform().kafka().topic(topic),
            type,
            Registry.of(options.platform().registry())));
  }

  private static Sink<DeadLetter> deadLetters(KafkaOptions kafka) {
    int maxBytes = TopicCatalogue.load().topic(Topics.DEAD_LETTERS).maxBytes();
    return KafkaSinks.transactional(
        kafka,
        ReceiptAggregationJob.NAME,
        new DeadLetterSerializer(
            kafka.topic(Topics.DEAD_LETTERS), ReceiptAggregationJob.NAME, maxBytes));
  }
}
