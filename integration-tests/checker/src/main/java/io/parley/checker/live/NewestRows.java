package io.parley.checker.live;

import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/** The newest rows of table messages, as a reader of the table finds them. */
interface NewestRows {

  /**
   * A row.
   *
   * @param sequence of the event in its conversation; a row without one counts as 0
   */
  record StoredEvent(long eventId, long sequence) {}

  /** At most two rows of a bucket up to this event id, the newer one first. */
  CompletionStage<List<StoredEvent>> upTo(String conversation, int bucket, long eventId);

  /** The newest bucket of a conversation below this one. It is empty below the oldest bucket. */
  CompletionStage<OptionalInt> bucketBelow(String conversation, int bucket);
}
