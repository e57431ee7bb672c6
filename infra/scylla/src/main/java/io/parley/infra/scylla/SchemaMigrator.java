package io.parley.infra.scylla;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Runs the migrations that a keyspace has not had, and those whose tables or added columns are gone
 * since. A migrator may be run again after a crash, and two migrators may run at the same time.
 *
 * <p>The caller owns the session and must not use it for anything else meanwhile. The migrator
 * leaves the session in the keyspace ({@code USE}), because migrations name tables without their
 * keyspace.
 */
public final class SchemaMigrator {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String CREATE_HISTORY =
      "CREATE TABLE IF NOT EXISTS schema_migrations"
          + " (version int PRIMARY KEY, name text, checksum text, applied_at timestamp)";

  private final CqlSession session;
  private final Keyspace keyspace;
  private final Migrations migrations;
  private final SchemaChanges changes;

  public SchemaMigrator(CqlSession session, Keyspace keyspace, Migrations migrations) {
    this.session = session;
    this.keyspace = keyspace;
    this.migrations = migrations;
    this.changes = new SchemaChanges(session);
  }

  /**
   * Tells which migrations {@link #migrate} would run. Changes nothing.
   *
   * @throws MigrationException if {@link #migrate} would refuse
   */
  public MigrationPlan plan() {
    Optional<KeyspaceMetadata> existing = session.refreshSchema().getKeyspace(keyspace.name());
    boolean hasHistory = existing.flatMap(found -> found.getTable("schema_migrations")).isPresent();
    existing.ifPresent(this::requireReplication);
    Set<Integer> missing =
        existing.map(ExpectedTables.after(migrations)::missingVersions).orElse(Set.of());
    return compare(hasHistory ? history() : Map.of(), missing);
  }

  /**
   * Creates the keyspace if necessary, and runs the migrations that it has not had, or whose tables
   * are gone. Returns the plan that was carried out.
   *
   * @throws MigrationException if a migration was edited after it was run, if the keyspace has
   *     another replication, or if the server refuses a statement. The statements that were run
   *     before stay, and the next run goes on from there.
   */
  public MigrationPlan migrate() {
    MigrationPlan plan = plan();
    changes.run(keyspace.createStatement(), keyspace.name());
    session.execute("USE " + keyspace.name());
    changes.run(CREATE_HISTORY, keyspace.name());
    for (Migration migration : migrations.inOrder()) {
      if (plan.pending().contains(migration.toString())) {
        migration.statements().forEach(statement -> changes.run(statement, keyspace.name()));
        record(migration);
      }
    }
    return plan;
  }

  private void requireReplication(KeyspaceMetadata existing) {
    if (!keyspace.isReplicatedAs(existing.getReplication())) {
      throw new MigrationException(
          "Keyspace "
              + keyspace.name()
              + " is replicated as "
              + existing.getReplication()
              + ", expected "
              + keyspace.replication()
              + ". Nothing was changed. A repair must make the copies after ALTER KEYSPACE, and"
              + " that is an operator's decision.");
    }
  }

  private MigrationPlan compare(Map<Integer, String> checksums, Set<Integer> missing) {
    List<String> applied = new ArrayList<>();
    List<String> pending = new ArrayList<>();
    List<String> edited = new ArrayList<>();
    for (Migration migration : migrations.inOrder()) {
      String recorded = checksums.get(migration.version());
      if (recorded == null) {
        pending.add(migration.toString());
      } else if (recorded.equals(migration.checksum())) {
        (missing.contains(migration.version()) ? pending : applied).add(migration.toString());
      } else {
        edited.add(migration.toString());
      }
    }
    if (!edited.isEmpty()) {
      throw new MigrationException(
          edited
              + " changed after keyspace "
              + keyspace.name()
              + " had them. The files no longer say what was run. Nothing was changed. Put the"
              + " files back as they were and write the change as the next migration.");
    }
    return new MigrationPlan(applied, pending);
  }

  private Map<Integer, String> history() {
    Map<Integer, String> checksums = new TreeMap<>();
    String select = "SELECT version, checksum FROM " + keyspace.name() + ".schema_migrations";
    for (Row row : session.execute(patient(SimpleStatement.newInstance(select)))) {
      checksums.put(row.getInt("version"), row.getString("checksum"));
    }
    return checksums;
  }

  /** Records a migration. Two migrators that run at the same time record the same row. */
  private void record(Migration migration) {
    session.execute(
        patient(
            SimpleStatement.newInstance(
                "INSERT INTO schema_migrations (version, name, checksum, applied_at)"
                    + " VALUES (?, ?, ?, ?)",
                migration.version(),
                migration.name(),
                migration.checksum(),
                Instant.now())));
  }

  private static SimpleStatement patient(SimpleStatement statement) {
    return statement
        .setConsistencyLevel(DefaultConsistencyLevel.QUORUM)
        .setTimeout(PATIENCE)
        .setIdempotent(true);
  }
}
