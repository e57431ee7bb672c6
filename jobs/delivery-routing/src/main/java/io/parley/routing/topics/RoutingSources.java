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
 * What the job reads, undecoded; the records of a partition in its order. All of it is read before
 * it is committed: events are stored by then, and should they come again they come with the same
 * ids.
 *
 * @param events of {@code chat.events}
 * @param sessions of {@code chat.sessions}; its watermarks say how far it has been read, as those
 *     of receipts and gateways do
 * @param receipts of {@code chat.receipts}
 * @param gateways of {@code chat.gateways}
 * @param statuses of {@code chat.message-status}
 * @param cursors of {@code chat.read-cursors}
 * @param intake what decoding them needs
 */
public record RoutingSources(
    Source<SourceRecord, ?, ?> events,
    Source<SourceRecord, ?, ?> sessions,
    Source<SourceRecord, ?, ?> receipts,
    Source<SourceRecord, ?, ?> gateways,
    Source<SourceRecord, ?, ?> statuses,
    Source<SourceRecord, ?, ?> cursors,
    IntakeServices intake) {

  /** The topics whose newest record tells the time when a task starts. */
  private static final List<String> DATED =
      List.of(Topics.GATEWAYS, Topics.SESSIONS, Topics.RECEIPTS, Topics.EVENTS);

  /**
   * Kafka and the registry of the options. Gateways, statuses and cursors are worthless after a
   * while, so the topic catalogue lets the job skip what Kafka has deleted of them. Statuses and
   * cursors are not stored, so a job without state begins with the newest.
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
