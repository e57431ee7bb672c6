package io.parley.benchmarks.meters;

import io.parley.simulator.Micros;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * Latencies folded on the time since the last checkpoint. The interval between two checkpoints is
 * cut into tenths. If the latencies of one tenth stand out, checkpoints cause them. If all tenths
 * are alike, messages wait for each other.
 */
public final class Fold {

  private static final int PARTS = 10;

  private final long[] checkpoints;
  private final List<Histogram> parts = new ArrayList<>();

  /**
   * @param checkpoints when checkpoints were triggered, milliseconds since 1970, in any order
   */
  public Fold(List<Long> checkpoints) {
    this.checkpoints = checkpoints.stream().mapToLong(Long::longValue).sorted().toArray();
    for (int part = 0; part < PARTS; part++) {
      parts.add(new Histogram(3));
    }
  }

  /**
   * Adds a latency. It is left out if there is no checkpoint before or none after.
   *
   * @param dueAt when the message was due, milliseconds since 1970
   */
  public void add(long dueAt, long latencyMicros) {
    int found = Arrays.binarySearch(checkpoints, dueAt);
    int before = found >= 0 ? found : -found - 2;
    if (before < 0 || before + 1 >= checkpoints.length) {
      return;
    }
    long interval = checkpoints[before + 1] - checkpoints[before];
    int part = interval == 0 ? 0 : (int) ((dueAt - checkpoints[before]) * PARTS / interval);
    parts.get(part).recordValue(latencyMicros);
  }

  /** The 99th percentile of a tenth in milliseconds; 0 if nothing fell into it. */
  double p99(int part) {
    return Micros.millisAt(parts.get(part), 99);
  }

  /** The columns of {@link #row}. */
  public static List<String> header(String first) {
    List<String> header = new ArrayList<>(List.of(first));
    for (int part = 0; part < PARTS; part++) {
      header.add("%d-%d %%".formatted(part * 100 / PARTS, (part + 1) * 100 / PARTS));
    }
    return header;
  }

  /** The 99th percentile of each tenth. */
  public List<String> row(String name) {
    List<String> row = new ArrayList<>(List.of(name));
    for (int part = 0; part < PARTS; part++) {
      row.add(String.format(Locale.ROOT, "%,.0f", p99(part)));
    }
    return row;
  }
}
