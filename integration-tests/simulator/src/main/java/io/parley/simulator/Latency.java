package io.parley.simulator;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/** A distribution of times. The fleet's thread writes it, and any thread may read it. */
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
}
