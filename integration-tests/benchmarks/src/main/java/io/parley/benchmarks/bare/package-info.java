/**
 * The bare pipeline: three loops that do by hand what the three jobs do, with nothing between them
 * and the clients of Kafka and the database. It is the floor that the jobs are measured against.
 *
 * <p>Each loop is one thread with a consumer, two transactional producers in turn ({@link
 * io.parley.benchmarks.bare.Output}) and a {@link io.parley.benchmarks.bare.Work}:
 *
 * <ul>
 *   <li>{@link io.parley.benchmarks.bare.IngestWork} reads commands, writes the row of each event,
 *       and publishes event and ack when the row is acknowledged.
 *   <li>{@link io.parley.benchmarks.bare.RoutingWork} reads events, sessions, receipts, statuses
 *       and cursors, and writes deliveries and the cursors of devices.
 *   <li>{@link io.parley.benchmarks.bare.ReceiptsWork} reads events and receipts, and writes
 *       statuses, cursors and unread counts.
 * </ul>
 *
 * <p>The loops write the same rows and the same records as the jobs, for the same readers. They are
 * as durable: records are committed together with the offsets of their input, and never before all
 * rows are acknowledged. What they leave out is what the jobs are for. They check no rule,
 * recognise no repetition, retry no delivery, and keep in memory only what an output needs. A crash
 * loses that memory, and with it the statuses, cursors and counts that still wait to be written,
 * which the jobs have in their state. So nobody can run them, and no job can be as fast.
 */
package io.parley.benchmarks.bare;
