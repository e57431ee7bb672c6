/**
 * The schema registry, seen from a task.
 *
 * <p>{@link io.parley.common.registry.Registry} opens a connection in a task, {@link
 * io.parley.common.registry.PatientSchemaLookup} waits through outages. A registry that is down is
 * no bad input: the task stands still (backpressure) and nothing becomes a dead letter.
 *
 * <p><b>Why a task may wait, and why not for ever.</b> The wait happens inside the processing of a
 * record, so the task's checkpoints wait with it. That is right for a short outage, as no record
 * may overtake the one that waits. In a long one checkpoints would time out one after another and
 * the job would fail without saying why. So after {@code registry.outage-patience} the task fails
 * with the cause in its message, and Flink's restart strategy goes on trying at growing intervals.
 * No record is lost by that: the job resumes at the same one. The schemas of a topic's subject are
 * fetched when a task opens ({@link io.parley.common.registry.SubjectSchemas}), so only a start or
 * a new schema version meets an outage at all.
 */
package io.parley.common.registry;
