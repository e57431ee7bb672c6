package io.parley.benchmarks.bare;

import java.util.List;

/**
 * The writes that a bare process has sent to the database since its start. When nothing is under
 * way, all of them are acknowledged.
 *
 * @param rows how many rows
 * @param requests how many requests; one can carry several rows of one partition
 */
public record BareCounts(long rows, long requests) {

  private static final String MARK = "counts";

  /** The line in which a process tells its counts. */
  String line() {
    return "%s %d %d".formatted(MARK, rows, requests);
  }

  static boolean isLine(String line) {
    return line.startsWith(MARK + " ");
  }

  static BareCounts parse(String line) {
    List<String> parts = List.of(line.split(" ", -1));
    return new BareCounts(Long.parseLong(parts.get(1)), Long.parseLong(parts.get(2)));
  }
}
