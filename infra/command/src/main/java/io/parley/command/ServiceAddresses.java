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
 * @param bootstrapServers addresses of Kafka brokers, {@code host:port}, separated by commas
 * @param registryUrl base address of the schema registry's Confluent API
 * @param cqlHost host of the CQL server
 * @param cqlPort port of the CQL server
 * @param localDatacenter the data center that the CQL driver must be given
 * @param keyspace the keyspace of the tables
 * @param topicPrefix text before the name of every topic, as in the jobs' option {@code
 *     kafka.topic-prefix}
 * @param idPrefix text before the names of the jobs' consumer groups, as in their option {@code
 *     kafka.id-prefix}
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

  /** The name that a topic of the catalogue has on the brokers. */
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
