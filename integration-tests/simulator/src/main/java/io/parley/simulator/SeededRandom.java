package io.parley.simulator;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** A source of random choices that are fixed by a seed. */
public final class SeededRandom {

  private final RandomGenerator random;

  /** Makes choices by {@code random}. */
  public SeededRandom(RandomGenerator random) {
    this.random = random;
  }

  /** True in this share of cases, 0 to 1. */
  public boolean is(double share) {
    return random.nextDouble() < share;
  }

  /** From {@code low} to {@code high}, both included. */
  public int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  /** Any element, all equally likely. There must be at least one. */
  public <T> T oneOf(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** Exponentially distributed, as the times between independent events are. */
  public long nanosAround(Duration mean) {
    return Math.round(random.nextExponential() * mean.toNanos());
  }
}
