/**
 * The checker. It compares the topics and tables that a run left behind with the promise, and
 * reports violations by kind ({@link io.parley.checker.Violation}).
 *
 * <p>The checker runs when the pipeline is at rest: all inputs are consumed, and the last
 * transaction is committed.
 *
 * <pre>{@code
 * ServiceAddresses address = stack.ready().services();
 * try (FirstSightObserver observer = FirstSightObserver.start(address)) {   // optional, for G1
 *   ... the run, then until it is at rest ...
 *   Verdict verdict = Checker.all(address, observer.stop());
 *   verdict.assertHolds();        // or verdict.table(), verdict.json(), verdict.violations()
 * }
 * }</pre>
 *
 * <p>{@link io.parley.checker.Checker} is the way in: {@code all} for a stack, or part by part for
 * any history.
 *
 * <p>Reading ({@code live}) and judging ({@code ingest}, {@code members}, {@code deliveries},
 * {@code receipts}) know each other only through {@code history}, so that the judges are tested
 * without servers: against faultless histories made from seeds, and against the same histories
 * broken in one place.
 *
 * <p>The checker does not judge how gateways answer a SYNC, except by the receipts that follow it.
 * See {@code deliveries}. It does not read {@code chat.receipt-stats}: {@code StatsWindowsTest} of
 * the receipt aggregation holds the statistics.
 *
 * <p>Tables at rest do not show whether a reader of {@code messages} ever found a row without the
 * row before it (G4). The observer takes samples of that during a run ({@code live}). Every write
 * is judged in two other places: {@code ReadableOrderIT} of the connector reads the table while
 * writes are held back, and {@code Database.store} of the simulation refuses a row that leaves a
 * hole.
 *
 * <p>Memory does not grow with the length of the history. It is bounded by the sort buffers ({@code
 * sort}) and by the resends of one command. Receipts need the messages and members of one
 * conversation. Deliveries need the sessions, devices and SYNCs of one conversation, and the
 * receipts of one user in it. {@code ./parley verify --self-test 1000000} judged 12 million records
 * in the 256 MB of heap that the command has, with 173 s of processor time. With N = 300,000 it
 * needed no more than 48 MB of heap.
 *
 * <p>The checker works out the expected result without any code of the jobs, so that a mistake in a
 * job cannot hide itself. The checker shares the schemas, the ids and the decoder with the jobs.
 */
package io.parley.checker;
