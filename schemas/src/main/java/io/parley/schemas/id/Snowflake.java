package io.parley.schemas.id;

/**
 * The layout of a message or event id: sign 0, 41 bits of milliseconds since 2024-01-01T00:00:00Z,
 * 3 bits of datacenter, 9 bits of source partition, 10 bits of sequence within the millisecond.
 *
 * <p>Ids sort by their times. Ids of one source partition are unique as long as their pairs of time
 * and sequence are. This class only packs and unpacks ids. The caller chooses time and sequence.
 *
 * <p>The datacenter is part of the id, so that two datacenters can number the same partition
 * without making the same id.
 */
public final class Snowflake {

  /** 2024-01-01T00:00:00Z in milliseconds since 1970: the earliest time that an id can bear. */
  public static final long EPOCH_MILLIS = 1_704_067_200_000L;

  private static final int TIME_BITS = 41;
  private static final int DATACENTER_BITS = 3;
  private static final int PARTITION_BITS = 9;
  private static final int SEQUENCE_BITS = 10;

  private static final int PARTITION_SHIFT = SEQUENCE_BITS;
  private static final int DATACENTER_SHIFT = PARTITION_SHIFT + PARTITION_BITS;
  private static final int TIME_SHIFT = DATACENTER_SHIFT + DATACENTER_BITS;

  /** The latest time that an id can bear, milliseconds since 1970: 2093-09-06. */
  public static final long MAX_UNIX_MILLIS = EPOCH_MILLIS + (1L << TIME_BITS) - 1;

  public static final int MAX_DATACENTER = (1 << DATACENTER_BITS) - 1;

  public static final int MAX_SOURCE_PARTITION = (1 << PARTITION_BITS) - 1;

  /** The highest sequence that fits into an id. */
  public static final int MAX_SEQUENCE = (1 << SEQUENCE_BITS) - 1;

  /**
   * The highest sequence that ingest uses, so at most a thousand ids per millisecond. A millisecond
   * has a thousand microseconds, so {@link #writeTimestampMicros} rises strictly within a
   * partition.
   */
  public static final int MAX_NUMBERED_SEQUENCE = 999;

  private Snowflake() {}

  /**
   * Packs an id.
   *
   * @param unixMillis milliseconds since 1970, {@link #EPOCH_MILLIS} to {@link #MAX_UNIX_MILLIS}
   * @param datacenter 0 to {@link #MAX_DATACENTER}
   * @param sourcePartition the Kafka partition the command came from, 0 to {@link
   *     #MAX_SOURCE_PARTITION}
   * @param sequence position within the millisecond, 0 to {@link #MAX_SEQUENCE}
   * @throws IllegalArgumentException if a part does not fit into its bits: the id would collide
   *     with another
   */
  public static long of(long unixMillis, int datacenter, int sourcePartition, int sequence) {
    if (!canBear(unixMillis)) {
      throw outOfRange("Time", unixMillis, EPOCH_MILLIS, MAX_UNIX_MILLIS);
    }
    requireRange("Datacenter", datacenter, MAX_DATACENTER);
    requireRange("Source partition", sourcePartition, MAX_SOURCE_PARTITION);
    requireRange("Sequence", sequence, MAX_SEQUENCE);
    return (unixMillis - EPOCH_MILLIS) << TIME_SHIFT
        | (long) datacenter << DATACENTER_SHIFT
        | (long) sourcePartition << PARTITION_SHIFT
        | sequence;
  }

  /** Whether an id can bear this time (milliseconds since 1970). */
  public static boolean canBear(long unixMillis) {
    return unixMillis >= EPOCH_MILLIS && unixMillis <= MAX_UNIX_MILLIS;
  }

  /** The time in an id, milliseconds since 1970. */
  public static long unixMillis(long id) {
    return (id >>> TIME_SHIFT) + EPOCH_MILLIS;
  }

  public static int datacenter(long id) {
    return (int) (id >>> DATACENTER_SHIFT) & MAX_DATACENTER;
  }

  public static int sourcePartition(long id) {
    return (int) (id >>> PARTITION_SHIFT) & MAX_SOURCE_PARTITION;
  }

  public static int sequence(long id) {
    return (int) id & MAX_SEQUENCE;
  }

  /**
   * The CQL write timestamp of a row that an event writes, in microseconds since 1970. The sequence
   * counts as microseconds. The raw id cannot serve as a timestamp, because ScyllaDB refuses
   * timestamps more than three days ahead.
   *
   * @throws IllegalArgumentException if the id's sequence is above {@link #MAX_NUMBERED_SEQUENCE}:
   *     its timestamp would run into the next millisecond and an older write could win over a newer
   *     one
   */
  public static long writeTimestampMicros(long id) {
    int sequence = sequence(id);
    requireRange("Sequence of a numbered id", sequence, MAX_NUMBERED_SEQUENCE);
    return unixMillis(id) * 1000 + sequence;
  }

  private static void requireRange(String part, int value, int max) {
    if (value < 0 || value > max) {
      throw outOfRange(part, value, 0, max);
    }
  }

  private static IllegalArgumentException outOfRange(String part, long value, long min, long max) {
    return new IllegalArgumentException(
        part
            + " "
            + value
            + " is not within "
            + min
            + " to "
            + max
            + ": it does not fit into an id");
  }
}
