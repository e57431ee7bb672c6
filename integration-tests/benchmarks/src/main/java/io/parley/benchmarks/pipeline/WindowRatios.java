package io.parley.benchmarks.pipeline;

import io.parley.benchmarks.Median;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The latencies of the jobs to those of the floor, window by window. Neighbours of the virtual
 * machine, a compaction or a pause of the generator can hit one window of either. So the median of
 * the windows of each counts, and the two extremes of all pairs say how much the ratio is worth.
 */
final class WindowRatios {

  private static final List<Sight> SIGHTS =
      List.of(Sight.READABLE, Sight.DELIVERED, Sight.ACKED, Sight.STATUS);

  private final String during;
  private final Latencies jobs;
  private final Latencies floor;

  /**
   * @param during what went on, for people
   */
  WindowRatios(String during, Latencies jobs, Latencies floor) {
    this.during = during;
    this.jobs = jobs;
    this.floor = floor;
  }

  /**
   * The ratios.
   *
   * @param goal the highest ratio that is good for READABLE, if it has a goal. The other ratios
   *     have none
   */
  List<Finding> findings(OptionalDouble goal) {
    return SIGHTS.stream().map(sight -> finding(sight, goal)).toList();
  }

  private Finding finding(Sight sight, OptionalDouble goal) {
    List<Double> mine = jobs.p99sMillis(sight);
    List<Double> others = floor.p99sMillis(sight);
    double ratio = Median.of(mine) / Median.of(others);
    double least = Collections.min(mine) / Collections.max(others);
    double most = Collections.max(mine) / Collections.min(others);
    boolean hasGoal = goal.isPresent() && sight == Sight.READABLE;
    return new Finding(
        "%s, p99 of a window to the floor's, %s".formatted(sight.title(), during),
        hasGoal ? "≤ " + text(goal.getAsDouble()) : "",
        "%s (%s to %s)".formatted(text(ratio), text(least), text(most)),
        !hasGoal || ratio <= goal.getAsDouble());
  }

  private static String text(double ratio) {
    return Finding.text("%.1f", ratio);
  }

  /** The 99th percentile of each window of both. */
  Table table() {
    int windows = Math.max(jobs.windows().size(), floor.windows().size());
    List<String> header = new ArrayList<>(List.of("latency until"));
    IntStream.rangeClosed(1, windows).mapToObj(Integer::toString).forEach(header::add);
    List<List<String>> rows =
        SIGHTS.stream()
            .flatMap(
                sight ->
                    Stream.of(
                        row(sight, "", jobs, windows),
                        row(sight, BareSubject.PREFIX, floor, windows)))
            .toList();
    return new Table("p99 in milliseconds by window, " + during, header, rows);
  }

  private static List<String> row(Sight sight, String prefix, Latencies of, int windows) {
    List<String> row = new ArrayList<>(List.of(prefix + sight.name().toLowerCase(Locale.ROOT)));
    of.p99sMillis(sight).forEach(p99 -> row.add(Finding.text("%,.0f", p99)));
    row.addAll(Collections.nCopies(windows + 1 - row.size(), ""));
    return row;
  }
}
