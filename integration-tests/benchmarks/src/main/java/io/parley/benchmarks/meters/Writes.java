package io.parley.benchmarks.meters;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was written for some messages.
 *
 * @param rows rows of tables, as the clients count them
 * @param requests requests that carried them
 * @param updates updates of partitions by table, as the database counts them. Rows of one partition
 *     that come in one request are one update
 * @param records records by topic, the markers of transactions included
 */
public record Writes(
    long rows, long requests, Map<String, Long> updates, Map<String, Long> records) {

  private static final String REQUESTS = "requests";

  /** What has been written since an earlier count. */
  public Writes since(Writes before) {
    return new Writes(
        rows - before.rows,
        requests - before.requests,
        minus(updates, before.updates),
        minus(records, before.records));
  }

  private static Map<String, Long> minus(Map<String, Long> now, Map<String, Long> before) {
    Map<String, Long> difference = new TreeMap<>();
    now.forEach((name, count) -> difference.put(name, count - before.getOrDefault(name, 0L)));
    difference.values().removeIf(count -> count == 0);
    return difference;
  }

  /** All records. */
  public long allRecords() {
    return records.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * The kinds of writes in which another pipeline differs from this one, per message, with both
   * figures. Requests are not compared: the other may put more rows into one.
   *
   * @param tolerance the largest difference, as a share of a kind of which each message writes one
   */
  public List<String> differences(
      long messages, Writes other, long otherMessages, double tolerance) {
    List<String> differences = new ArrayList<>();
    Map<String, double[]> kinds = perMessage(messages, other, otherMessages);
    kinds.remove(REQUESTS);
    for (Map.Entry<String, double[]> kind : kinds.entrySet()) {
      double mine = kind.getValue()[0];
      double others = kind.getValue()[1];
      if (Math.abs(mine - others) > tolerance * Math.max(1, mine)) {
        differences.add(
            String.format(Locale.ROOT, "%s %.2f and %.2f", kind.getKey(), mine, others));
      }
    }
    return differences;
  }

  /** Rows of a table: the kind of write, per message, of this pipeline and of another one. */
  public List<List<String>> rows(long messages, Writes other, long otherMessages) {
    return perMessage(messages, other, otherMessages).entrySet().stream()
        .map(kind -> List.of(kind.getKey(), text(kind.getValue()[0]), text(kind.getValue()[1])))
        .toList();
  }

  private Map<String, double[]> perMessage(long messages, Writes other, long otherMessages) {
    Map<String, double[]> kinds = new TreeMap<>();
    kinds.put("rows", pair(rows, messages, other.rows, otherMessages));
    kinds.put(REQUESTS, pair(requests, messages, other.requests, otherMessages));
    kinds.put("records", pair(allRecords(), messages, other.allRecords(), otherMessages));
    add("updates of ", updates, messages, other.updates, otherMessages, kinds);
    add("records of ", records, messages, other.records, otherMessages, kinds);
    return kinds;
  }

  private static void add(
      String prefix,
      Map<String, Long> mine,
      long messages,
      Map<String, Long> others,
      long otherMessages,
      Map<String, double[]> to) {
    TreeSet<String> names = new TreeSet<>(mine.keySet());
    names.addAll(others.keySet());
    for (String name : names) {
      to.put(
          prefix + name,
          pair(
              mine.getOrDefault(name, 0L), messages, others.getOrDefault(name, 0L), otherMessages));
    }
  }

  private static double[] pair(long mine, long messages, long others, long otherMessages) {
    return new double[] {(double) mine / messages, (double) others / otherMessages};
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
