package io.parley.it.checker.live;

import com.datastax.oss.driver.api.core.CqlSession;
import io.parley.cli.Provisioning;
import io.parley.cli.StackState;
import io.parley.infra.scylla.CqlSessions;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/**
 * Where to read a history.
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
public record StackAddress(
    String bootstrapServers,
    String registryUrl,
    String cqlHost,
    int cqlPort,
    String localDatacenter,
    String keyspace,
    String topicPrefix,
    String idPrefix) {

  /** The servers that {@code ./parley up} started, with everything under its default name. */
  public static StackAddress of(StackState stack) {
    return new StackAddress(
        stack.bootstrapServers(),
        stack.registryUrl(),
        stack.cqlHost(),
        stack.cqlPort(),
        stack.localDatacenter(),
        Provisioning.KEYSPACE,
        "",
        "parley");
  }

  /** The name on the brokers of a topic of the catalogue. */
  String topic(String catalogueName) {
    return topicPrefix + catalogueName;
  }

  CqlSession connectCql() {
    return CqlSessions.open(new InetSocketAddress(cqlHost, cqlPort), localDatacenter);
  }

  ConfluentSchemaLookup connectRegistry() {
    return ConfluentSchemaLookup.connect(List.of(registryUrl), Map.of());
  }
}
