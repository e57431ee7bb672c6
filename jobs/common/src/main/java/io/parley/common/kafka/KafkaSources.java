package io.parley.common.kafka;

import io.parley.common.options.KafkaOptions;
import io.parley.common.options.KafkaOptions.LostRecords;
import io.parley.schemas.job.JobSpec;
import io.parley.schemas.topic.TopicSpec.WhenLost;
import java.util.List;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.IsolationLevel;

/** Makes a job's sources. */
public final class KafkaSources {

  private KafkaSources() {}

  /** A source of one topic. See {@link #of(KafkaOptions, JobSpec, List, WhenLost)}. */
  public static KafkaSource<SourceRecord> of(
      KafkaOptions kafka, JobSpec job, String topic, WhenLost whenLost) {
    return of(kafka, job, List.of(topic), whenLost);
  }

  /**
   * A source of some topics, which one consumer in each subtask reads.
   *
   * <p>It reads uncommitted records, see {@code JobTopics.source}.
   *
   * @param job names the consumer group, together with {@code kafka.id-prefix}. The job resumes
   *     from its own state and not from the group's offsets
   * @param topics names in the catalogue, or of generations. They name the consumer, in this order
   * @param whenLost whether records of all these topics may be skipped if Kafka has deleted them
   */
  public static KafkaSource<SourceRecord> of(
      KafkaOptions kafka, JobSpec job, List<String> topics, WhenLost whenLost) {
    LostRecords lost = whenLost == WhenLost.SKIP ? LostRecords.SKIP : kafka.lostRecords();
    Properties properties = kafka.consumerProperties();
    properties.setProperty(
        ConsumerConfig.ISOLATION_LEVEL_CONFIG, IsolationLevel.READ_UNCOMMITTED.toString());
    String group = job.consumerGroup(kafka.idPrefix());
    return KafkaSource.<SourceRecord>builder()
        .setProperties(properties)
        .setTopics(topics.stream().map(kafka::topic).toList())
        .setGroupId(group)
        .setClientIdPrefix(group + "-" + String.join("-", topics))
        .setStartingOffsets(new SourceOffsets(kafka.startingOffsets(), lost))
        // A partition that is added while the job runs is not read: keys would move to it. The next
        // start finds it and is refused.
        .setProperty(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), "-1")
        .setDeserializer(new SourceRecordDeserializer())
        .build();
  }
}
