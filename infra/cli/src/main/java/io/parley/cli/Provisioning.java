package io.parley.cli;

import com.datastax.oss.driver.api.core.CqlSession;
import io.parley.command.ServiceAddresses;
import io.parley.command.cluster.RegistryAccess;
import io.parley.infra.kafka.SchemaDeployment;
import io.parley.infra.kafka.TopicDeployment;
import io.parley.infra.kafka.TopicPlan;
import io.parley.infra.kafka.TopicSizing;
import io.parley.infra.local.CqlServer;
import io.parley.infra.local.KafkaBroker;
import io.parley.infra.local.SchemaRegistryServer;
import io.parley.infra.scylla.CqlSessions;
import io.parley.infra.scylla.Keyspace;
import io.parley.infra.scylla.MigrationPlan;
import io.parley.infra.scylla.Migrations;
import io.parley.infra.scylla.SchemaMigrator;
import io.parley.schemas.topic.TopicCatalogue;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** The deploy steps of production, run against the servers of this machine. */
public final class Provisioning {

  /** The keyspace of the local stack. */
  public static final String KEYSPACE = ServiceAddresses.DEFAULT_KEYSPACE;

  private Provisioning() {}

  /** Creates the catalogue's topics and returns how many, in words. */
  static String createTopics(KafkaBroker kafka) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      return createTopics(admin);
    }
  }

  /** The same on a secured broker, with its users and their rights. */
  static String createTopics(KafkaBroker kafka, StackSecrets secrets) throws IOException {
    try (Admin admin = Admin.create(secrets.brokerItself(kafka.internalListener()).client())) {
      String topics = createTopics(admin);
      return topics + ", " + new SecuredSetup(secrets).kafka(admin);
    }
  }

  private static String createTopics(Admin admin) {
    TopicPlan done = topics(admin).apply();
    return done.isUpToDate() ? "all there" : done.missing().size() + " created";
  }

  static TopicDeployment topics(Admin admin) {
    return new TopicDeployment(admin, TopicCatalogue.load(), TopicSizing.local());
  }

  /** Registers the topics' schemas and returns how many, in words. */
  static String registerSchemas(SchemaRegistryServer registry) {
    return registerSchemas(RegistryAccess.open(registry.url()));
  }

  /** The same as a user of the registry. */
  static String registerSchemas(RegistryAccess registry) {
    long added =
        SchemaDeployment.to(registry.urls(), registry.client(), TopicCatalogue.load())
            .apply()
            .stream()
            .filter(SchemaDeployment.DeployedSchema::isNew)
            .count();
    return added == 0 ? "all there" : added + " registered";
  }

  /** Creates or migrates the tables and returns how many migrations it ran, in words. */
  static String migrateTables(CqlServer cql) {
    try (CqlSession session = CqlSessions.open(cql.contactPoint(), cql.localDatacenter())) {
      return migrateTables(cql, session);
    }
  }

  /** The same on a secured server, with its roles and their rights. */
  static String migrateTables(CqlServer cql, StackSecrets secrets) throws IOException {
    SecuredSetup setup = new SecuredSetup(secrets);
    try (CqlSession session = setup.cqlAdministrator(cql)) {
      String tables = migrateTables(cql, session);
      setup.cql(session);
      return tables + ", rights given";
    }
  }

  private static String migrateTables(CqlServer cql, CqlSession session) {
    Keyspace keyspace = Keyspace.onOneMachine(KEYSPACE, cql.localDatacenter());
    MigrationPlan done = new SchemaMigrator(session, keyspace, Migrations.load()).migrate();
    return done.isUpToDate() ? "all there" : done.pending().size() + " migrations run";
  }
}
