package io.parley.pipeline.run;

import io.parley.pipeline.Pipeline;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Times a recovery, step by step, from the moment at which it is made. For one thread.
 *
 * <p>A cluster that does not answer has not got there yet. A step that is not reached within three
 * minutes is an {@link org.awaitility.core.ConditionTimeoutException} that names it.
 */
public final class RecoveryClock {

  /** The cluster saw that tasks are gone. */
  public static final String NOTICED = "noticed";

  /** Every task of every job runs. */
  public static final String RUNNING = "running";

  /** Something reached a device after that. */
  public static final String DELIVERING = "delivering";

  /** What was sent after deliveries went on has reached its devices: the backlog is worked off. */
  public static final String CAUGHT_UP = "caught-up";

  private final Pipeline pipeline;
  private final LongSupplier delivered;
  private final long began = System.nanoTime();
  private final Map<String, Long> millis = new LinkedHashMap<>();

  /**
   * Begins now.
   *
   * @param delivered how many events reached devices so far
   */
  public RecoveryClock(Pipeline pipeline, LongSupplier delivered) {
    this.pipeline = pipeline;
    this.delivered = delivered;
  }

  /** Waits until the cluster sees that tasks are gone. */
  public void awaitNoticed() {
    await(NOTICED, () -> !pipeline.isRunning());
  }

  /** Waits until every task of every job runs. */
  public void awaitRunning() {
    await(RUNNING, pipeline::isRunning);
  }

  /** Waits until something reaches a device that had not reached it when this was called. */
  public void awaitDelivering() {
    long before = delivered.getAsLong();
    await(DELIVERING, () -> delivered.getAsLong() > before);
  }

  /** Waits for any step. */
  public void await(String step, Callable<Boolean> reached) {
    Await.until(step, Await.DEADLINE, reached);
    millis.put(step, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
  }

  /** The times so far. */
  public Recovery recovery(String from) {
    return new Recovery(from, millis);
  }
}
