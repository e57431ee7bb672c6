package io.parley.schemas.id;

/**
 * The 10-day window of an id, counted from the Snowflake epoch: 0 is 2024-01-01 to 2024-01-10.
 *
 * <p>Tables that grow with the messages of a conversation are partitioned by (conversation_id,
 * bucket), so no partition grows without end. The row of an event lies in the bucket of its event
 * id. A receipt or a status, and what an edit changes in the row of its message, belong to the
 * bucket of the <em>message</em>, however late they come.
 */
public final class MessageBucket {

  private static final long WINDOW_MILLIS = 10L * 24 * 60 * 60 * 1000;

  private MessageBucket() {}

  /** The bucket of a message or an event. Buckets rise with ids. */
  public static int of(long id) {
    return (int) ((Snowflake.unixMillis(id) - Snowflake.EPOCH_MILLIS) / WINDOW_MILLIS);
  }

  /** The lowest id that lies in a bucket; the highest of the bucket before is one less. */
  public static long firstId(int bucket) {
    return Snowflake.of(Snowflake.EPOCH_MILLIS + bucket * WINDOW_MILLIS, 0, 0, 0);
  }
}
