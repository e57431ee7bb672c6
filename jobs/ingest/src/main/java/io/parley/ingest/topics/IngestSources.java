package io.parley.ingest.topics;

import io.parley.common.kafka.KafkaSources;
import io.parley.common.kafka.SourceRecord;
import io.parley.common.registry.Registry;
import io.parley.ingest.IngestJob;
import io.parley.ingest.IngestOptions;
import io.parley.schemas.topic.Topics;
import org.apache.flink.api.connector.source.Source;
import org.apache.kafka.common.IsolationLevel;

/**
 * What the job reads.
 *
 * @param commands of {@code chat.commands}, undecoded; the records of a partition in its order
 * @param registry where the schemas of the commands are
 */
public record IngestSources(Source<SourceRecord, ?, ?> commands, Registry registry) {

  /** Kafka and the registry of the options. Commands of open transactions are not seen. */
  public static IngestSources of(IngestOptions options) {
    return new IngestSources(
        KafkaSources.of(
            options.platform().kafka(),
            IngestJob.NAME,
            Topics.COMMANDS,
            IsolationLevel.READ_COMMITTED),
        Registry.of(options.platform().registry()));
  }
}
