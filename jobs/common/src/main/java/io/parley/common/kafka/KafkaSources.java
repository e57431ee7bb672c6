package io.parley.common.kafka;

import io.parley.common.options.KafkaOptions;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.IsolationLevel;

/** Makes a job's sources. */
public final class KafkaSources {

  private KafkaSources() {}

  /**
   * A source of one topic.
   *
   * @param job name of the job, such as "ingest"; with the option {@code kafka.id-prefix} it names
   *     the consumer group, which serves monitoring only: the job resumes from its own state
   * @param topic name in the catalogue
   * @param isolation READ_COMMITTED sees a record one checkpoint after it was written,
   *     READ_UNCOMMITTED at once, but then perhaps again after a crash of its writer
   */
  public static KafkaSource<SourceRecord> of(
      KafkaOptions kafka, String job, String topic, IsolationLevel isolation) {
    Properties properties = kafka.consumerProperties();
    properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation.toString());
    String group = kafka.idPrefix() + "-" + job;
    return KafkaSource.<SourceRecord>builder()
        .setProperties(properties)
        .setTopics(kafka.topic(topic))
        .setGroupId(group)
        .setClientIdPrefix(group + "-" + topic)
        .setStartingOffsets(new SourceOffsets(kafka.startingOffsets(), kafka.lostRecords()))
        .setDeserializer(new SourceRecordDeserializer())
        .build();
  }
}
