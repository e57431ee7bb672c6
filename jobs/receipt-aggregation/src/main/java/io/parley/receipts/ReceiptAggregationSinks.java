package io.parley.receipts;

import io.parley.common.deadletter.DeadLetter;
import io.parley.common.deadletter.DeadLetterSerializer;
import io.parley.common.kafka.KafkaSinks;
import io.parley.common.kafka.Outgoing;
import io.parley.common.kafka.OutgoingSerializer;
import io.parley.common.options.KafkaOptions;
import io.parley.common.registry.Registry;
import io.parley.flink.connector.scylladb.ScyllaSink;
import io.parley.receipts.ledger.CursorUpdate;
import io.parley.receipts.ledger.ReceiptRow;
import io.parley.receipts.store.TableRows;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.status.ReceiptStats;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;

/**
 * What the job writes.
 *
 * @param statusTable {@code message_status}
 * @param cursorTables {@code receipt_cursors} and {@code unread_counts}
 * @param receiptTable {@code receipts}
 */
public record ReceiptAggregationSinks(
    Sink<Outgoing<MessageStatus>> statusTable,
    Sink<CursorUpdate> cursorTables,
    Sink<ReceiptRow> receiptTable,
    Sink<Outgoing<MessageStatus>> statusTopic,
    Sink<Outgoing<ReadCursor>> cursorTopic,
    Sink<Outgoing<ReceiptStats>> statsTopic,
    Sink<DeadLetter> deadLetters) {

  /**
   * ScyllaDB and Kafka of the options. A row that the database refuses fails the job rather than
   * vanish: rows are made of checked records, so a missing table or a clock that is days wrong is
   * the cause, and that is an operator's to mend.
   */
  public static ReceiptAggregationSinks of(ReceiptAggregationOptions options) {
    String keyspace = options.platform().database().keyspace();
    Configuration connector = options.platform().database().connector();
    return new ReceiptAggregationSinks(
        ScyllaSink.<Outgoing<MessageStatus>>builder()
            .options(connector)
            .upsert(TableRows.status(keyspace))
            .build(),
        ScyllaSink.<CursorUpdate>builder()
            .options(connector)
            .upsert(TableRows.badge(keyspace))
            .upsert(TableRows.deliveredCursor(keyspace))
            .upsert(TableRows.readCursor(keyspace))
            .build(),
        ScyllaSink.<ReceiptRow>builder()
            .options(connector)
            .upsert(TableRows.receipt(keyspace))
            .build(),
        topic(options, Topics.MESSAGE_STATUS, MessageStatus.class),
        topic(options, Topics.READ_CURSORS, ReadCursor.class),
        topic(options, Topics.RECEIPT_STATS, ReceiptStats.class),
        deadLetters(options.platform().kafka()));
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
