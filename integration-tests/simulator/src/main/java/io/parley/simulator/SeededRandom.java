package io.parley.simulator;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random choices that a seed decides. */
public final class SeededRandom {

  private final RandomGenerator random;

  /** Choices that {@code random} decides. */
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

  /** Any of them, each as likely; there must be one. */
  public <T> T oneOf(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** Exponentially distributed, as the times between independent events are. */
  public long nanosAround(Duration mean) {
    return Math.round(random.nextExponential() * mean.toNanos());
  }
}
