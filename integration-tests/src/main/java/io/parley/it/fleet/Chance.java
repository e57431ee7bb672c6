package io.parley.it.fleet;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** Chance from a seed. */
final class Chance {

  private final RandomGenerator random;

  Chance(RandomGenerator random) {
    this.random = random;
  }

  boolean is(double share) {
    return random.nextDouble() < share;
  }

  /** From {@code low} to {@code high}, both included. */
  int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  <T> T oneOf(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** Exponentially distributed, as the times between independent events are. */
  long nanosAround(Duration mean) {
    return Math.round(random.nextExponential() * mean.toNanos());
  }
}
