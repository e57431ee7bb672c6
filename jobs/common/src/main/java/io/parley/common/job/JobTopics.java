package io.parley.common.job;

import io.parley.common.deadletter.DeadLetter;
import io.parley.common.deadletter.DeadLetterSerializer;
import io.parley.common.decode.BrokerInspector;
import io.parley.common.decode.IntakeServices;
import io.parley.common.env.PlatformOptions;
import io.parley.common.kafka.KafkaSinks;
import io.parley.common.kafka.KafkaSources;
import io.parley.common.kafka.Outgoing;
import io.parley.common.kafka.OutgoingSerializer;
import io.parley.common.kafka.SourceRecord;
import io.parley.common.kafka.TopicSerializer;
import io.parley.common.options.KafkaOptions;
import io.parley.common.options.SignatureOptions;
import io.parley.common.registry.Registry;
import io.parley.schemas.job.JobSpec;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.Topics;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;

/**
 * The topics of one job, as sources and sinks. It makes a source or a sink only for a topic that
 * the job catalogue lists for the job. So the catalogue, on which other code relies, is complete.
 */
public final class JobTopics {

  private final JobSpec job;
  private final KafkaOptions kafka;
  private final Registry registry;
  private final SignatureOptions signatures;

  private JobTopics(
      JobSpec job, KafkaOptions kafka, Registry registry, SignatureOptions signatures) {
    this.job = job;
    this.kafka = kafka;
    this.registry = registry;
    this.signatures = signatures;
  }

  /** The topics of a job on the systems of its options. */
  public static JobTopics of(JobSpec job, PlatformOptions platform) {
    return new JobTopics(
        job, platform.kafka(), Registry.of(platform.registry()), platform.signatures());
  }

  /**
   * A source of a topic, not decoded. The records of a partition come in its order.
   *
   * <p>It reads records when Kafka has them, and not only after their writer has committed. A
   * record of a job is durable by then, and if a crash makes the job write it again it has the same
   * ids and versions. Gateways write without transactions. A gateway that uses a transaction all
   * the same cannot hold up the other records by dying in it.
   */
  public Source<SourceRecord, ?, ?> source(String topic) {
    return source(topic, topic);
  }

  /**
   * As {@link #source(String)}, for a topic of which there are several generations.
   *
   * @param generation the topic that is read in its place; the prefix goes before it
   */
  public Source<SourceRecord, ?, ?> source(String topic, String generation) {
    requireListed(job.reads(), topic, "reads");
    return KafkaSources.of(kafka, job, generation, TopicCatalogue.load().topic(topic).whenLost());
  }

  /** The services with which the operators behind the sources decode records. */
  public IntakeServices intake() {
    return new IntakeServices(
        registry,
        new BrokerInspector(kafka, job.consumerGroup(kafka.idPrefix())),
        kafka.topicPrefix(),
        kafka.lostState(),
        signatures);
  }

  /** A sink of a topic's records. */
  public <V extends SpecificRecord> Sink<Outgoing<V>> sink(String topic, Class<V> type) {
    return sink("", topic, type);
  }

  /**
   * A sink of a topic's records, for a job that has several sinks for one topic.
   *
   * @param part tells the sinks apart in their transactional ids; stable, since after a restart the
   *     job finds its open transactions by it
   */
  public <V extends SpecificRecord> Sink<Outgoing<V>> sink(
      String part, String topic, Class<V> type) {
    requireListed(job.writes(), topic, "writes");
    return KafkaSinks.transactional(
        kafka, job, part, new OutgoingSerializer<>(kafka.topic(topic), type, registry));
  }

  /**
   * A sink of several topics, whose records are committed together.
   *
   * @param topics names in the catalogue; the first names the sink's transactions
   * @param serializer gets the topics' names on the brokers, and the registry
   */
  public <T> Sink<T> sink(
      List<String> topics, BiFunction<List<String>, Registry, TopicSerializer<T>> serializer) {
    topics.forEach(topic -> requireListed(job.writes(), topic, "writes"));
    return KafkaSinks.transactional(
        kafka, job, "", serializer.apply(topics.stream().map(kafka::topic).toList(), registry));
  }

  /** The sink of the job's dead letters. */
  public Sink<DeadLetter> deadLetters() {
    requireListed(job.writes(), Topics.DEAD_LETTERS, "writes");
    int maxBytes = TopicCatalogue.load().topic(Topics.DEAD_LETTERS).maxBytes();
    return KafkaSinks.transactional(
        kafka,
        job,
        "",
        new DeadLetterSerializer(kafka.topic(Topics.DEAD_LETTERS), job.name(), maxBytes));
  }

  private void requireListed(List<String> listed, String topic, String verb) {
    if (!listed.contains(topic)) {
      throw new IllegalArgumentException(
          "The job catalogue does not say that %s %s %s; it says %s. Add the topic to jobs.yaml, because other code relies on the catalogue."
              .formatted(job.name(), verb, topic, listed));
    }
  }
}
