/**
 * A ScyllaDB sink and a ScyllaDB write-through for Flink DataStream jobs.
 *
 * <h2>Guarantee</h2>
 *
 * At least once, by idempotent upserts whose write timestamp comes from the record. A row may be
 * written again after a failure; it is then the same row with the same timestamp, so the table ends
 * up as if each record had been written exactly once.
 *
 * <h2>Two operators, one machinery</h2>
 *
 * <ul>
 *   <li>{@link io.parley.flink.connector.scylladb.ScyllaSink}: the end of a stream. A checkpoint
 *       keeps the records whose rows are not acknowledged.
 *   <li>{@link io.parley.flink.connector.scylladb.ScyllaWriteThrough}: a step in a keyed stream. It
 *       passes each record on once its rows are acknowledged, in order by key.
 * </ul>
 *
 * Both are made of {@link io.parley.flink.connector.scylladb.ScyllaUpsert}s (which rows a record
 * writes) and {@link io.parley.flink.connector.scylladb.ScyllaOptions}, and both hand their records
 * to one {@code WriteEngine}: bounded requests in flight ({@code InFlightLimit}), optional batches
 * ({@code WriteBatcher}), retries by error class ({@code ErrorClassifier}, {@code Backoff}). The
 * engine sees the driver through {@code WriteTarget} alone; the real one is {@code CqlTarget} over
 * the TaskManager's shared session ({@code CqlSessions}).
 *
 * <h2>Threads</h2>
 *
 * Everything runs on the task thread and needs no locks, except two things: sessions, which are
 * shared by tasks, and {@code Completions}, through which the driver's threads hand finished
 * requests to the task.
 */
package io.parley.flink.connector.scylladb;
