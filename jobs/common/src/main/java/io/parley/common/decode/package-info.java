/**
 * From bytes to records: the first operator behind every source.
 *
 * <p>{@link io.parley.common.decode.DecodeFunction} gives {@link io.parley.common.decode.Incoming}
 * for what is a record and passes the job's {@link io.parley.common.decode.RecordCheck}s, and a
 * {@link io.parley.common.deadletter.DeadLetter} on a side output for what is not. It never throws
 * for a record's sake. Chain it to its source.
 *
 * <p>Before the first record it checks what the job's promise rests on: the topic has as many
 * partitions as when the state was made, the state is not behind what the consumer group has
 * committed ({@link io.parley.common.decode.StartCheck}), and the registry still has the schemas
 * that it had ({@code io.parley.common.registry.SubjectSchemas}). If not, the job ends with a
 * message that says what to do, and is not restarted.
 */
package io.parley.common.decode;
