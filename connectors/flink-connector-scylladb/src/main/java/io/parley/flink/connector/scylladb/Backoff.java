package io.parley.flink.connector.scylladb;

import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The delays before a request is sent again. Stateless, so one instance serves all requests.
 *
 * <p>It reads as a sentence: {@code exponential(50 ms, 10 s).withJitter(0.2).withMaxAttempts(20)}.
 */
@FunctionalInterface
interface Backoff extends Serializable {

  /** Returned instead of a delay when the request shall not be sent again. */
  long GIVE_UP = -1;

  /**
   * The delay before the next attempt in milliseconds, or {@link #GIVE_UP}.
   *
   * @param attempts attempts made so far, at least 1
   * @param elapsedMillis time since the first attempt was sent
   */
  long delayMillis(int attempts, long elapsedMillis);

  /** Always the same delay. */
  static Backoff fixed(Duration delay) {
    long millis = delay.toMillis();
    return (attempts, elapsed) -> millis;
  }

  /** Starts with {@code initial} and doubles with each attempt up to {@code max}. */
  static Backoff exponential(Duration initial, Duration max) {
    long first = Math.max(1, initial.toMillis());
    long cap = max.toMillis();
    return (attempts, elapsed) -> {
      int doublings = Math.min(attempts - 1, Long.numberOfLeadingZeros(first) - 2);
      return Math.min(cap, first << doublings);
    };
  }

  /**
   * Spreads each delay evenly over {@code delay * (1 - rate)} to {@code delay * (1 + rate)}, so
   * that requests that failed together do not come back together.
   */
  default Backoff withJitter(double rate) {
    return withJitter(rate, () -> ThreadLocalRandom.current().nextDouble());
  }

  /** As {@link #withJitter(double)}, from a given source of numbers in [0, 1). */
  default Backoff withJitter(double rate, RandomFraction random) {
    return (attempts, elapsed) -> {
      long delay = delayMillis(attempts, elapsed);
      return delay == GIVE_UP ? GIVE_UP : Math.round(delay * (1 + rate * (2 * random.next() - 1)));
    };
  }

  /** Gives up once {@code max} attempts were made. */
  default Backoff withMaxAttempts(int max) {
    return (attempts, elapsed) -> attempts >= max ? GIVE_UP : delayMillis(attempts, elapsed);
  }

  /** Gives up once {@code max} has passed since the first attempt. */
  default Backoff withMaxElapsed(Duration max) {
    long limit = max.toMillis();
    return (attempts, elapsed) -> elapsed >= limit ? GIVE_UP : delayMillis(attempts, elapsed);
  }

  /** A source of numbers in [0, 1). */
  @FunctionalInterface
  interface RandomFraction extends Serializable {
    double next();
  }
}
