package io.parley.flink.connector.scylladb;

import java.time.Duration;

/** Settings of unit tests: small, fixed, without jitter. */
final class TestSettings {

  static final long BACKOFF_MILLIS = 100;
  static final long FLUSH_TIMEOUT_MILLIS = 60_000;

  private TestSettings() {}

  static WriteSettings unbatched(int maxInFlight) {
    return create(maxInFlight, 1, 64, 4096);
  }

  static WriteSettings batched(int maxInFlight, int rows) {
    return create(maxInFlight, rows, 64, 4096);
  }

  static WriteSettings writeThrough(int maxInFlight, int perKey, int pending) {
    return create(maxInFlight, 1, perKey, pending);
  }

  private static WriteSettings create(int maxInFlight, int batchRows, int perKey, int pending) {
    return new WriteSettings(
        maxInFlight,
        Duration.ofMillis(FLUSH_TIMEOUT_MILLIS),
        batchRows,
        100,
        Duration.ofMillis(5),
        Backoff.fixed(Duration.ofMillis(BACKOFF_MILLIS)).withMaxAttempts(3),
        perKey,
        pending);
  }
}
