/**
 * From bytes to records: the first operator behind every source.
 *
 * <p>{@link io.parley.common.decode.DecodeFunction} gives {@link io.parley.common.decode.Incoming}
 * for what is a record and passes the job's {@link io.parley.common.decode.RecordCheck}s, and a
 * {@link io.parley.common.deadletter.DeadLetter} on a side output for what is not. It never throws
 * for a record's sake. Chain it to its source.
 */
package io.parley.common.decode;
