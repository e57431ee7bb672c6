package io.parley.command;

import com.datastax.oss.driver.api.core.CqlSession;
import io.parley.command.cluster.CqlAccess;
import io.parley.command.cluster.KafkaAccess;
import io.parley.command.cluster.RegistryAccess;
import io.parley.schemas.signature.KeyFile;
import io.parley.schemas.signature.SigningKey;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The services of one installation, how to reach them, and the names that Parley uses in them.
 *
 * @param kafka how to reach the brokers
 * @param registry how to reach the schema registry
 * @param cql how to reach the CQL cluster
 * @param keyspace the keyspace of the tables
 * @param topicPrefix text before the name of every topic, as in the jobs' option {@code
 *     kafka.topic-prefix}
 * @param idPrefix text before the names of the jobs' consumer groups, as in their option {@code
 *     kafka.id-prefix}
 * @param generations by name in the topic catalogue, the name of the topic that is used in its
 *     place, without the prefix
 * @param signingKeys the file of the keys with which gateways sign their records; empty if they do
 *     not sign
 */
public record ServiceAddresses(
    KafkaAccess kafka,
    RegistryAccess registry,
    CqlAccess cql,
    String keyspace,
    String topicPrefix,
    String idPrefix,
    Map<String, String> generations,
    Optional<Path> signingKeys) {

  /** The keyspace unless a deployment says otherwise. */
  public static final String DEFAULT_KEYSPACE = "parley";

  /** The prefix of consumer groups and transactions unless a deployment says otherwise. */
  public static final String DEFAULT_ID_PREFIX = "parley";

  public ServiceAddresses {
    generations = Map.copyOf(generations);
  }

  /** Services that ask for no login and encrypt nothing, as on a developer's machine. */
  public ServiceAddresses(
      String bootstrapServers,
      String registryUrl,
      String cqlHost,
      int cqlPort,
      String localDatacenter,
      String keyspace,
      String topicPrefix,
      String idPrefix) {
    this(
        KafkaAccess.plaintext(bootstrapServers),
        RegistryAccess.open(registryUrl),
        CqlAccess.open(cqlHost, cqlPort, localDatacenter),
        keyspace,
        topicPrefix,
        idPrefix,
        Map.of(),
        Optional.empty());
  }

  /** The same for gateways that sign with the keys of a file. */
  public ServiceAddresses signedWith(Path keys) {
    return new ServiceAddresses(
        kafka, registry, cql, keyspace, topicPrefix, idPrefix, generations, Optional.of(keys));
  }

  /** Addresses of the Kafka brokers, for messages. To connect, use {@link #kafkaClient}. */
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** Addresses of the registry's nodes. To connect, use {@link #connectRegistry}. */
  public String registryUrl() {
    return String.join(",", registry.urls());
  }

  /** The name that a topic of the catalogue has on the brokers. */
  public String topic(String catalogueName) {
    return topicPrefix + generations.getOrDefault(catalogueName, catalogueName);
  }

  /**
   * The topics as they are named on the brokers: the catalogue's, with generations in place of the
   * topics that they replace, and with the prefix.
   */
  public TopicCatalogue topics() {
    return TopicCatalogue.load().renamed(generations).withPrefix(topicPrefix);
  }

  /** The name that a topic has on the brokers, and the one that it had before it moved. */
  public Set<String> namesOf(String catalogueName) {
    return new LinkedHashSet<>(List.of(topic(catalogueName), topicPrefix + catalogueName));
  }

  /** The address and the credentials of Kafka, as properties of any Kafka client. */
  public Map<String, Object> kafkaClient() {
    return kafka.client();
  }

  /**
   * The key with which a gateway signs its records. Reads the file of keys. Empty if gateways do
   * not sign here.
   *
   * @throws CommandFailure if the file is not valid or has no key of this gateway
   */
  public Optional<SigningKey> signingKey(String gatewayId) {
    return signingKeys.map(file -> signingKey(file, gatewayId));
  }

  private static SigningKey signingKey(Path file, String gatewayId) {
    try {
      return KeyFile.read(file)
          .signingKey(gatewayId)
          .orElseThrow(
              () ->
                  new CommandFailure(
                      ("The key file %s has no key of gateway %s, and the jobs refuse its records"
                              + " without one. Add a line `%s KEY-ID SECRET` here and to the"
                              + " jobs' signatures.keys-file.")
                          .formatted(file, gatewayId, gatewayId)));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new CommandFailure(e.getMessage());
    }
  }

  /** Connects to the CQL server. The caller closes the session. */
  public CqlSession connectCql() {
    return cql.connect();
  }

  /** Connects to the schema registry. */
  public ConfluentSchemaLookup connectRegistry() {
    return ConfluentSchemaLookup.connect(registry.urls(), registry.client());
  }
}
