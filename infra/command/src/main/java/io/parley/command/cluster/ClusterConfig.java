package io.parley.command.cluster;

import io.parley.command.ServiceAddresses;
import io.parley.infra.scylla.Keyspace;
import io.parley.schemas.config.ConfigText;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.TopicSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The configuration of one cluster: where its services are, how to log in, and which names and
 * sizes Parley uses there. The package comment shows the file. Immutable, and without any secret in
 * it.
 *
 * @param services how to reach Kafka, the CQL cluster and the registry, and the names in them
 * @param replication copies of the keyspace in each data center
 * @param minReplicas the fewest copies that are allowed in a data center, as in the jobs' option
 *     {@code scylladb.min-replicas}. 1 says that one copy is meant, as on one machine
 * @param replicationFactor copies of each Kafka partition
 * @param maxPartitions the most partitions that a topic gets
 * @param transactionTimeout the jobs' {@code kafka.transaction.timeout}
 */
public record ClusterConfig(
    ServiceAddresses services,
    Map<String, Integer> replication,
    int minReplicas,
    short replicationFactor,
    int maxPartitions,
    Duration transactionTimeout) {

  private static final int PRODUCTION_COPIES = 3;
  private static final int MOST_COPIES = 15;
  private static final int MIN_REPLICAS = 2;

  /** An id has 9 bits for the partition. */
  private static final int MOST_PARTITIONS = 512;

  private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(15);
  private static final String NAME = "[A-Za-z0-9._-]{%d,64}";

  public ClusterConfig {
    replication = Map.copyOf(replication);
  }

  /**
   * The keyspace as it is to be.
   *
   * @throws IllegalArgumentException if it keeps one copy and that is not said to be meant
   */
  public Keyspace keyspace() {
    return new Keyspace(services.keyspace(), replication, minReplicas == 1);
  }

  /**
   * Reads a file.
   *
   * @throws ClusterConfigException if the file cannot be read, or with all its faults
   */
  public static ClusterConfig load(Path file) {
    try {
      return parse(file, Files.readString(file));
    } catch (IOException e) {
      throw new ClusterConfigException(
          file.toString(),
          List.of(
              Files.isRegularFile(file)
                  ? "cannot be read by this user; expected a readable text file in UTF-8"
                  : "there is no such file; `parley deploy --help` shows one"));
    }
  }

  /** Reads the text of a file, to whose directory relative paths belong. */
  static ClusterConfig parse(Path file, String text) {
    Map<String, String> flat;
    try {
      flat = ConfigText.parse(file.getFileName().toString(), text);
    } catch (IOException e) {
      throw new ClusterConfigException(file.toString(), List.of(e.getMessage()));
    }
    ConfigValues values = new ConfigValues(flat, file.toAbsolutePath().getParent());
    ClusterConfig config = read(values);
    List<String> faults = values.faults();
    if (!faults.isEmpty()) {
      throw new ClusterConfigException(file.toString(), faults);
    }
    return config;
  }

  private static ClusterConfig read(ConfigValues values) {
    CqlAccess cql = cql(values);
    ServiceAddresses services =
        new ServiceAddresses(
            kafka(values),
            registry(values),
            cql,
            values.matching(
                "cql.keyspace",
                ServiceAddresses.DEFAULT_KEYSPACE,
                "[a-z][a-z0-9_]{0,47}",
                "a name in lower case"),
            values.matching(
                "prefixes.topics", "", NAME.formatted(0), "up to 64 characters of A-Za-z0-9._-"),
            values.matching(
                "prefixes.ids",
                ServiceAddresses.DEFAULT_ID_PREFIX,
                NAME.formatted(1),
                "1 to 64 characters of A-Za-z0-9._-"),
            generations(values),
            values.file("gateways.signing-keys-file"));
    int minReplicas = values.number("cql.min-replicas", MIN_REPLICAS, 1, MOST_COPIES);
    return new ClusterConfig(
        services,
        replication(values, cql.localDatacenter(), minReplicas),
        minReplicas,
        (short) values.number("sizing.replication-factor", PRODUCTION_COPIES, 1, MOST_COPIES),
        values.number("sizing.max-partitions", MOST_PARTITIONS, 1, MOST_PARTITIONS),
        values.duration("jobs.transaction-timeout", TRANSACTION_TIMEOUT));
  }

  private static KafkaAccess kafka(ConfigValues values) {
    String protocol =
        values.matching(
            "kafka.security-protocol",
            "PLAINTEXT",
            "PLAINTEXT|SSL|SASL_PLAINTEXT|SASL_SSL",
            "PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL");
    KafkaAccess access =
        new KafkaAccess(
            values.required("kafka.bootstrap-servers", "broker-1:9093"),
            protocol,
            values.matching(
                "kafka.sasl-mechanism",
                KafkaAccess.DEFAULT_MECHANISM,
                "SCRAM-SHA-512|SCRAM-SHA-256|PLAIN",
                "SCRAM-SHA-512, SCRAM-SHA-256 or PLAIN"),
            values.login("kafka"),
            values.tls("kafka"));
    if (protocol.startsWith("SASL") && access.login().isEmpty()) {
      values.fault("kafka.user", "is missing; security-protocol " + protocol + " has a login");
    }
    if (!protocol.startsWith("SASL") && access.login().isPresent()) {
      values.fault(
          "kafka.security-protocol", "is " + protocol + ", which has no login; expected SASL_SSL");
    }
    return access;
  }

  private static RegistryAccess registry(ConfigValues values) {
    values.required("registry.urls", "https://registry:8443/apis/ccompat/v7");
    List<String> urls = values.list("registry.urls");
    for (String url : urls) {
      if (!isHttp(url)) {
        values.fault("registry.urls", "has '" + url + "'; expected http://host... or https://...");
      }
    }
    TlsFiles tls = values.tls("registry");
    if (tls.truststore().map(TlsFiles::typeOf).orElse("").equals("PEM")) {
      values.fault(
          "registry.truststore-file", "is PEM; the registry's client takes .p12 or .jks only");
    }
    return new RegistryAccess(urls, values.login("registry"), tls);
  }

  private static boolean isHttp(String url) {
    try {
      URI uri = URI.create(url);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static CqlAccess cql(ConfigValues values) {
    boolean encrypted = values.flag("cql.tls");
    TlsFiles files = values.tls("cql");
    if (!encrypted && !files.equals(TlsFiles.none())) {
      values.fault("cql.tls", "is false, but there are TLS files; expected true");
    }
    return new CqlAccess(
        values.addresses("cql.contact-points", "db-1:9042"),
        values.required("cql.datacenter", "dc1"),
        values.login("cql"),
        encrypted ? Optional.of(files) : Optional.empty());
  }

  private static Map<String, Integer> replication(
      ConfigValues values, String datacenter, int fewest) {
    Map<String, Integer> copies = new TreeMap<>();
    for (String name : values.below("cql.replication").keySet()) {
      copies.put(
          name, values.number("cql.replication." + name, PRODUCTION_COPIES, fewest, MOST_COPIES));
    }
    return copies.isEmpty() ? Map.of(datacenter, PRODUCTION_COPIES) : copies;
  }

  private static Map<String, String> generations(ConfigValues values) {
    Map<String, String> generations = values.below("generations");
    List<String> known = TopicCatalogue.load().topics().stream().map(TopicSpec::name).toList();
    for (String topic : generations.keySet()) {
      values.matching(
          "generations." + topic, topic, NAME.formatted(1), "the name of a topic, without prefix");
      if (!known.contains(topic)) {
        values.fault("generations." + topic, "is no topic of the catalogue; it has " + known);
      }
    }
    return generations;
  }

  /** The topics as they are named on this cluster. */
  public TopicCatalogue topics() {
    return services.topics();
  }
}
