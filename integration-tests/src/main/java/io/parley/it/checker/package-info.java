/**
 * The checker: holds what a run left behind, topics and tables, against the promise, and reports
 * violations in the field's terms ({@link io.parley.it.checker.Violation}).
 *
 * <p>It runs when the pipeline is at rest: everything consumed, the last transaction committed.
 *
 * <pre>{@code
 * try (LiveHistory history = LiveHistory.connect(...); Scratch scratch = Scratch.temporary()) {
 *   new Checker(scratch).ingest(history).verdict().assertHolds();
 * }
 * }</pre>
 *
 * <p>Reading ({@code live}) and judging ({@code ingest}) know each other only through {@code
 * history}, so that the judges are tested without servers: against faultless histories made from
 * seeds, and against the same histories broken in one place.
 *
 * <p>Memory is bounded by the sort buffers ({@code sort}), by the resends of one command, and by
 * the members of one conversation, not by the length of the history.
 *
 * <p>The checker works out for itself what must be, with no code of the jobs: a mistake is not
 * checked by itself. It shares with them the schemas, the ids and the decoder.
 */
package io.parley.it.checker;
