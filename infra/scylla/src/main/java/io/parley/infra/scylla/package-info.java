/**
 * The deploy step for ScyllaDB: the keyspace and its tables, as numbered CQL migrations.
 *
 * <p>Migrations are the resources {@code parley/migrations/V001__name.cql, V002__...}, listed in
 * the file {@code index} beside them. {@link io.parley.infra.scylla.SchemaMigrator} runs those that
 * a keyspace has not had, in order, and records each with a checksum in the table {@code
 * schema_migrations}. What was run is never edited: a correction is the next migration. The
 * checksum is one of the statements; comments may be improved.
 *
 * <pre>{@code
 * Keyspace keyspace = new Keyspace("parley", Map.of("dc1", 3));
 * MigrationPlan done = new SchemaMigrator(session, keyspace, Migrations.load()).migrate();
 * }</pre>
 *
 * <p>CQL has no transactions over schema changes, so a run can end half way. It is safe to run
 * again because each statement is: the reader of the files refuses any other. For the same reason
 * two runs at once do no harm, provided that the server puts schema changes in one order. ScyllaDB
 * does, by consensus. Cassandra does so on each node, so the migrator sends all its changes to one
 * node, the same one in every run.
 *
 * <p>What the tables are for, and why they are compacted and expire as they do, is said in the CQL
 * files.
 */
package io.parley.infra.scylla;
