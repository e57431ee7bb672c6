/**
 * What must hold of ingest: see {@link io.parley.checker.ingest.IngestCheck}.
 *
 * <p>Durable before visible (G1), from a history alone: the row's {@code WRITETIME} proves nothing
 * about when it was written, because it is derived from the event id, in the replay as in the first
 * try. What a history can prove is weaker: something was visible, perhaps only in an aborted
 * transaction, and even now it has no row. When rows came too late but came, only an observer who
 * was there at first sight can tell: {@code io.parley.checker.live.FirstSightObserver}. The {@code
 * WRITETIME} is checked all the same, for what it does prove: the writer used no clock, so an older
 * write can never win over a newer one.
 */
package io.parley.checker.ingest;
