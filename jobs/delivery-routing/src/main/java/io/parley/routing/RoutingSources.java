package io.parley.routing;

import io.parley.common.kafka.KafkaSources;
import io.parley.common.kafka.SourceRecord;
import io.parley.common.registry.Registry;
import io.parley.schemas.topic.Topics;
import org.apache.flink.api.connector.source.Source;
import org.apache.kafka.common.IsolationLevel;

/**
 * What the job reads, undecoded; the records of a partition in its order.
 *
 * @param events of {@code chat.events}
 * @param sessions of {@code chat.sessions}
 * @param receipts of {@code chat.receipts}
 * @param registry where the schemas are
 */
public record RoutingSources(
    Source<SourceRecord, ?, ?> events,
    Source<SourceRecord, ?, ?> sessions,
    Source<SourceRecord, ?, ?> receipts,
    Registry registry) {

  /**
   * Kafka and the registry of the options. Events are seen before ingest's transaction commits:
   * their rows are stored by then, and should they come again they come with the same ids.
   */
  public static RoutingSources of(RoutingOptions options) {
    return new RoutingSources(
        source(options, Topics.EVENTS, IsolationLevel.READ_UNCOMMITTED),
        source(options, Topics.SESSIONS, IsolationLevel.READ_COMMITTED),
        source(options, Topics.RECEIPTS, IsolationLevel.READ_COMMITTED),
        Registry.of(options.platform().registry()));
  }

  private static Source<SourceRecord, ?, ?> source(
      RoutingOptions options, String topic, IsolationLevel isolation) {
    return KafkaSources.of(options.platform().kafka(), DeliveryRoutingJob.NAME, topic, isolation);
  }
}
