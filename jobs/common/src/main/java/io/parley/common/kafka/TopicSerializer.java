package io.parley.common.kafka;

import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;

/**
 * A serializer that says which topics it writes to: the pooled naming of transactions lists the
 * open transactions of those topics when the job recovers.
 */
public abstract class TopicSerializer<T>
    implements KafkaRecordSerializationSchema<T>, KafkaDatasetFacetProvider {

  private final List<String> topics;

  /**
   * @param topics names on the brokers, at least one; the first names the sink's transactions
   */
  protected TopicSerializer(String... topics) {
    this.topics = List.of(topics);
  }

  /** The first topic's name on the brokers. */
  public final String topic() {
    return topics.get(0);
  }

  @Override
  public final Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return Optional.of(
        new DefaultKafkaDatasetFacet(
            DefaultKafkaDatasetIdentifier.ofTopics(topics), new Properties()));
  }
}
