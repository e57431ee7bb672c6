package io.parley.command;

import com.datastax.oss.driver.api.core.CqlSession;
import io.parley.infra.scylla.CqlSessions;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/**
 * The addresses of the services of one installation, and the names that Parley uses in them.
 *
 * @param bootstrapServers of Kafka
 * @param registryUrl of the schema registry's Confluent API
 * @param cqlHost of the CQL server
 * @param cqlPort of the CQL server
 * @param localDatacenter that the CQL driver must be told
 * @param keyspace of the tables
 * @param topicPrefix before every topic's name, as the jobs' option {@code kafka.topic-prefix}
 * @param idPrefix of the jobs' consumer groups, as their option {@code kafka.id-prefix}
 */
public record ServiceAddresses(
    String bootstrapServers,
    String registryUrl,
    String cqlHost,
    int cqlPort,
    String localDatacenter,
    String keyspace,
    String topicPrefix,
    String idPrefix) {

  /** The keyspace unless a deployment says otherwise. */
  public static final String DEFAULT_KEYSPACE = "parley";

  /** The prefix of consumer groups and transactions unless a deployment says otherwise. */
  public static final String DEFAULT_ID_PREFIX = "parley";

  /** The name on the brokers of a topic of the catalogue. */
  public String topic(String catalogueName) {
    return topicPrefix + catalogueName;
  }

  /** Connects to the CQL server. The caller closes the session. */
  public CqlSession connectCql() {
    return CqlSessions.open(new InetSocketAddress(cqlHost, cqlPort), localDatacenter);
  }

  /** Connects to the schema registry. */
  public ConfluentSchemaLookup connectRegistry() {
    return ConfluentSchemaLookup.connect(List.of(registryUrl), Map.of());
  }
}
