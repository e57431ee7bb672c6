package io.parley.benchmarks;

import java.util.List;

/** The median of measured values. */
public final class Median {

  private Median() {}

  /** The middle one of an odd number of values, or the mean of the two in the middle. */
  public static double of(List<? extends Number> values) {
    double[] sorted = values.stream().mapToDouble(Number::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
