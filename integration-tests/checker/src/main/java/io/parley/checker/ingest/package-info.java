/**
 * The check of ingest, see {@link io.parley.checker.ingest.IngestCheck}.
 *
 * <p>A history proves little about "durable before visible" (G1). The {@code WRITETIME} of a row
 * does not tell when the row was written, because it is derived from the event id, also in a
 * replay. A history can only prove that an event was visible, perhaps in an aborted transaction,
 * and still has no row. Whether a row came later than its event became visible, only an observer
 * can tell who read both at the time: {@code io.parley.checker.live.FirstSightObserver}. The same
 * goes for holes, which are rows that could be read while the row before them could not. The check
 * compares the {@code WRITETIME} all the same. It proves that the writer used no clock, so that an
 * older write can never win over a newer one.
 */
package io.parley.checker.ingest;
