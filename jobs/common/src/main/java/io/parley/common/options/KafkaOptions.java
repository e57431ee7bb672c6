package io.parley.common.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.parley.schemas.job.JobSpec;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How a job reaches Kafka and how its transactions behave.
 *
 * @param bootstrapServers comma-separated {@code host:port}
 * @param clientProperties properties of consumers, producers and admin clients; a secret among them
 *     is a reference such as <code>${file:/etc/parley/kafka.properties:password}</code>
 * @param startingOffsets where a source begins when the job has no state
 * @param lostRecords what a source does when Kafka has deleted what comes next
 * @param lostState what the job does when its state is missing, or older than what it has committed
 * @param idPrefix starts the consumer group and the transactional ids
 * @param topicPrefix stands before every topic name of the catalogue
 * @param minInSyncReplicas least {@code min.insync.replicas} of every topic
 * @param transactionTimeout after which the broker aborts an abandoned transaction
 * @param transactionOutage the longest outage during which a prepared transaction must survive
 * @param transactionNaming how transactional ids are chosen
 */
public record KafkaOptions(
    String bootstrapServers,
    Map<String, String> clientProperties,
    StartingOffsets startingOffsets,
    LostRecords lostRecords,
    LostState lostState,
    String idPrefix,
    String topicPrefix,
    int minInSyncReplicas,
    Duration transactionTimeout,
    Duration transactionOutage,
    TransactionNamingStrategy transactionNaming)
    implements Serializable {

  /** Where a source begins when the job has no state. With state it always resumes from there. */
  public enum StartingOffsets {
    /** At the oldest record that Kafka still has. */
    EARLIEST,
    /** At the records that arrive from now on. */
    LATEST
  }

  /** What a source does when Kafka has deleted the records that come next. */
  public enum LostRecords {
    /** Fails the job, until a person has decided. */
    FAIL,
    /** Goes on at the oldest record that Kafka still has. */
    SKIP
  }

  /** What a job does when it starts with less state than it once had. */
  public enum LostState {
    /** Refuses to start, until a person has decided. */
    REFUSE,
    /** Starts all the same. */
    ALLOW
  }

  /** Largest record that a job writes; the output topics of the catalogue take as much. */
  public static final int MAX_RECORD_BYTES = 2 * 1024 * 1024;

  public static final String CLIENT_PREFIX = "kafka.client.";

  public static final ConfigOption<String> BOOTSTRAP_SERVERS =
      key("kafka.bootstrap-servers")
          .stringType()
          .noDefaultValue()
          .withDescription("Brokers to start from, `host:port`, separated by commas.");

  public static final ConfigOption<StartingOffsets> STARTING_OFFSETS =
      key("kafka.starting-offsets")
          .enumType(StartingOffsets.class)
          .defaultValue(StartingOffsets.EARLIEST)
          .withDescription(
              "Where a job without state begins to read. With state it resumes from there, and"
                  + " fails loudly if Kafka has already deleted what comes next.");

  public static final ConfigOption<LostRecords> LOST_RECORDS =
      key("kafka.lost-records")
          .enumType(LostRecords.class)
          .defaultValue(LostRecords.FAIL)
          .withDescription(
              "What a job does when Kafka has deleted what it would read next. SKIP gives the lost"
                  + " records up and goes on, with all its state, at the oldest that is left: for"
                  + " one start, after somebody decided so.");

  public static final ConfigOption<LostState> LOST_STATE =
      key("kafka.lost-state")
          .enumType(LostState.class)
          .defaultValue(LostState.REFUSE)
          .withDescription(
              "What a job does when it starts without state, or with older state than its consumer"
                  + " group has committed. ALLOW starts it all the same: for one start, after"
                  + " somebody decided so.");

  public static final ConfigOption<String> ID_PREFIX =
      key("kafka.id-prefix")
          .stringType()
          .defaultValue(JobSpec.DEFAULT_ID_PREFIX)
          .withDescription(
              "Starts the consumer group and the transactional ids. One value for each deployment"
                  + " on a Kafka cluster; a change leaves open transactions of the old prefix"
                  + " behind until they time out.");

  public static final ConfigOption<String> TOPIC_PREFIX =
      key("kafka.topic-prefix")
          .stringType()
          .defaultValue("")
          .withDescription(
              "Stands before every topic name, and so before the registry's subjects: for several"
                  + " deployments on one Kafka cluster.");

  public static final ConfigOption<Integer> MIN_IN_SYNC_REPLICAS =
      key("kafka.min-in-sync-replicas")
          .intType()
          .defaultValue(2)
          .withDescription(
              "Least `min.insync.replicas` that every topic of the job must have. 1 is for a stack"
                  + " on one machine: there a lost disk loses acknowledged records.");

  public static final ConfigOption<Duration> TRANSACTION_TIMEOUT =
      key("kafka.transaction.timeout")
          .durationType()
          .defaultValue(Duration.ofMinutes(15))
          .withDescription(
              "After this time the broker aborts a transaction that nobody finished. At most the"
                  + " broker's `transaction.max.timeout.ms`; an abandoned transaction holds up"
                  + " `read_committed` readers that long.");

  public static final ConfigOption<Duration> TRANSACTION_OUTAGE =
      key("kafka.transaction.outage")
          .durationType()
          .defaultValue(Duration.ofMinutes(5))
          .withDescription(
              "The longest outage of the job that loses nothing: a transaction prepared before it"
                  + " can still be committed after it.");

  public static final ConfigOption<TransactionNamingStrategy> TRANSACTION_NAMING =
      key("kafka.transaction.naming")
          .enumType(TransactionNamingStrategy.class)
          .defaultValue(TransactionNamingStrategy.POOLING)
          .withDescription(
              "POOLING reuses a few transactional ids; INCREMENTING burns one for each subtask and"
                  + " checkpoint, which the broker remembers for seven days. A change from POOLING"
                  + " to INCREMENTING is not supported by the connector.");

  public static final OptionGroup GROUP =
      OptionGroup.named("Kafka")
          .withRequired(BOOTSTRAP_SERVERS)
          .with(STARTING_OFFSETS)
          .with(LOST_RECORDS)
          .with(LOST_STATE)
          .with(ID_PREFIX, Range.matching("[A-Za-z0-9._-]{1,64}", "1 to 64 of A-Za-z0-9._-"))
          .with(TOPIC_PREFIX, Range.matching("[A-Za-z0-9._-]{0,64}", "up to 64 of A-Za-z0-9._-"))
          .with(MIN_IN_SYNC_REPLICAS, Range.atLeast(1))
          .with(TRANSACTION_TIMEOUT, Range.positive())
          .with(TRANSACTION_OUTAGE, Range.notNegative())
          .with(TRANSACTION_NAMING)
          .withPassThrough(
              CLIENT_PREFIX,
              "Properties of Kafka's clients, such as `kafka.client.security.protocol`. Secrets"
                  + " only as `${file:path:key}` or `${directory:path:file}`; what the guarantees"
                  + " rest on (`acks`, `isolation.level`, ...) is refused.");

  /** A copy that the caller cannot reach. */
  public KafkaOptions {
    // A TreeMap, not Map.copyOf: the JDK's immutable maps serialize, but in no fixed order.
    clientProperties = new TreeMap<>(clientProperties);
  }

  /** Reads the group. */
  public static KafkaOptions read(OptionReader reader) {
    return new KafkaOptions(
        reader.get(BOOTSTRAP_SERVERS),
        KafkaClientProperties.read(reader),
        reader.get(STARTING_OFFSETS),
        reader.get(LOST_RECORDS),
        reader.get(LOST_STATE),
        reader.get(ID_PREFIX),
        reader.get(TOPIC_PREFIX),
        reader.get(MIN_IN_SYNC_REPLICAS),
        reader.get(TRANSACTION_TIMEOUT),
        reader.get(TRANSACTION_OUTAGE),
        reader.get(TRANSACTION_NAMING));
  }

  /** The name on the brokers of a topic of the catalogue. */
  public String topic(String name) {
    return topicPrefix + name;
  }

  /** Properties for consumers: the operator's, and the address. */
  public Properties consumerProperties() {
    return properties(ConsumerConfig.configNames());
  }

  /** Properties for admin clients: the operator's, and the address. */
  public Properties adminProperties() {
    return properties(AdminClientConfig.configNames());
  }

  /**
   * Properties for transactional producers: the operator's, and what the promise rests on.
   *
   * <p>For latency nothing is set: Kafka's {@code linger.ms} of 5 ms measured no slower than 0, and
   * fills batches. Compression is LZ4, which costs next to nothing and halves the traffic of text.
   */
  public Properties producerProperties() {
    Properties properties = new Properties();
    properties.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.setProperty(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(MAX_RECORD_BYTES));
    properties.putAll(properties(ProducerConfig.configNames()));
    properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    properties.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    properties.setProperty(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Long.toString(transactionTimeout.toMillis()));
    return properties;
  }

  private Properties properties(Set<String> known) {
    Properties properties = new Properties();
    clientProperties.forEach(
        (key, value) -> {
          if (known.contains(key) || key.startsWith("config.providers")) {
            properties.setProperty(key, value);
          }
        });
    properties.setProperty("bootstrap.servers", bootstrapServers);
    return properties;
  }
}
