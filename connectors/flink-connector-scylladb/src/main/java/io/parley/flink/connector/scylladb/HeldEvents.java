package io.parley.flink.connector.scylladb;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps a watermark (or a similar event) behind the records that came before it. Records leave in
 * another order than they came, so they are counted in epochs. An event ends an epoch. It is
 * released once that epoch and all epochs before it have no record left. Owned by the task thread.
 *
 * <p>Bound: one epoch for each event that came while a record was pending. A record is pending
 * until its rows are written, or until one of its requests has failed for {@code
 * scylladb.retry.max-elapsed}, which fails the task.
 */
final class HeldEvents {

  private final Deque<Epoch> epochs = new ArrayDeque<>();

  HeldEvents() {
    epochs.add(new Epoch());
  }

  /** Counts a record in; give the epoch back to {@link #recordLeft}. */
  Epoch recordCame() {
    Epoch current = epochs.getLast();
    current.records++;
    return current;
  }

  void recordLeft(Epoch epoch) {
    epoch.records--;
    while (epochs.getFirst().isOver()) {
      epochs.removeFirst().event.run();
    }
  }

  /**
   * Runs {@code event} when the last record that came before it has left; at once if none is here.
   */
  void hold(Runnable event) {
    Epoch current = epochs.getLast();
    if (epochs.size() == 1 && current.records == 0) {
      event.run();
    } else {
      current.event = event;
      epochs.add(new Epoch());
    }
  }

  /** The records between two events. */
  static final class Epoch {
    private int records;
    private Runnable event;

    private boolean isOver() {
      return records == 0 && event != null;
    }
  }
}
