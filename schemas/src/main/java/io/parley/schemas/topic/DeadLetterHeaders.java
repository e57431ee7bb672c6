package io.parley.schemas.topic;

/**
 * The names of the headers of a record in {@code chat.dead-letters}, and of the header that marks a
 * replay. All values are UTF-8 text.
 */
public final class DeadLetterHeaders {

  /** The reason code, such as {@code WRONG_MAGIC}. */
  public static final String REASON = "parley.reason";

  /** The job that could not process the record, by its name in the job catalogue. */
  public static final String JOB = "parley.job";

  /** The topic of the original record, as the brokers name it. */
  public static final String SOURCE_TOPIC = "parley.source.topic";

  /** The partition of the original record. */
  public static final String SOURCE_PARTITION = "parley.source.partition";

  /** The offset of the original record. */
  public static final String SOURCE_OFFSET = "parley.source.offset";

  /** The time of the original record, in milliseconds since the Unix epoch. */
  public static final String SOURCE_TIMESTAMP = "parley.source.timestamp";

  /** Only if bytes were cut off: {@code key=N value=N}, the lengths of the original. */
  public static final String TRUNCATED = "parley.truncated";

  /**
   * On a record of an input topic that an operator has replayed: the dead letter that it was, as
   * {@code topic-partition@offset}.
   */
  public static final String REPLAY_OF = "parley.replay-of";

  private DeadLetterHeaders() {}
}
