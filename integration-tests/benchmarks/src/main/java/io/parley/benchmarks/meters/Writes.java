package io.parley.benchmarks.meters;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

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
  private static final String UPDATES_OF = "updates of ";

  /** A kind of write, per message, of this pipeline and of another one. */
  private record Pair(double mine, double others) {

    boolean differs(String kind, double tolerance) {
      boolean groupedBetter = kind.startsWith(UPDATES_OF) && others > 0 && others < mine;
      return !groupedBetter && Math.abs(mine - others) > tolerance * Math.max(1, mine);
    }
  }

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
   * figures. The other may put more rows into a request, so requests are not compared, and fewer
   * updates of a table's partitions are no difference as long as there are as many rows.
   *
   * @param tolerance the largest difference, as a share of a kind of which each message writes one
   */
  public List<String> differences(
      long messages, Writes other, long otherMessages, double tolerance) {
    Map<String, Pair> pairs = pairs(messages, other, otherMessages);
    pairs.remove(REQUESTS);
    return pairs.entrySet().stream()
        .filter(kind -> kind.getValue().differs(kind.getKey(), tolerance))
        .map(
            kind ->
                "%s %s and %s"
                    .formatted(
                        kind.getKey(), text(kind.getValue().mine), text(kind.getValue().others)))
        .toList();
  }

  /** Rows of a table: the kind of write, per message, of this pipeline and of another one. */
  public List<List<String>> rows(long messages, Writes other, long otherMessages) {
    return pairs(messages, other, otherMessages).entrySet().stream()
        .map(
            kind ->
                List.of(kind.getKey(), text(kind.getValue().mine), text(kind.getValue().others)))
        .toList();
  }

  private Map<String, Pair> pairs(long messages, Writes other, long otherMessages) {
    Map<String, Pair> pairs = new TreeMap<>();
    Map<String, Double> others = other.perMessage((double) otherMessages);
    perMessage((double) messages)
        .forEach((kind, mine) -> pairs.put(kind, new Pair(mine, others.getOrDefault(kind, 0.0))));
    others.forEach((kind, figure) -> pairs.putIfAbsent(kind, new Pair(0, figure)));
    return pairs;
  }

  private Map<String, Double> perMessage(double messages) {
    Map<String, Double> kinds = new HashMap<>();
    kinds.put("rows", rows / messages);
    kinds.put(REQUESTS, requests / messages);
    kinds.put("records", allRecords() / messages);
    updates.forEach((table, count) -> kinds.put(UPDATES_OF + table, count / messages));
    records.forEach((topic, count) -> kinds.put("records of " + topic, count / messages));
    return kinds;
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
