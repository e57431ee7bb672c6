package io.parley.flink.connector.scylladb;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * Divides the window of requests among lanes, so that a lane whose requests are not answered cannot
 * fill it. A lane is a partition of the table in the sink, and a key of the stream in the
 * write-through. Requests above the share of their lane wait here, and other lanes pass them. A
 * plain class; owned by the task thread.
 *
 * <p>Bound: a lane exists while it has a request under way. The requests that wait belong to the at
 * most {@code scylladb.max-pending-records} records that are not settled.
 */
final class WindowShares<T> {

  private final int share;
  private final Map<Object, Lane<T>> lanes = new HashMap<>();
  private int waiting;

  /**
   * @param share requests of one lane that have a place in the window at the same time
   */
  WindowShares(int share) {
    this.share = share;
  }

  /** Gives the request a place of its lane's share; false if it must wait here for one. */
  boolean tryEnter(WriteRequest<T> request) {
    Lane<T> lane = lanes.computeIfAbsent(request.lane(), l -> new Lane<>());
    if (lane.places < share) {
      lane.places++;
      return true;
    }
    lane.waiting.add(request);
    waiting++;
    return false;
  }

  /** Takes the place of a settled request back. Returns the request that now has it, or null. */
  WriteRequest<T> leave(WriteRequest<T> settled) {
    Lane<T> lane = lanes.get(settled.lane());
    WriteRequest<T> next = lane.waiting.poll();
    if (next != null) {
      waiting--;
      return next;
    }
    lane.places--;
    if (lane.places == 0) {
      lanes.remove(settled.lane());
    }
    return null;
  }

  /** Requests of all lanes that wait for a place. */
  int waiting() {
    return waiting;
  }

  private static final class Lane<T> {
    private final Queue<WriteRequest<T>> waiting = new ArrayDeque<>(2);
    private int places;
  }
}
