package io.parley.pipeline.run;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/**
 * Waits for conditions of a pipeline that may be in trouble. A query that fails counts as false,
 * because a cluster that does not answer has not got there yet.
 */
public final class Await {

  /** The longest wait for a pipeline to get well. */
  public static final Duration DEADLINE = Duration.ofMinutes(3);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private Await() {}

  /**
   * Waits until a condition holds.
   *
   * @param what is waited for, in words
   * @throws org.awaitility.core.ConditionTimeoutException at the deadline, with these words
   */
  public static void until(String what, Duration deadline, Callable<Boolean> condition) {
    Awaitility.await(what)
        .atMost(deadline)
        .pollDelay(Duration.ZERO)
        .pollInterval(BETWEEN_LOOKS)
        .ignoreExceptions()
        .until(condition);
  }
}
