package io.parley.gateway.client;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * The places for reads of the history that are under way, and the reads that wait for a place, in
 * order. For one thread.
 *
 * <p>A read is suspect if the last read of its conversation failed or was slow: its shard of the
 * database may stand still. Suspect reads get a quarter of the places and no more, so the reads of
 * other conversations do not wait for them.
 */
final class ReadPlaces<T> {

  private static final int SHARE = 4;

  private final int most;
  private final int mostSuspect;
  private final Queue<T> waiting = new ArrayDeque<>();
  private final Queue<T> waitingSuspects = new ArrayDeque<>();
  private int taken;
  private int takenBySuspects;

  /** So many places; at least one is for suspects. */
  ReadPlaces(int most) {
    this.most = most;
    this.mostSuspect = Math.max(1, most / SHARE);
  }

  /** A read waits for a place. */
  void add(T read, boolean suspect) {
    (suspect ? waitingSuspects : waiting).add(read);
  }

  /** Gives a place to the next read that may begin. */
  Optional<T> next() {
    if (taken == most) {
      return Optional.empty();
    }
    boolean suspect = takenBySuspects < mostSuspect && !waitingSuspects.isEmpty();
    Optional<T> read = Optional.ofNullable((suspect ? waitingSuspects : waiting).poll());
    if (read.isPresent()) {
      taken++;
      takenBySuspects += suspect ? 1 : 0;
    }
    return read;
  }

  /** A read has ended and leaves its place. */
  void leave(boolean suspect) {
    taken--;
    takenBySuspects -= suspect ? 1 : 0;
  }
}
