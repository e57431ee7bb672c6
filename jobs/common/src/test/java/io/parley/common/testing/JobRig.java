package io.parley.common.testing;

import com.datastax.oss.driver.api.core.CqlSession;
import io.parley.infra.kafka.SchemaDeployment;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.scylla.CqlSessions;
import io.parley.infra.scylla.Keyspace;
import io.parley.infra.scylla.Migrations;
import io.parley.infra.scylla.SchemaMigrator;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.Decoding;
import io.parley.schemas.wire.RecordDecoder;
import io.parley.schemas.wire.SchemaLookup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * What one test of a job has to itself on the shared servers: topics and schemas under a prefix,
 * and a keyspace. A job's own rig adds its options and the other ends of its topics. For one
 * thread.
 */
public class JobRig implements AutoCloseable {

  private static final String CONTACT_POINTS = "--scylladb.contact-points=";

  private final LocalServers servers;
  private final String name;
  private final TestKafka kafka;
  private final CqlSession cql;
  private final SchemaLookup schemas;

  /**
   * Creates all of it.
   *
   * @param name letters and digits; keyspace and prefix
   * @param partitions of each topic
   * @param topics names in the catalogue
   */
  protected JobRig(LocalServers servers, String name, int partitions, List<String> topics)
      throws Exception {
    this.servers = servers;
    this.name = name;
    this.kafka = new TestKafka(servers.kafka().bootstrapServers());
    kafka.createFromCatalogue(topic(""), partitions, topics);
    TopicCatalogue catalogue = TopicCatalogue.load().only(topics).withPrefix(topic(""));
    SchemaDeployment.to(List.of(registryUrl()), Map.of(), catalogue).apply();
    String datacenter = servers.cql().localDatacenter();
    this.cql = CqlSessions.open(servers.cql().contactPoint(), datacenter);
    new SchemaMigrator(cql, Keyspace.onOneMachine(name, datacenter), Migrations.load()).migrate();
    this.schemas = ConfluentSchemaLookup.connect(List.of(registryUrl()), Map.of());
  }

  /**
   * Arguments of a job on this rig.
   *
   * @param idPrefix of everything that the job names on the brokers
   * @param more the test's own; an address of the database among them replaces the server's
   */
  protected String[] arguments(String idPrefix, String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    Collections.addAll(
        arguments,
        "--kafka.bootstrap-servers=" + bootstrapServers(),
        "--kafka.topic-prefix=" + topic(""),
        "--kafka.id-prefix=" + idPrefix,
        "--kafka.min-in-sync-replicas=1",
        "--scylladb.min-replicas=1",
        "--registry.url=" + registryUrl(),
        "--scylladb.local-datacenter=" + servers.cql().localDatacenter(),
        "--database.keyspace=" + name);
    if (arguments.stream().noneMatch(argument -> argument.startsWith(CONTACT_POINTS))) {
      arguments.add(CONTACT_POINTS + servers.cql().address());
    }
    return arguments.toArray(String[]::new);
  }

  public TestKafka kafka() {
    return kafka;
  }

  public CqlSession cql() {
    return cql;
  }

  /** The keyspace; with a dot, the prefix of the topics. */
  public String name() {
    return name;
  }

  /** The name on the broker of a topic of the catalogue. */
  public String topic(String catalogueName) {
    return name + "." + catalogueName;
  }

  public String bootstrapServers() {
    return servers.kafka().bootstrapServers();
  }

  public String registryUrl() {
    return servers.registry().url();
  }

  public SchemaLookup schemas() {
    return schemas;
  }

  /** Decodes what a job wrote; what is no such record fails the test. */
  public <T extends SpecificRecord> T decode(Class<T> type, byte[] value) throws Exception {
    Decoding<T> decoding = RecordDecoder.of(type, schemas).decode(value);
    if (decoding instanceof Decoding.Decoded<T> decoded) {
      return decoded.record();
    }
    throw new AssertionError("Expected a " + type.getSimpleName() + ", found " + decoding);
  }

  @Override
  public void close() {
    cql.close();
    kafka.close();
  }
}
