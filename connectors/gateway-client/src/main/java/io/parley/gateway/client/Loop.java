package io.parley.gateway.client;

import java.time.Duration;

/** The one thread on which all of a gateway's state lives. */
interface Loop {

  /** Runs a task on the thread, after those given before. May be called by any thread. */
  void execute(Runnable task);

  /** Runs a task on the thread after a time. Called on the thread only. */
  void after(Duration time, Runnable task);

  /**
   * The gateway's clock: milliseconds since 1970, never going back. May be called by any thread.
   */
  long millis();
}
