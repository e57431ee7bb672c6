package io.parley.simulator;

import java.util.Comparator;
import java.util.PriorityQueue;

/** A queue of actions that are to be done later. For one thread. */
final class Timers {

  private record Timer(long nanoTime, long order, Runnable action) {}

  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(
          Comparator.comparingLong(Timer::nanoTime).thenComparingLong(Timer::order));
  private long order;

  void at(long nanoTime, Runnable action) {
    timers.add(new Timer(nanoTime, order++, action));
  }

  /** Does everything that is due. */
  void run(long now) {
    while (!timers.isEmpty() && timers.peek().nanoTime() <= now) {
      timers.poll().action().run();
    }
  }
}
