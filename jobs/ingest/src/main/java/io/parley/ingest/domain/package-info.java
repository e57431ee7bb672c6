/**
 * What becomes of a command: the rules of conversations, without Flink (the build holds that).
 *
 * <p>{@link io.parley.ingest.domain.ConversationDecider} turns (state, numbered command) into a
 * {@link io.parley.ingest.domain.Decision}; {@link io.parley.ingest.domain.StateTransition} applies
 * what was accepted; {@link io.parley.ingest.domain.LogSweep} removes what has become too old. The
 * first reads only, the other two write only what the decision says, so a test can hold a whole
 * history against a model.
 *
 * <p>The state of a conversation is a small {@linkplain io.parley.ingest.domain.ConversationHead
 * head}, its members, and maps that grow with its events and shrink with time: what each command
 * became (deduplication), facts of each message (edits, deletes, replies), and an index that lists
 * both by event, so that the sweep finds them without iterating.
 *
 * <p>All time here is record time: the time in the id that a command got from Kafka.
 */
package io.parley.ingest.domain;
