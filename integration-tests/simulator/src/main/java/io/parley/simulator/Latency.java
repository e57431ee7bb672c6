package io.parley.simulator;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * A distribution of times from when a message was meant to be sent. The fleet's thread writes it,
 * and any thread may read it.
 */
public final class Latency {

  private static final long HIGHEST_MICROS = TimeUnit.HOURS.toMicros(1);
  private static final int DIGITS = 3;

  private final Measuring measuring;
  private final SingleWriterRecorder recorder = new SingleWriterRecorder(HIGHEST_MICROS, DIGITS);
  private final SingleWriterRecorder measured = new SingleWriterRecorder(HIGHEST_MICROS, DIGITS);
  private final Histogram total = new Histogram(HIGHEST_MICROS, DIGITS);
  private final Histogram measuredTotal = new Histogram(HIGHEST_MICROS, DIGITS);
  private volatile long newest = Long.MIN_VALUE;

  Latency(Measuring measuring) {
    this.measuring = measuring;
  }

  /**
   * Records an arrival that happens now.
   *
   * @param intended when the message was meant to be sent, in {@link System#nanoTime}
   */
  void record(long intended) {
    long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - intended);
    long kept = Math.min(Math.max(0, micros), HIGHEST_MICROS);
    recorder.recordValue(kept);
    if (measuring.includes(intended)) {
      measured.recordValue(kept);
    }
    newest = newest == Long.MIN_VALUE || intended - newest > 0 ? intended : newest;
  }

  /** The times since the last call of this method or {@link #total}, in microseconds. */
  public synchronized Histogram sinceLastLook() {
    Histogram interval = recorder.getIntervalHistogram();
    total.add(interval);
    return interval;
  }

  /** All times, in microseconds. */
  public synchronized Histogram total() {
    sinceLastLook();
    return total.copy();
  }

  /** The times of messages that were meant to be sent while the fleet measured, in microseconds. */
  public synchronized Histogram measured() {
    measuredTotal.add(measured.getIntervalHistogram());
    return measuredTotal.copy();
  }

  /** Whether a message has arrived that was meant to be sent at that moment or later. */
  public boolean hasReached(long moment) {
    return newest != Long.MIN_VALUE && newest - moment >= 0;
  }
}
