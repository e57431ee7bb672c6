package io.parley.flink.connector.scylladb;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

/**
 * Every option of the sink and of the write-through. The README's table is generated from here.
 *
 * <p>Set them on a {@link org.apache.flink.configuration.Configuration} and give that to a builder.
 * Unknown keys that start with {@code scylladb.} are refused, and all faults are reported at once.
 */
public final class ScyllaOptions {

  // --- connection ---

  public static final ConfigOption<List<String>> CONTACT_POINTS =
      ConfigOptions.key("scylladb.contact-points")
          .stringType()
          .asList()
          .noDefaultValue()
          .withDescription(
              "Nodes to ask first, each host:port, separated by semicolons. The other nodes are"
                  + " discovered. Required.");

  public static final ConfigOption<String> LOCAL_DATACENTER =
      ConfigOptions.key("scylladb.local-datacenter")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "The data center whose nodes take the requests and whose replicas count for LOCAL_"
                  + " consistency levels. Required.");

  public static final ConfigOption<String> CONSISTENCY =
      ConfigOptions.key("scylladb.consistency")
          .stringType()
          .defaultValue("LOCAL_QUORUM")
          .withDescription("How many replicas must acknowledge a row before it counts as written.");

  public static final ConfigOption<Integer> MIN_REPLICAS =
      ConfigOptions.key("scylladb.min-replicas")
          .intType()
          .defaultValue(1)
          .withDescription(
              "The least number of replicas in the local data center that the keyspace must have. A"
                  + " task refuses to start on a keyspace with fewer. A row that one node alone"
                  + " holds is lost with the disk of that node, although it was acknowledged. 1"
                  + " accepts any keyspace.");

  public static final ConfigOption<Duration> REQUEST_TIMEOUT =
      ConfigOptions.key("scylladb.request-timeout")
          .durationType()
          .defaultValue(Duration.ofSeconds(5))
          .withDescription(
              "How long one attempt of a request may take. Keep it above the server's own write"
                  + " timeout, whose answer says more.");

  public static final ConfigOption<Duration> CONNECT_TIMEOUT =
      ConfigOptions.key("scylladb.connect-timeout")
          .durationType()
          .defaultValue(Duration.ofMinutes(2))
          .withDescription(
              "How long a starting task keeps trying to reach a cluster that is down before it"
                  + " fails.");

  public static final ConfigOption<String> USERNAME_FILE =
      ConfigOptions.key("scylladb.username-file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "A file on the TaskManager that holds the user name. Read when a session opens.");

  public static final ConfigOption<String> PASSWORD_FILE =
      ConfigOptions.key("scylladb.password-file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "A file on the TaskManager that holds the password. Read when a session opens, kept"
                  + " nowhere else.");

  public static final ConfigOption<Boolean> TLS_ENABLED =
      ConfigOptions.key("scylladb.tls.enabled")
          .booleanType()
          .defaultValue(false)
          .withDescription("Encrypt connections.");

  public static final ConfigOption<Boolean> TLS_HOSTNAME_VALIDATION =
      ConfigOptions.key("scylladb.tls.hostname-validation")
          .booleanType()
          .defaultValue(true)
          .withDescription("Check that a node's certificate names its host.");

  public static final ConfigOption<String> TLS_TRUSTSTORE =
      ConfigOptions.key("scylladb.tls.truststore")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Trust store with the certificate authority of the nodes; the JVM's own if unset.");

  public static final ConfigOption<String> TLS_TRUSTSTORE_PASSWORD_FILE =
      ConfigOptions.key("scylladb.tls.truststore-password-file")
          .stringType()
          .noDefaultValue()
          .withDescription("A file that holds the password of the trust store.");

  public static final ConfigOption<String> TLS_KEYSTORE =
      ConfigOptions.key("scylladb.tls.keystore")
          .stringType()
          .noDefaultValue()
          .withDescription("Key store with the client's certificate, where nodes ask for one.");

  public static final ConfigOption<String> TLS_KEYSTORE_PASSWORD_FILE =
      ConfigOptions.key("scylladb.tls.keystore-password-file")
          .stringType()
          .noDefaultValue()
          .withDescription("A file that holds the password of the key store.");

  public static final ConfigOption<Map<String, String>> DRIVER =
      ConfigOptions.key("scylladb.driver")
          .mapType()
          .defaultValue(Map.of())
          .withDescription(
              "Passed through to the driver: scylladb.driver.<path> sets"
                  + " datastax-java-driver.<path>. What this connector owns (contact points, data"
                  + " center, consistency, idempotence, retries) and secrets are refused here.");

  // --- flow ---

  public static final ConfigOption<Integer> MAX_IN_FLIGHT =
      ConfigOptions.key("scylladb.max-in-flight")
          .intType()
          .defaultValue(512)
          .withDescription(
              "Requests of one subtask that are under way, at most a quarter of them repetitions."
                  + " Above it the task blocks: backpressure. Overload answers shrink it for a"
                  + " while.");

  public static final ConfigOption<Integer> MAX_IN_FLIGHT_PER_PARTITION =
      ConfigOptions.key("scylladb.max-in-flight-per-partition")
          .intType()
          .defaultValue(32)
          .withDescription(
              "The share of the window that requests of one partition (sink) or of one key"
                  + " (write-through) may take. Those above it wait, and others pass them. From 1"
                  + " to scylladb.max-in-flight.");

  public static final ConfigOption<Integer> MAX_PENDING_RECORDS =
      ConfigOptions.key("scylladb.max-pending-records")
          .intType()
          .defaultValue(4096)
          .withDescription(
              "Records of one subtask that are not acknowledged (sink) or not emitted"
                  + " (write-through) yet. A checkpoint keeps them. Above it the task blocks.");

  public static final ConfigOption<MemorySize> MAX_PENDING_BYTES =
      ConfigOptions.key("scylladb.max-pending-bytes")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(16))
          .withDescription(
              "Bytes of the values of one subtask's records whose rows are not acknowledged yet"
                  + " (sink) or are at the database (write-through). Above it the task blocks.");

  public static final ConfigOption<Duration> FLUSH_TIMEOUT =
      ConfigOptions.key("scylladb.flush-timeout")
          .durationType()
          .noDefaultValue()
          .withDescription(
              "How long the end of the input, also that by a savepoint that drains, waits until"
                  + " everything is acknowledged before the task fails. In the sink it must be"
                  + " below the job's checkpoint timeout, or the job is refused. If unset: nine"
                  + " tenths of the checkpoint timeout (sink), or 5 min (write-through, or no"
                  + " checkpoints).");

  public static final ConfigOption<Integer> BATCH_MAX_ROWS =
      ConfigOptions.key("scylladb.batch.max-rows")
          .intType()
          .defaultValue(1)
          .withDescription(
              "Rows with one partition key that travel as one unlogged batch, also those of"
                  + " several tables of a keyspace, unless the keyspace uses tablets. 1 turns"
                  + " batching off.");

  public static final ConfigOption<MemorySize> BATCH_MAX_BYTES =
      ConfigOptions.key("scylladb.batch.max-bytes")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(1).divide(32))
          .withDescription(
              "Bytes of values in one batch. Servers warn about and then refuse large batches.");

  public static final ConfigOption<Duration> BATCH_LINGER =
      ConfigOptions.key("scylladb.batch.linger")
          .durationType()
          .defaultValue(Duration.ofMillis(5))
          .withDescription(
              "How long a row may wait for company in its batch. 0 ms: not at all, and only rows of"
                  + " the same record share one.");

  public static final ConfigOption<Duration> RETRY_INITIAL_BACKOFF =
      ConfigOptions.key("scylladb.retry.initial-backoff")
          .durationType()
          .defaultValue(Duration.ofMillis(50))
          .withDescription("Delay before the first retry; it doubles with each further one.");

  public static final ConfigOption<Duration> RETRY_MAX_BACKOFF =
      ConfigOptions.key("scylladb.retry.max-backoff")
          .durationType()
          .defaultValue(Duration.ofSeconds(5))
          .withDescription("The longest delay between two attempts.");

  public static final ConfigOption<Double> RETRY_JITTER =
      ConfigOptions.key("scylladb.retry.jitter")
          .doubleType()
          .defaultValue(0.25)
          .withDescription("Each delay is spread by this share, up and down. From 0 to 1.");

  public static final ConfigOption<Integer> RETRY_MAX_ATTEMPTS =
      ConfigOptions.key("scylladb.retry.max-attempts")
          .intType()
          .defaultValue(1000)
          .withDescription("Attempts of one request after which the task fails.");

  public static final ConfigOption<Duration> RETRY_MAX_ELAPSED =
      ConfigOptions.key("scylladb.retry.max-elapsed")
          .durationType()
          .defaultValue(Duration.ofMinutes(10))
          .withDescription("Time since the first attempt of a request after which the task fails.");

  // --- write-through only ---

  public static final ConfigOption<Integer> GROUP_MAX_ROWS =
      ConfigOptions.key("scylladb.write-through.group-max-rows")
          .intType()
          .defaultValue(64)
          .withDescription(
              "Rows of one key that are written together, as one batch: those that gathered while"
                  + " the batch before was under way. scylladb.batch.max-bytes bounds them too.");

  private ScyllaOptions() {}
}
