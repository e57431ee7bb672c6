package io.parley.flink.connector.scylladb;

/**
 * The limit of requests under way, with additive increase and multiplicative decrease.
 *
 * <p>It starts at the configured maximum. One overload answer halves it. A window full of
 * acknowledged requests adds one, up to the maximum. Overload answers to requests that were already
 * under way when the limit shrank do not shrink it again. It does not shrink below two, so that one
 * place is left beside a repetition. Owned by the task thread.
 */
final class InFlightLimit {

  private final int max;
  private final int min;
  private double limit;
  private long sent;
  private long sentAtLastDecrease = -1;

  InFlightLimit(int max) {
    this.max = max;
    this.min = Math.min(2, max);
    this.limit = max;
  }

  int current() {
    return (int) limit;
  }

  int max() {
    return max;
  }

  /** Returns the number of this request, to be given back to {@link #onOverload}. */
  long onSend() {
    return sent++;
  }

  void onAcknowledged() {
    if (limit < max) {
      limit = Math.min(max, limit + 1 / limit);
    }
  }

  void onOverload(long requestNumber) {
    if (requestNumber > sentAtLastDecrease) {
      limit = Math.max(min, limit / 2);
      sentAtLastDecrease = sent - 1;
    }
  }
}
