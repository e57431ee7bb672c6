package io.parley.flink.connector.scylladb;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.TimeUtils;

/**
 * The typed, checked form of the flow options.
 *
 * @param maxInFlight requests of a subtask that are under way
 * @param maxInFlightPerPartition the most of these that may belong to one partition (sink) or one
 *     key (write-through)
 * @param flushTimeout how long a drain may take; null if the user left it to the job
 * @param batchMaxRows rows of a batch; 1 is no batching
 * @param batchMaxBytes bytes of values in a batch
 * @param batchLinger how long a row waits for other rows. At zero it is sent with rows of the same
 *     record only
 * @param backoff when a failed request is sent again
 * @param groupMaxRows rows of one key that are written together (write-through)
 * @param maxPendingRecords the most records that are not acknowledged (sink) or not emitted
 *     (write-through) yet
 * @param maxPendingBytes the most bytes of values that are bound and not acknowledged
 */
record WriteSettings(
    int maxInFlight,
    int maxInFlightPerPartition,
    Duration flushTimeout,
    int batchMaxRows,
    long batchMaxBytes,
    Duration batchLinger,
    Backoff backoff,
    int groupMaxRows,
    int maxPendingRecords,
    long maxPendingBytes)
    implements Serializable {

  private static final Duration FLUSH_TIMEOUT_WITHOUT_CHECKPOINTS = Duration.ofMinutes(5);

  /** Reads the flow options and notes their faults with {@code options}. */
  static WriteSettings read(OptionReader options) {
    int maxInFlight = options.positive(ScyllaOptions.MAX_IN_FLIGHT);
    MemorySize batchMaxBytes =
        options.get(ScyllaOptions.BATCH_MAX_BYTES, size -> size.getBytes() > 0, "a size above 0");
    double jitter =
        options.get(ScyllaOptions.RETRY_JITTER, j -> j >= 0 && j <= 1, "a share from 0 to 1");
    Backoff backoff =
        Backoff.exponential(
                options.positiveTime(ScyllaOptions.RETRY_INITIAL_BACKOFF),
                options.positiveTime(ScyllaOptions.RETRY_MAX_BACKOFF))
            .withJitter(jitter)
            .withMaxAttempts(options.positive(ScyllaOptions.RETRY_MAX_ATTEMPTS))
            .withMaxElapsed(options.positiveTime(ScyllaOptions.RETRY_MAX_ELAPSED));
    return new WriteSettings(
        maxInFlight,
        options.isSet(ScyllaOptions.MAX_IN_FLIGHT_PER_PARTITION)
            ? options.get(
                ScyllaOptions.MAX_IN_FLIGHT_PER_PARTITION,
                share -> share > 0 && share <= maxInFlight,
                "a number from 1 to " + ScyllaOptions.MAX_IN_FLIGHT.key())
            : Math.min(ScyllaOptions.MAX_IN_FLIGHT_PER_PARTITION.defaultValue(), maxInFlight),
        options.isSet(ScyllaOptions.FLUSH_TIMEOUT)
            ? options.positiveTime(ScyllaOptions.FLUSH_TIMEOUT)
            : null,
        options.positive(ScyllaOptions.BATCH_MAX_ROWS),
        batchMaxBytes.getBytes(),
        options.get(
            ScyllaOptions.BATCH_LINGER, linger -> !linger.isNegative(), "a duration, 0 ms or more"),
        backoff,
        options.positive(ScyllaOptions.GROUP_MAX_ROWS),
        options.positive(ScyllaOptions.MAX_PENDING_RECORDS),
        options
            .get(ScyllaOptions.MAX_PENDING_BYTES, size -> size.getBytes() > 0, "a size above 0")
            .getBytes());
  }

  /** How long a drain may take. */
  Duration drainTimeout() {
    return flushTimeout == null ? FLUSH_TIMEOUT_WITHOUT_CHECKPOINTS : flushTimeout;
  }

  /**
   * The same for a sink of a job whose checkpoints have this timeout. A savepoint that drains has
   * it too, and the drain must end first: if the savepoint expires while a task waits, nothing says
   * what the task waited for.
   *
   * @throws IllegalArgumentException if the user gave a flush timeout that is too long
   */
  WriteSettings within(Duration checkpointTimeout) {
    if (flushTimeout != null && flushTimeout.compareTo(checkpointTimeout) >= 0) {
      throw new IllegalArgumentException(
          "%s is %s, expected less than %s, which is %s. Otherwise a savepoint that drains expires while the sink still waits, and the failure does not say that the database is away. Lower the one or raise the other."
              .formatted(
                  ScyllaOptions.FLUSH_TIMEOUT.key(),
                  TimeUtils.formatWithHighestUnit(flushTimeout),
                  CheckpointingOptions.CHECKPOINTING_TIMEOUT.key(),
                  TimeUtils.formatWithHighestUnit(checkpointTimeout)));
    }
    return new WriteSettings(
        maxInFlight,
        maxInFlightPerPartition,
        flushTimeout == null ? checkpointTimeout.multipliedBy(9).dividedBy(10) : flushTimeout,
        batchMaxRows,
        batchMaxBytes,
        batchLinger,
        backoff,
        groupMaxRows,
        maxPendingRecords,
        maxPendingBytes);
  }

  /**
   * The same for the write-through, whose groups are its batches: they were put together before, so
   * their rows wait for no more company.
   */
  WriteSettings forGroups() {
    return new WriteSettings(
        maxInFlight,
        maxInFlightPerPartition,
        flushTimeout,
        groupMaxRows,
        batchMaxBytes,
        Duration.ZERO,
        backoff,
        groupMaxRows,
        maxPendingRecords,
        maxPendingBytes);
  }
}
