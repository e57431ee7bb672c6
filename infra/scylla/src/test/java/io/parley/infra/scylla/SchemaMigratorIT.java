package io.parley.infra.scylla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import io.parley.infra.local.CqlServer;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Tests the migrator on a real CQL server. Each test has a keyspace of its own.
 *
 * <p>Seen red: without the comparison of checksums an edited migration passes; without the look for
 * an existing column a run after a crash fails for ever.
 */
@UsesLocalServers(Server.CQL)
class SchemaMigratorIT {

  private static final AtomicInteger KEYSPACES = new AtomicInteger();
  private static final Migration FIRST =
      Migration.parse("V001__a.cql", "CREATE TABLE IF NOT EXISTS a (id int PRIMARY KEY);");
  private static final Migration SECOND =
      Migration.parse(
          "V002__b.cql",
          "CREATE TABLE IF NOT EXISTS b (id int PRIMARY KEY); ALTER TABLE a ADD name text;"
              + " ALTER TABLE a WITH comment = 'named';");
  private static final Migration BROKEN =
      Migration.parse(
          "V002__b.cql",
          "CREATE TABLE IF NOT EXISTS b (id int PRIMARY KEY); ALTER TABLE missing ADD name text;");

  private final CqlServer server;
  private final CqlSession session;
  private final Keyspace keyspace;

  SchemaMigratorIT(LocalServers servers) {
    server = servers.cql();
    session = CqlSessions.open(server.contactPoint(), server.localDatacenter());
    keyspace =
        Keyspace.onOneMachine("migrator_" + KEYSPACES.incrementAndGet(), server.localDatacenter());
  }

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void makesTheTablesOfTheContractOnceAndThenFindsNothingToDo() {
    MigrationPlan first = migrator(Migrations.load()).migrate();

    assertThat(first.applied()).isEmpty();
    assertThat(first.pending()).hasSize(Migrations.load().inOrder().size());
    assertThat(tables())
        .containsExactlyInAnyOrder(
            "messages",
            "conversation_buckets",
            "conversation_members",
            "user_conversations",
            "receipts",
            "receipt_cursors",
            "message_status",
            "unread_counts",
            "device_cursors",
            "schema_migrations");
    MigrationPlan second = migrator(Migrations.load()).migrate();
    assertThat(second.isUpToDate()).isTrue();
    assertThat(second.applied()).isEqualTo(first.pending());
  }

  @Test
  void aPlanChangesNothing() {
    assertThat(migrator(Migrations.load()).plan().isUpToDate()).isFalse();

    assertThat(session.refreshSchema().getKeyspace(keyspace.name())).isEmpty();
  }

  @Test
  void runsOnlyWhatIsNew() {
    migrator(FIRST).migrate();

    MigrationPlan plan = migrator(FIRST, SECOND).migrate();

    assertThat(plan.applied()).containsExactly("V001__a");
    assertThat(plan.pending()).containsExactly("V002__b");
    assertThat(table("a").getColumn("name")).isPresent();
  }

  @Test
  void anOlderBuildLeavesANewerKeyspaceAlone() {
    migrator(FIRST, SECOND).migrate();

    assertThat(migrator(FIRST).migrate().isUpToDate()).isTrue();
  }

  @Test
  void refusesAMigrationThatWasEditedAfterItWasRun() {
    migrator(FIRST).migrate();
    Migration edited =
        Migration.parse("V001__a.cql", "CREATE TABLE IF NOT EXISTS a (id bigint PRIMARY KEY);");

    assertThatThrownBy(() -> migrator(edited, SECOND).migrate())
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("[V001__a] changed after keyspace " + keyspace.name())
        .hasMessageContaining("next migration");
    assertThat(tables()).doesNotContain("b");
  }

  @Test
  void goesOnAfterAFailureHalfWay() {
    assertThatThrownBy(() -> migrator(FIRST, BROKEN).migrate())
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("ALTER TABLE missing ADD name text");
    assertThat(tables()).contains("a", "b");

    assertThat(migrator(FIRST, SECOND).migrate().pending()).containsExactly("V002__b");
    assertThat(table("a").getColumn("name")).isPresent();
  }

  @Test
  void goesOnAfterACrashBetweenTheLastStatementAndItsRecord() {
    migrator(FIRST, SECOND).migrate();
    session.execute("DELETE FROM schema_migrations WHERE version = 2");

    assertThat(migrator(FIRST, SECOND).migrate().pending()).containsExactly("V002__b");
  }

  /** Seen red: with a look at the history only, "nothing to do". */
  @Test
  void makesWhatIsGoneAgain() {
    migrator(FIRST, SECOND).migrate();
    session.execute("DROP TABLE b");
    assertThat(migrator(FIRST, SECOND).migrate().pending()).containsExactly("V002__b");

    session.execute("DROP TABLE a");
    assertThat(migrator(FIRST, SECOND).migrate().pending()).containsExactly("V001__a", "V002__b");

    assertThat(tables()).contains("a", "b");
    assertThat(table("a").getColumn("name")).isPresent();
    assertThat(migrator(FIRST, SECOND).plan().isUpToDate()).isTrue();
  }

  @Test
  void refusesAKeyspaceThatIsReplicatedOtherwise() {
    session.execute(
        "CREATE KEYSPACE "
            + keyspace.name()
            + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");

    assertThatThrownBy(() -> migrator(FIRST).migrate())
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("SimpleStrategy")
        .hasMessageContaining("expected {datacenter1=1}");
  }

  @Test
  void twoRunsAtOnceBothSucceed() {
    List<CompletableFuture<Void>> runs =
        List.of(
            CompletableFuture.runAsync(this::migrateInASessionOfItsOwn),
            CompletableFuture.runAsync(this::migrateInASessionOfItsOwn));

    runs.forEach(CompletableFuture::join);

    assertThat(migrator(Migrations.load()).plan().isUpToDate()).isTrue();
    assertThat(tables()).hasSize(10);
    session.execute("USE " + keyspace.name());
    session.execute("INSERT INTO conversation_buckets (conversation_id, bucket) VALUES ('c', 1)");
    assertThat(session.execute("SELECT bucket FROM conversation_buckets").all()).hasSize(1);
  }

  private void migrateInASessionOfItsOwn() {
    try (CqlSession own = CqlSessions.open(server.contactPoint(), server.localDatacenter())) {
      new SchemaMigrator(own, keyspace, Migrations.load()).migrate();
    }
  }

  private SchemaMigrator migrator(Migration... migrations) {
    return migrator(Migrations.of(List.of(migrations)));
  }

  private SchemaMigrator migrator(Migrations migrations) {
    return new SchemaMigrator(session, keyspace, migrations);
  }

  private List<String> tables() {
    return session
        .refreshSchema()
        .getKeyspace(keyspace.name())
        .orElseThrow()
        .getTables()
        .values()
        .stream()
        .map(table -> table.getName().asInternal())
        .toList();
  }

  private TableMetadata table(String name) {
    return session
        .refreshSchema()
        .getKeyspace(keyspace.name())
        .flatMap(found -> found.getTable(name))
        .orElseThrow();
  }
}
