/**
 * The deploy step for ScyllaDB: the keyspace and its tables, as numbered CQL migrations.
 *
 * <p>Migrations are the resources {@code parley/migrations/V001__name.cql, V002__...}, listed in
 * the file {@code index} beside them. {@link io.parley.infra.scylla.SchemaMigrator} runs those that
 * a keyspace has not had, in order, and records each with a checksum in the table {@code
 * schema_migrations}. A migration that was run is never edited: a correction is the next migration.
 * The checksum covers the statements only, so comments may be improved.
 *
 * <pre>{@code
 * Keyspace keyspace = new Keyspace("parley", Map.of("dc1", 3));
 * MigrationPlan done = new SchemaMigrator(session, keyspace, Migrations.load()).migrate();
 * }</pre>
 *
 * <p>CQL has no transactions over schema changes, so a run can end half way. A migration is safe to
 * run again because each of its statements is. The reader of the files refuses statements that are
 * not. For the same reason two runs at the same time do no harm, provided that the server puts
 * schema changes in one order. ScyllaDB does so by consensus. Cassandra does so on each node, so
 * the migrator sends all changes to one node, which is the same in every run.
 *
 * <p>The comments in the CQL files say what each table is for, and why it is compacted and expires
 * as it does.
 */
package io.parley.infra.scylla;
