package io.parley.ingest.topics;

import io.parley.common.kafka.KafkaSources;
import io.parley.common.kafka.SourceRecord;
import io.parley.common.options.KafkaOptions;
import io.parley.common.registry.Registry;
import io.parley.ingest.IngestJob;
import io.parley.ingest.IngestOptions;
import io.parley.ingest.domain.CommandTopic;
import org.apache.flink.api.connector.source.Source;
import org.apache.kafka.common.IsolationLevel;

/**
 * What the job reads.
 *
 * @param commands of {@code chat.commands}, undecoded; the records of a partition in its order
 * @param topic the topic that they come from
 * @param registry where the schemas of the commands are
 */
public record IngestSources(
    Source<SourceRecord, ?, ?> commands, CommandTopic topic, Registry registry) {

  /**
   * Kafka and the registry of the options. Commands of open transactions are not seen.
   *
   * @param partitions how many the topic of commands has
   */
  public static IngestSources of(IngestOptions options, int partitions) {
    KafkaOptions kafka = options.platform().kafka();
    return new IngestSources(
        KafkaSources.of(
            kafka, IngestJob.NAME, options.commandsTopic(), IsolationLevel.READ_COMMITTED),
        new CommandTopic(kafka.topic(options.commandsTopic()), partitions),
        Registry.of(options.platform().registry()));
  }
}
