package io.parley.routing.topics;

import io.parley.common.deadletter.DeadLetter;
import io.parley.common.job.JobTopics;
import io.parley.common.kafka.KafkaSinks;
import io.parley.common.kafka.Outgoing;
import io.parley.common.options.KafkaOptions;
import io.parley.common.registry.Registry;
import io.parley.routing.DeliveryRoutingJob;
import io.parley.routing.RoutingOptions;
import io.parley.routing.domain.DeviceCursor;
import io.parley.routing.store.DeviceCursorTable;
import io.parley.schemas.push.PushRequest;
import io.parley.schemas.topic.Topics;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * The sinks of the job.
 *
 * @param deliveries to single devices; chained to the router, so that they stay in order
 * @param broadcasts to the same topic. They have a sink of their own, because one sink for both
 *     inputs could not be chained to either
 * @param pushes notifications and requests to take them back; chained to the router
 * @param cursors rows of {@code device_cursors}
 * @param deadLetters of all inputs
 */
public record RoutingSinks(
    Sink<EncodedDelivery> deliveries,
    Sink<EncodedDelivery> broadcasts,
    Sink<Outgoing<PushRequest>> pushes,
    Sink<DeviceCursor> cursors,
    Sink<DeadLetter> deadLetters) {

  /** The sinks in Kafka and ScyllaDB that the options name. */
  public static RoutingSinks of(RoutingOptions options) {
    JobTopics topics = JobTopics.of(DeliveryRoutingJob.JOB, options.platform());
    return new RoutingSinks(
        deliveries(options, ""),
        deliveries(options, "broadcast"),
        topics.sink(Topics.PUSH, PushRequest.class),
        DeviceCursorTable.sink(options.platform().database()),
        topics.deadLetters());
  }

  private static Sink<EncodedDelivery> deliveries(RoutingOptions options, String part) {
    KafkaOptions kafka = options.platform().kafka();
    return KafkaSinks.transactional(
        kafka,
        DeliveryRoutingJob.JOB,
        part,
        new DeliverySerializer(
            kafka.topic(Topics.DELIVERIES), Registry.of(options.platform().registry())));
  }
}
