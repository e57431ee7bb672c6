package io.parley.flink.connector.scylladb;

/**
 * How many requests may be under way at once: additive increase, multiplicative decrease.
 *
 * <p>Starts at the configured maximum. One overload answer halves it; a window full of acknowledged
 * requests adds one, up to the maximum. Requests that were already under way when the limit shrank
 * tell nothing new: their overload answers do not shrink it again. Owned by the task thread.
 */
final class InFlightLimit {

  private final int max;
  private double limit;
  private long sent;
  private long sentAtLastDecrease = -1;

  InFlightLimit(int max) {
    this.max = max;
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
      limit = Math.max(1, limit / 2);
      sentAtLastDecrease = sent - 1;
    }
  }
}
