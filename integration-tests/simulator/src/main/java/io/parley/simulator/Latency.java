package io.parley.simulator;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/** A distribution of times, written by the fleet's thread and read by any. */
public final class Latency {

  private static final long HIGHEST_MICROS = TimeUnit.HOURS.toMicros(1);
  private static final int DIGITS = 3;

  private final SingleWriterRecorder recorder = new SingleWriterRecorder(HIGHEST_MICROS, DIGITS);
  private final Histogram total = new Histogram(HIGHEST_MICROS, DIGITS);

  Latency() {}

  void record(long nanos) {
    long micros = TimeUnit.NANOSECONDS.toMicros(nanos);
    recorder.recordValue(Math.min(Math.max(0, micros), HIGHEST_MICROS));
  }

  /** What was recorded since the last call of this method or {@link #total}; microseconds. */
  public synchronized Histogram sinceLastLook() {
    Histogram interval = recorder.getIntervalHistogram();
    total.add(interval);
    return interval;
  }

  /** Everything; microseconds. */
  public synchronized Histogram total() {
    sinceLastLook();
    return total.copy();
  }
}
