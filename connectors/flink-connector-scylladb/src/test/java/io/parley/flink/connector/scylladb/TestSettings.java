package io.parley.flink.connector.scylladb;

import java.time.Duration;

/** Settings of unit tests: small, fixed, without jitter. */
final class TestSettings {

  static final long BACKOFF_MILLIS = 100;
  static final long FLUSH_TIMEOUT_MILLIS = 60_000;

  private static final long PENDING_BYTES = 1 << 20;
  private static final Duration LINGER = Duration.ofMillis(5);

  private TestSettings() {}

  static WriteSettings unbatched(int maxInFlight) {
    return create(maxInFlight, 1, LINGER, 64, 4096);
  }

  /** A partition, or a key, may take only a part of the window. */
  static WriteSettings shared(int maxInFlight, int share, int pending) {
    return create(maxInFlight, 1, LINGER, 64, pending, 100, share, PENDING_BYTES);
  }

  static WriteSettings batched(int maxInFlight, int rows) {
    return create(maxInFlight, rows, LINGER, 64, 4096);
  }

  /** Rows of one record share a request and wait for nobody else's. */
  static WriteSettings batchedByRecord(int maxInFlight, int rows) {
    return create(maxInFlight, rows, Duration.ZERO, 64, 4096);
  }

  static WriteSettings writeThrough(int maxInFlight, int groupRows, int pending) {
    return create(maxInFlight, 1, LINGER, groupRows, pending);
  }

  /** At most so many bytes that are not acknowledged. */
  static WriteSettings pendingBytes(int maxInFlight, long bytes) {
    return create(maxInFlight, 1, LINGER, 64, 4096, 100, 1, bytes);
  }

  /** The defaults of the options, as far as they bound groups. */
  static WriteSettings largeGroups() {
    return create(512, 1, LINGER, 64, 4096, 32 * 1024, 32, PENDING_BYTES);
  }

  private static WriteSettings create(
      int maxInFlight, int batchRows, Duration linger, int groupRows, int pending) {
    return create(
        maxInFlight, batchRows, linger, groupRows, pending, 100, maxInFlight, PENDING_BYTES);
  }

  private static WriteSettings create(
      int maxInFlight,
      int batchRows,
      Duration linger,
      int groupRows,
      int pending,
      long batchBytes,
      int share,
      long pendingBytes) {
    return new WriteSettings(
        maxInFlight,
        share,
        Duration.ofMillis(FLUSH_TIMEOUT_MILLIS),
        batchRows,
        batchBytes,
        linger,
        Backoff.fixed(Duration.ofMillis(BACKOFF_MILLIS)).withMaxAttempts(3),
        groupRows,
        pending,
        pendingBytes);
  }
}
