package io.parley.common.testing;

import static org.awaitility.Awaitility.await;

import io.parley.infra.kafka.TopicDeployment;
import io.parley.infra.kafka.TopicSizing;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics of a test, written and read as a gateway would. For one thread. */
public final class TestKafka implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String bootstrapServers;
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;

  public TestKafka(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers));
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", bootstrapServers);
    properties.setProperty("max.request.size", Integer.toString(4 * 1024 * 1024));
    this.producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Creates topics of the catalogue under a prefix, with the settings of the deploy step. */
  public void createFromCatalogue(String prefix, int partitions, Collection<String> names) {
    TopicCatalogue topics = TopicCatalogue.load().only(names).withPrefix(prefix);
    new TopicDeployment(admin, topics, new TopicSizing((short) 1, partitions)).apply();
    awaitTopics(topics.topics().stream().map(TopicSpec::name).toList());
  }

  /** Creates one topic. */
  public void create(String topic, int partitions, Map<String, String> config) throws Exception {
    create(List.of(new NewTopic(topic, partitions, (short) 1).configs(config)));
  }

  private void create(List<NewTopic> topics) throws Exception {
    admin.createTopics(topics).all().get();
    awaitTopics(topics.stream().map(NewTopic::name).toList());
  }

  /** The controller answers before the broker knows: waits until the broker does. */
  private void awaitTopics(List<String> names) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsMatching(e -> e.getCause() instanceof UnknownTopicOrPartitionException)
        .until(() -> admin.describeTopics(names).allTopicNames().get().size() == names.size());
  }

  /** For what this class does not offer. */
  public Admin admin() {
    return admin;
  }

  /** Sends records in order, and returns when the broker has all of them. */
  public void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (ProducerRecord<byte[], byte[]> record : records) {
      sent.add(producer.send(record));
    }
    for (Future<RecordMetadata> record : sent) {
      record.get();
    }
  }

  /** Sends one record without headers. */
  public void send(String topic, byte[] key, byte[] value) throws Exception {
    producer.send(new ProducerRecord<>(topic, key, value)).get();
  }

  /**
   * Reads a topic from its beginning until {@code count} records are there.
   *
   * @throws AssertionError if they do not come within two minutes
   */
  public List<ConsumerRecord<byte[], byte[]>> read(
      String topic, IsolationLevel isolation, int count) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(topic, isolation)) {
      while (records.size() < count) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
        if (System.nanoTime() > deadline) {
          throw new AssertionError(
              "%s has %d records for a %s reader after %s; expected %d"
                  .formatted(topic, records.size(), isolation, PATIENCE, count));
        }
      }
    }
    return records;
  }

  /** Reads everything that a reader of this isolation level can see now. */
  public List<ConsumerRecord<byte[], byte[]>> readAll(String topic, IsolationLevel isolation) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(topic, isolation)) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  private KafkaConsumer<byte[], byte[]> consumer(String topic, IsolationLevel isolation) {
    Properties properties = new Properties();
    properties.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.setProperty(
        ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation.toString().toLowerCase(Locale.ROOT));
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }
}
