package io.parley.routing.topics;

import io.parley.common.decode.IntakeServices;
import io.parley.common.job.JobTopics;
import io.parley.common.kafka.KafkaSources;
import io.parley.common.kafka.SourceRecord;
import io.parley.common.options.KafkaOptions;
import io.parley.common.options.KafkaOptions.StartingOffsets;
import io.parley.routing.DeliveryRoutingJob;
import io.parley.routing.RoutingOptions;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.Topics;
import java.util.List;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;

/**
 * The sources of the job, whose records are not decoded yet. The records of a partition come in its
 * order. All topics are read before their transactions are committed. Events are stored by then,
 * and an event that ingest repeats has the same id.
 *
 * @param events of {@code chat.events}
 * @param sessions of {@code chat.sessions}; its watermarks say how far it has been read, as those
 *     of receipts and gateways do
 * @param receipts of {@code chat.receipts}
 * @param gateways of {@code chat.gateways}
 * @param statuses of {@code chat.message-status}
 * @param cursors of {@code chat.read-cursors}
 * @param intake the services that decode the records
 */
public record RoutingSources(
    Source<SourceRecord, ?, ?> events,
    Source<SourceRecord, ?, ?> sessions,
    Source<SourceRecord, ?, ?> receipts,
    Source<SourceRecord, ?, ?> gateways,
    Source<SourceRecord, ?, ?> statuses,
    Source<SourceRecord, ?, ?> cursors,
    IntakeServices intake) {

  /** The topics whose newest records give the time when a task starts. */
  private static final List<String> DATED =
      List.of(Topics.GATEWAYS, Topics.SESSIONS, Topics.RECEIPTS, Topics.EVENTS);

  /**
   * The sources in Kafka, with the registry, that the options name. Old records of gateways,
   * statuses and cursors are worthless, so the topic catalogue lets the job skip those that Kafka
   * has deleted. Statuses and cursors are not stored, so a job without state begins with the
   * newest.
   */
  public static RoutingSources of(RoutingOptions options) {
    KafkaOptions kafka = options.platform().kafka();
    KafkaOptions newest = kafka.startingAt(StartingOffsets.LATEST);
    return new RoutingSources(
        source(kafka, Topics.EVENTS),
        dated(kafka, Topics.SESSIONS),
        dated(kafka, Topics.RECEIPTS),
        dated(kafka, Topics.GATEWAYS),
        source(newest, Topics.MESSAGE_STATUS),
        source(newest, Topics.READ_CURSORS),
        JobTopics.of(DeliveryRoutingJob.JOB, options.platform()).intake());
  }

  private static KafkaSource<SourceRecord> source(KafkaOptions kafka, String topic) {
    return KafkaSources.of(
        kafka, DeliveryRoutingJob.JOB, topic, TopicCatalogue.load().topic(topic).whenLost());
  }

  private static Source<SourceRecord, ?, ?> dated(KafkaOptions kafka, String topic) {
    List<String> dated = DATED.stream().map(kafka::topic).toList();
    return new ReadToEndSource(source(kafka, topic), kafka.adminProperties(), dated);
  }
}
