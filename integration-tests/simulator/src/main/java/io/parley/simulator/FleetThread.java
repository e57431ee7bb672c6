package io.parley.simulator;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The task queue of the one thread that a fleet runs on. Other threads add tasks, and the fleet's
 * thread plans tasks for later.
 */
final class FleetThread {

  private static final long LONGEST_WAIT_NANOS = Duration.ofMillis(5).toNanos();

  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final Timers timers = new Timers();

  /** Adds a task. May be called by any thread. */
  void execute(Runnable task) {
    tasks.add(task);
  }

  /** Plans a task. For the fleet's thread. */
  void after(long nanos, Runnable task) {
    timers.at(System.nanoTime() + nanos, task);
  }

  /** Runs the waiting tasks and those that are due, or waits a moment for a task. */
  void turn() {
    try {
      Runnable task = tasks.poll(LONGEST_WAIT_NANOS, TimeUnit.NANOSECONDS);
      // Runs at most the tasks that wait now, so that the rest of the fleet has its turn too.
      for (int left = tasks.size(); task != null; left--) {
        task.run();
        task = left > 0 ? tasks.poll() : null;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The fleet's thread was interrupted", e);
    }
    timers.run(System.nanoTime());
  }
}
