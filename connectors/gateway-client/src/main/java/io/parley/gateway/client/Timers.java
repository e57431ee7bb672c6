package io.parley.gateway.client;

import java.util.Comparator;
import java.util.PriorityQueue;

/** The tasks that run later, by time and then by order of arrival. For one thread. */
final class Timers {

  private record Timer(long nanoTime, long order, Runnable task) {}

  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(
          Comparator.comparingLong(Timer::nanoTime).thenComparingLong(Timer::order));
  private long order;

  void at(long nanoTime, Runnable task) {
    timers.add(new Timer(nanoTime, order++, task));
  }

  /** Runs every task whose time has come. */
  void run(long now) {
    while (!timers.isEmpty() && timers.peek().nanoTime() <= now) {
      timers.poll().task().run();
    }
  }

  /** Nanoseconds until the next task, at least 0 and at most {@code most}. */
  long untilNext(long now, long most) {
    return timers.isEmpty() ? most : Math.max(0, Math.min(most, timers.peek().nanoTime() - now));
  }
}
