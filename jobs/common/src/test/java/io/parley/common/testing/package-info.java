/**
 * What the jobs' tests share; packed as the test jar of this module.
 *
 * <ul>
 *   <li>{@link io.parley.common.testing.JobShape}: what a job's graph must look like before it may
 *       run at all (uids, names, no Kryo).
 *   <li>{@link io.parley.common.testing.MiniFlink} and {@link io.parley.common.testing.RunningJob}:
 *       a cluster in this JVM, on which a test runs, kills, rescales and measures a job.
 *   <li>{@link io.parley.common.testing.TestKafka}: topics of a test's own, written and read at
 *       both isolation levels.
 *   <li>{@link io.parley.common.testing.JobRig}: a job's own topics, schemas and keyspace on shared
 *       servers; each job's rig extends it.
 *   <li>{@link io.parley.common.testing.TestRegistry}: a schema registry for tests without servers.
 *   <li>{@link io.parley.common.testing.SavedType}: what a type must fulfil to survive in a
 *       savepoint.
 *   <li>{@link io.parley.common.testing.Conservation}: nothing lost, nothing invented, as one sum.
 *   <li>{@link io.parley.schemas.testing.GeneratedBlock}: a README's generated part, and its check.
 * </ul>
 */
package io.parley.common.testing;
