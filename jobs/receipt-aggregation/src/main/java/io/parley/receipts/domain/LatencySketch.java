package io.parley.receipts.domain;

import io.parley.schemas.status.LatencyQuantiles;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * A distribution of latencies in milliseconds. It is bounded in size and mergeable, and its
 * quantiles are right to 1 %.
 *
 * <p>It uses HdrHistogram and not a sampling sketch (KLL, classic quantiles, t-digest), because
 * those depend on a random number or on the order of the input. A histogram is a sum of counts. So
 * the same latencies give the same quantiles in any order and after any crash, like everything else
 * in this job. The price is some kilobytes for a window instead of some hundred bytes.
 *
 * <p>State: public fields, so that it can evolve. Latencies that are added one by one are in a
 * histogram of their own until {@link #pack}, because to encode it costs a hundred times as much as
 * to count a latency.
 */
public class LatencySketch {

  private static final int SIGNIFICANT_DIGITS = 2;

  public long count;
  public long max;

  /** The histogram in HdrHistogram's own encoding. Empty without a latency. */
  public byte[] encoded = {};

  /** The histogram with latencies that {@link #encoded} lacks; null if it lacks no latency. */
  private transient Histogram unpacked;

  /** Adds one latency, not negative. Call {@link #pack} before the sketch is serialized. */
  public void add(long millis) {
    unpacked = decode();
    unpacked.recordValue(millis);
    count++;
    max = Math.max(max, millis);
  }

  /** Encodes the latencies that have been added one by one. */
  public void pack() {
    if (unpacked != null) {
      encode(unpacked);
      unpacked = null;
    }
  }

  /** Adds all latencies of another. */
  public void add(LatencySketch other) {
    if (other.count == 0) {
      return;
    }
    unpacked = decode();
    unpacked.add(other.decode());
    pack();
    count += other.count;
    max = Math.max(max, other.max);
  }

  /** The quantiles, or null without a latency. */
  public LatencyQuantiles quantiles() {
    if (count == 0) {
      return null;
    }
    Histogram histogram = decode();
    return LatencyQuantiles.newBuilder()
        .setCount(count)
        .setP50Ms(quantile(histogram, 50))
        .setP90Ms(quantile(histogram, 90))
        .setP99Ms(quantile(histogram, 99))
        .setMaxMs(max)
        .build();
  }

  /**
   * A quantile. The histogram returns the upper end of a bucket, which can lie above the longest
   * latency.
   */
  private long quantile(Histogram histogram, double percentile) {
    return Math.min(max, histogram.getValueAtPercentile(percentile));
  }

  private Histogram decode() {
    if (unpacked != null) {
      return unpacked;
    }
    if (encoded.length > 0) {
      return Histogram.decodeFromByteBuffer(ByteBuffer.wrap(encoded), 0);
    }
    Histogram histogram = new Histogram(SIGNIFICANT_DIGITS);
    histogram.setAutoResize(true);
    return histogram;
  }

  private void encode(Histogram histogram) {
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoByteBuffer(buffer);
    encoded = Arrays.copyOf(buffer.array(), length);
  }
}
