package io.parley.receipts.topics;

import io.parley.common.kafka.OutgoingSerializer;
import io.parley.common.kafka.TopicSerializer;
import io.parley.common.registry.Registry;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Serializes statuses and cursors for one producer, so that both topics share one transaction and
 * one set of transactional ids.
 */
final class ReceiptRecordSerializer extends TopicSerializer<ReceiptRecord> {

  private final OutgoingSerializer<MessageStatus> statuses;
  private final OutgoingSerializer<ReadCursor> cursors;

  /** Takes the topics' names on the brokers. */
  ReceiptRecordSerializer(String statusTopic, String cursorTopic, Registry registry) {
    super(statusTopic, cursorTopic);
    this.statuses = new OutgoingSerializer<>(statusTopic, MessageStatus.class, registry);
    this.cursors = new OutgoingSerializer<>(cursorTopic, ReadCursor.class, registry);
  }

  @Override
  public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sink)
      throws Exception {
    statuses.open(context, sink);
    cursors.open(context, sink);
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      ReceiptRecord record, KafkaSinkContext context, Long timestamp) {
    return record.status() != null
        ? statuses.serialize(record.status(), context, timestamp)
        : cursors.serialize(record.cursor(), context, timestamp);
  }
}
