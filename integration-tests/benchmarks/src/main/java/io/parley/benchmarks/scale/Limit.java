package io.parley.benchmarks.scale;

/**
 * A limit of the installation.
 *
 * @param name what is limited
 * @param used how much of it the demand uses
 * @param limit how much there is
 * @param then what to do beyond it
 */
record Limit(String name, double used, double limit, String then) {

  /** Above 1 the demand is beyond the limit. */
  double share() {
    return used / limit;
  }
}
