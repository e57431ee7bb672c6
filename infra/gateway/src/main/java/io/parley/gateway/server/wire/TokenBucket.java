package io.parley.gateway.server.wire;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A token bucket: it fills at a steady rate up to a burst, and each frame takes one token. It may
 * go below zero, because frames that were read already are not thrown away. Not safe for use by
 * several threads.
 */
final class TokenBucket {

  private static final double NANOS_PER_SECOND = 1e9;

  private final double perSecond;
  private final double burst;
  private final LongSupplier nanos;
  private double tokens;
  private long at;

  TokenBucket(int perSecond, int burst, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.nanos = nanos;
    this.tokens = burst;
    this.at = nanos.getAsLong();
  }

  /** Takes a token. Returns the time until there is one for the next frame; zero if now. */
  Duration take() {
    long now = nanos.getAsLong();
    tokens = Math.min(burst, tokens + (now - at) / NANOS_PER_SECOND * perSecond) - 1;
    at = now;
    return tokens >= 1
        ? Duration.ZERO
        : Duration.ofNanos(Math.round((1 - tokens) / perSecond * NANOS_PER_SECOND));
  }
}
