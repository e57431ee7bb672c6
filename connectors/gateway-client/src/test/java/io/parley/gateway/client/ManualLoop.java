package io.parley.gateway.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/** A loop whose time passes when a test says so; tasks run within the call that gives them. */
final class ManualLoop implements Loop {

  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final Timers timers = new Timers();
  private long millis = 1_000_000;
  private boolean running;

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    if (!running) {
      running = true;
      try {
        while (!tasks.isEmpty()) {
          tasks.remove().run();
        }
      } finally {
        running = false;
      }
    }
  }

  @Override
  public void after(Duration time, Runnable task) {
    timers.at(millis + time.toMillis(), task);
  }

  @Override
  public long millis() {
    return millis;
  }

  /**
   * Lets time pass, a millisecond at a time, so that timers see the time for which they are due.
   */
  void pass(Duration time) {
    for (long end = millis + time.toMillis(); millis < end; ) {
      millis++;
      execute(() -> timers.run(millis));
    }
  }
}
