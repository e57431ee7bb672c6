package io.parley.flink.connector.scylladb;

import java.time.Duration;

/** Settings of unit tests: small, fixed, without jitter. */
final class TestSettings {

  static final long BACKOFF_MILLIS = 100;
  static final long FLUSH_TIMEOUT_MILLIS = 60_000;

  private static final Duration LINGER = Duration.ofMillis(5);

  private TestSettings() {}

  static WriteSettings unbatched(int maxInFlight) {
    return create(maxInFlight, 1, LINGER, 64, 4096);
  }

  static WriteSettings batched(int maxInFlight, int rows) {
    return create(maxInFlight, rows, LINGER, 64, 4096);
  }

  /** Rows of one record share a request and wait for nobody else's. */
  static WriteSettings batchedByRecord(int maxInFlight, int rows) {
    return create(maxInFlight, rows, Duration.ZERO, 64, 4096);
  }

  static WriteSettings writeThrough(int maxInFlight, int perKey, int pending) {
    return create(maxInFlight, 1, LINGER, perKey, pending);
  }

  private static WriteSettings create(
      int maxInFlight, int batchRows, Duration linger, int perKey, int pending) {
    return new WriteSettings(
        maxInFlight,
        Duration.ofMillis(FLUSH_TIMEOUT_MILLIS),
        batchRows,
        100,
        linger,
        Backoff.fixed(Duration.ofMillis(BACKOFF_MILLIS)).withMaxAttempts(3),
        perKey,
        pending);
  }
}
