package io.parley.infra.scylla;

import java.util.List;

/**
 * The migrations that a keyspace has had, and those that it has not had yet.
 *
 * @param applied names of migrations that were run before
 * @param pending names of migrations that are to be run, in order. In the plan that {@link
 *     SchemaMigrator#migrate} returns, these have been run.
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
