package io.parley.simulator;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The one thread on which a fleet lives. Other threads leave tasks for it, and it does what is due
 * at a time.
 */
final class FleetThread {

  private static final long LONGEST_WAIT_NANOS = Duration.ofMillis(5).toNanos();

  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final Timers timers = new Timers();

  /** Leaves a task. May be called by any thread. */
  void execute(Runnable task) {
    tasks.add(task);
  }

  /** Plans a task. For the fleet's thread. */
  void after(long nanos, Runnable task) {
    timers.at(System.nanoTime() + nanos, task);
  }

  /** Does what is there and what is due; waits a moment if there is nothing. */
  void turn() {
    try {
      Runnable task = tasks.poll(LONGEST_WAIT_NANOS, TimeUnit.NANOSECONDS);
      // Not more than there are now: the rest of the fleet has its turn too.
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
