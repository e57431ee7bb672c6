package io.parley.routing;

import io.parley.common.deadletter.DeadLetter;
import io.parley.common.deadletter.DeadLetterSerializer;
import io.parley.common.kafka.KafkaSinks;
import io.parley.common.kafka.Outgoing;
import io.parley.common.kafka.OutgoingSerializer;
import io.parley.common.options.KafkaOptions;
import io.parley.common.registry.Registry;
import io.parley.flink.connector.scylladb.ScyllaSink;
import io.parley.flink.connector.scylladb.ScyllaUpsert;
import io.parley.routing.device.DeviceCursor;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.push.PushRequest;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.Topics;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * What the job writes.
 *
 * @param deliveries to single devices; chained to the router, so that they stay in order
 * @param broadcasts to the same topic; a sink of their own, because a sink of both could be chained
 *     to neither
 * @param pushes requests to wake users
 * @param cursors rows of {@code device_cursors}
 * @param deadLetters of all three inputs
 */
public record RoutingSinks(
    Sink<Outgoing<Delivery>> deliveries,
    Sink<Outgoing<Delivery>> broadcasts,
    Sink<Outgoing<PushRequest>> pushes,
    Sink<DeviceCursor> cursors,
    Sink<DeadLetter> deadLetters) {

  /** Kafka and ScyllaDB of the options. */
  public static RoutingSinks of(RoutingOptions options) {
    KafkaOptions kafka = options.platform().kafka();
    int maxLetterBytes = TopicCatalogue.load().topic(Topics.DEAD_LETTERS).maxBytes();
    return new RoutingSinks(
        records(options, DeliveryRoutingJob.NAME, Topics.DELIVERIES, Delivery.class),
        records(options, DeliveryRoutingJob.NAME + "-broadcast", Topics.DELIVERIES, Delivery.class),
        records(options, DeliveryRoutingJob.NAME, Topics.PUSH, PushRequest.class),
        cursors(options),
        KafkaSinks.transactional(
            kafka,
            DeliveryRoutingJob.NAME,
            new DeadLetterSerializer(
                kafka.topic(Topics.DEAD_LETTERS), DeliveryRoutingJob.NAME, maxLetterBytes)));
  }

  private static <V extends SpecificRecord> Sink<Outgoing<V>> records(
      RoutingOptions options, String name, String topic, Class<V> type) {
    return KafkaSinks.transactional(
        options.platform().kafka(),
        name,
        new OutgoingSerializer<>(
            options.platform().kafka().topic(topic),
            type,
            Registry.of(options.platform().registry())));
  }

  /**
   * The timestamp of a row comes from its cursor, so the furthest cursor wins in whatever order
   * they are written.
   */
  private static Sink<DeviceCursor> cursors(RoutingOptions options) {
    return ScyllaSink.<DeviceCursor>builder()
        .options(options.platform().database().connector())
        .upsert(
            ScyllaUpsert.of(
                "INSERT INTO %s.device_cursors (user_id, device_id, conversation_id, delivered_event_id, updated_at) VALUES (?, ?, ?, ?, ?) USING TIMESTAMP ?"
                    .formatted(options.platform().database().keyspace()),
                (cursor, row) ->
                    row.setString("user_id", cursor.userId())
                        .setString("device_id", cursor.deviceId())
                        .setString("conversation_id", cursor.conversationId())
                        .setLong("delivered_event_id", cursor.eventId())
                        .setInstant("updated_at", Instant.ofEpochMilli(cursor.receivedAt())),
                cursor -> Snowflake.writeTimestampMicros(cursor.eventId())))
        .build();
  }
}
