/**
 * The command {@code ./parley dead-letters}: lists, shows and replays records that a job could not
 * process.
 *
 * <p>A dead letter is named by its place in {@code chat.dead-letters}, as {@code partition@offset}.
 * {@link io.parley.operations.deadletters.DeadLetterScan} reads the topic; {@link
 * io.parley.operations.deadletters.DeadLetterFilter} selects.
 *
 * <p>A replay writes the original key and bytes to the topic that the record came from ({@link
 * io.parley.operations.deadletters.Replay}). Only topics that gateways write can be replayed to,
 * because a job would never forgive a foreign record in its own output. A replay may be repeated.
 * Ingest answers a command that it knows with the same ids, receipts commute, and epochs and
 * incarnations decide the order of sessions and gateways.
 *
 * <p>The header {@code parley.replay-of} marks a replayed record. A dead letter does not bear that
 * header itself. It bears the place of its original, so {@link
 * io.parley.operations.deadletters.Originals} looks there. That works until retention deletes the
 * original: 7 days for most topics, 1 hour for {@code chat.gateways}.
 */
package io.parley.operations.deadletters;
