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
import io.parley.schemas.topic.TopicSpec.WhenLost;
import io.parley.schemas.topic.Topics;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;

/**
 * The sources of the job, whose records are not decoded yet. The records of a partition come in its
 * order. All topics are read before their transactions are committed. Events are stored by then,
 * and an event that ingest repeats has the same id.
 *
 * <p>Two sources read two topics each, so that the job has fewer tasks and consumers. The topics of
 * a source have the same writers, and the job treats lost records of both in the same way.
 *
 * @param events of {@code chat.events}
 * @param receiptsAndSessions of {@code chat.receipts} and {@code chat.sessions}; its watermarks say
 *     how far both have been read, as those of gateways do
 * @param gateways of {@code chat.gateways}
 * @param statusesAndCursors of {@code chat.message-status} and {@code chat.read-cursors}
 * @param intake the services that decode the records
 */
public record RoutingSources(
    Source<SourceRecord, ?, ?> events,
    Source<SourceRecord, ?, ?> receiptsAndSessions,
    Source<SourceRecord, ?, ?> gateways,
    Source<SourceRecord, ?, ?> statusesAndCursors,
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
        dated(kafka, Topics.RECEIPTS, Topics.SESSIONS),
        dated(kafka, Topics.GATEWAYS),
        source(newest, Topics.MESSAGE_STATUS, Topics.READ_CURSORS),
        JobTopics.of(DeliveryRoutingJob.JOB, options.platform()).intake());
  }

  private static KafkaSource<SourceRecord> source(KafkaOptions kafka, String... topics) {
    return KafkaSources.of(kafka, DeliveryRoutingJob.JOB, List.of(topics), whenLost(topics));
  }

  /** What one source does with lost records of its topics, on which the catalogue must agree. */
  private static WhenLost whenLost(String... topics) {
    Set<WhenLost> found =
        Stream.of(topics)
            .map(topic -> TopicCatalogue.load().topic(topic).whenLost())
            .collect(Collectors.toSet());
    if (found.size() != 1) {
      throw new IllegalStateException(
          "The topic catalogue says %s of lost records of %s. One source reads these topics, and it can do only one thing."
              .formatted(found, List.of(topics)));
    }
    return found.iterator().next();
  }

  private static Source<SourceRecord, ?, ?> dated(KafkaOptions kafka, String... topics) {
    List<String> dated = DATED.stream().map(kafka::topic).toList();
    return new ReadToEndSource(source(kafka, topics), kafka.adminProperties(), dated);
  }
}
