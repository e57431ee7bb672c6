package io.parley.infra.scylla;

import java.util.List;

/**
 * What a keyspace has had and what it has not.
 *
 * @param applied names of migrations that were run before
 * @param pending names of those to run, in order; after {@link SchemaMigrator#migrate}, those that
 *     were run
 */
public record MigrationPlan(List<String> applied, List<String> pending) {

  public MigrationPlan {
    applied = List.copyOf(applied);
    pending = List.copyOf(pending);
  }

  public boolean isUpToDate() {
    return pending.isEmpty();
  }
}
