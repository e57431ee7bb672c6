package io.parley.flink.connector.scylladb;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.configuration.MemorySize;

/**
 * How rows flow: the typed, checked form of the flow options.
 *
 * @param maxInFlight requests of a subtask that are under way or wait for a retry
 * @param flushTimeout how long a drain may take
 * @param batchMaxRows rows of a batch; 1 is no batching
 * @param batchMaxBytes bytes of values in a batch
 * @param batchLinger how long a row waits for company; zero: only for rows of the same record
 * @param backoff when a failed request is sent again
 * @param groupMaxRows rows of one key that are written together (write-through)
 * @param maxPendingRecords records not emitted yet (write-through)
 */
record WriteSettings(
    int maxInFlight,
    Duration flushTimeout,
    int batchMaxRows,
    long batchMaxBytes,
    Duration batchLinger,
    Backoff backoff,
    int groupMaxRows,
    int maxPendingRecords)
    implements Serializable {

  /** Reads the flow options and notes their faults with {@code options}. */
  static WriteSettings read(OptionReader options) {
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
        options.positive(ScyllaOptions.MAX_IN_FLIGHT),
        options.positiveTime(ScyllaOptions.FLUSH_TIMEOUT),
        options.positive(ScyllaOptions.BATCH_MAX_ROWS),
        batchMaxBytes.getBytes(),
        options.get(
            ScyllaOptions.BATCH_LINGER, linger -> !linger.isNegative(), "a duration, 0 ms or more"),
        backoff,
        options.positive(ScyllaOptions.GROUP_MAX_ROWS),
        options.positive(ScyllaOptions.MAX_PENDING_RECORDS));
  }

  /**
   * The same for the write-through, whose groups are its batches: they were put together before, so
   * their rows wait for no more company.
   */
  WriteSettings forGroups() {
    return new WriteSettings(
        maxInFlight,
        flushTimeout,
        groupMaxRows,
        batchMaxBytes,
        Duration.ZERO,
        backoff,
        groupMaxRows,
        maxPendingRecords);
  }
}
