package io.parley.routing;

import io.parley.common.deadletter.DeadLetter;
import io.parley.common.job.JobTopics;
import io.parley.common.kafka.Outgoing;
import io.parley.flink.connector.scylladb.ScyllaSink;
import io.parley.flink.connector.scylladb.ScyllaUpsert;
import io.parley.routing.device.DeviceCursor;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.push.PushRequest;
import io.parley.schemas.topic.Topics;
import java.time.Instant;
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
    JobTopics topics = JobTopics.of(DeliveryRoutingJob.JOB, options.platform());
    return new RoutingSinks(
        topics.sink(Topics.DELIVERIES, Delivery.class),
        topics.sink("broadcast", Topics.DELIVERIES, Delivery.class),
        topics.sink(Topics.PUSH, PushRequest.class),
        cursors(options),
        topics.deadLetters());
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
