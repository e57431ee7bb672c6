package io.parley.common.kafka;

import io.parley.common.options.KafkaOptions;
import io.parley.common.options.KafkaOptions.LostRecords;
import io.parley.schemas.job.JobSpec;
import io.parley.schemas.topic.TopicSpec.WhenLost;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.IsolationLevel;

/** Makes a job's sources. */
public final class KafkaSources {

  private KafkaSources() {}

  /**
   * A source of one topic.
   *
   * <p>It reads uncommitted records, see {@code JobTopics.source}.
   *
   * @param job names the consumer group, together with {@code kafka.id-prefix}. The job resumes
   *     from its own state and not from the group's offsets
   * @param topic name in the catalogue, or of a generation
   * @param whenLost whether the topic's records may be skipped if Kafka has deleted them
   */
  public static KafkaSource<SourceRecord> of(
      KafkaOptions kafka, JobSpec job, String topic, WhenLost whenLost) {
    LostRecords lost = whenLost == WhenLost.SKIP ? LostRecords.SKIP : kafka.lostRecords();
    Properties properties = kafka.consumerProperties();
    properties.setProperty(
        ConsumerConfig.ISOLATION_LEVEL_CONFIG, IsolationLevel.READ_UNCOMMITTED.toString());
    String group = job.consumerGroup(kafka.idPrefix());
    return KafkaSource.<SourceRecord>builder()
        .setProperties(properties)
        .setTopics(kafka.topic(topic))
        .setGroupId(group)
        .setClientIdPrefix(group + "-" + topic)
        .setStartingOffsets(new SourceOffsets(kafka.startingOffsets(), lost))
        // A partition that is added while the job runs is not read: keys would move to it. The next
        // start finds it and is refused.
        .setProperty(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), "-1")
        .setDeserializer(new SourceRecordDeserializer())
        .build();
  }
}
