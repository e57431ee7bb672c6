/**
 * The rules of conversations, without Flink (the build enforces this).
 *
 * <p>{@link io.parley.ingest.domain.ConversationDecider} turns a state and a numbered command into
 * a {@link io.parley.ingest.domain.Decision}. {@link io.parley.ingest.domain.StateTransition}
 * applies the decision. {@link io.parley.ingest.domain.LogSweep} removes the state that has become
 * too old. The first class only reads. The other two write only what the decision or the horizons
 * demand, so a test can compare a whole history with a model.
 *
 * <p>The state of a conversation is a small {@linkplain io.parley.ingest.domain.ConversationHead
 * head}, its members, and maps that grow with its events and shrink with time. The maps hold the
 * answer to each command (for deduplication), the facts of each message (for edits, deletions and
 * replies), and a chain over both, so that the sweep finds old entries without iterating.
 *
 * <p>All time here is record time, which is the time in the id that a command got from Kafka.
 */
package io.parley.ingest.domain;
