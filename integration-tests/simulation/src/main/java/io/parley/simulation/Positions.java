package io.parley.simulation;

/** How far a task has read each partition of a topic. Part of its checkpoint. */
final class Positions {

  private final int[] next;

  Positions(int partitions) {
    next = new int[partitions];
  }

  private Positions(int[] next) {
    this.next = next.clone();
  }

  Positions copy() {
    return new Positions(next);
  }

  /** The next record of a partition, or null at its end. */
  <T> Log.Entry<T> take(Log<T> log, int partition) {
    return isAtEnd(log, partition) ? null : log.get(partition, next[partition]++);
  }

  boolean isAtEnd(Log<?> log, int partition) {
    return next[partition] >= log.end(partition);
  }

  boolean isAtEnd(Log<?> log) {
    for (int partition = 0; partition < next.length; partition++) {
      if (!isAtEnd(log, partition)) {
        return false;
      }
    }
    return true;
  }

  /** The time up to which a topic has been read: just before its next record, or now. */
  long readUpTo(Log<?> log, long now) {
    long upTo = now;
    for (int partition = 0; partition < next.length; partition++) {
      if (!isAtEnd(log, partition)) {
        upTo = Math.min(upTo, log.get(partition, next[partition]).at() - 1);
      }
    }
    return upTo;
  }
}
