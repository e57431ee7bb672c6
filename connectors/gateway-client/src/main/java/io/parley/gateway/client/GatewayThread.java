package io.parley.gateway.client;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The thread of a gateway: runs tasks in the order in which they were given, timers when they are
 * due, and polls Kafka in between. A new task ends a poll that waits.
 */
final class GatewayThread implements Loop {

  private static final long LONGEST_POLL_NANOS = Duration.ofMillis(500).toNanos();

  /** Most tasks of one turn, so that a flood of tasks keeps neither timers nor Kafka waiting. */
  private static final int MOST_TASKS = 1_000;

  /** The time after which no further task of a turn begins: some tasks may be slow. */
  private static final long LONGEST_TURN_NANOS = Duration.ofMillis(100).toNanos();

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Timers timers = new Timers();
  private final Runnable wakeUp;
  private final Consumer<Duration> poll;
  private volatile boolean polling;
  private volatile boolean stopped;
  private final AtomicLong millis = new AtomicLong();

  /**
   * A thread that does not run yet.
   *
   * @param poll waits for input for at most so long, and handles it
   * @param wakeUp ends a poll that waits; may be called by any thread
   */
  GatewayThread(Consumer<Duration> poll, Runnable wakeUp) {
    this.poll = poll;
    this.wakeUp = wakeUp;
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    if (polling) {
      wakeUp.run();
    }
  }

  @Override
  public void after(Duration time, Runnable task) {
    timers.at(System.nanoTime() + time.toNanos(), task);
  }

  @Override
  public long millis() {
    return millis.accumulateAndGet(System.currentTimeMillis(), Math::max);
  }

  /** Runs until {@link #stop}, in the calling thread. */
  void run() {
    while (!stopped) {
      runTasks();
      timers.run(System.nanoTime());
      if (!stopped) {
        pollForInput();
      }
    }
  }

  private void runTasks() {
    long end = System.nanoTime() + LONGEST_TURN_NANOS;
    for (int left = MOST_TASKS; left > 0 && !stopped && System.nanoTime() - end < 0; left--) {
      Runnable task = tasks.poll();
      if (task == null) {
        return;
      }
      task.run();
    }
  }

  private void pollForInput() {
    polling = true;
    long patience = tasks.isEmpty() ? timers.untilNext(System.nanoTime(), LONGEST_POLL_NANOS) : 0;
    try {
      poll.accept(Duration.ofNanos(patience));
    } finally {
      polling = false;
    }
  }

  /** Ends {@link #run} after the task that runs now. May be called by any thread. */
  void stop() {
    stopped = true;
    if (polling) {
      wakeUp.run();
    }
  }
}
