/**
 * The checker: holds what a run left behind, topics and tables, against the promise, and reports
 * violations in the field's terms ({@link io.parley.checker.Violation}).
 *
 * <p>It runs when the pipeline is at rest: everything consumed, the last transaction committed.
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
 * <p>Reading ({@code live}) and judging ({@code ingest}, {@code deliveries}, {@code receipts}) know
 * each other only through {@code history}, so that the judges are tested without servers: against
 * faultless histories made from seeds, and against the same histories broken in one place.
 *
 * <p>Not judged: what gateways make of a SYNC, beyond the receipts that answer it; see {@code
 * deliveries}.
 *
 * <p>Memory is bounded by the sort buffers ({@code sort}), by the resends of one command, and for
 * receipts by the messages and members of one conversation, for deliveries by the sessions, devices
 * and SYNCs of one conversation and the receipts of one user in it, not by the length of the
 * history. {@code ./parley verify --self-test N} measures that for the check of ingest.
 *
 * <p>The checker works out for itself what must be, with no code of the jobs: a mistake is not
 * checked by itself. It shares with them the schemas, the ids and the decoder.
 */
package io.parley.checker;
