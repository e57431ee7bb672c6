package io.parley.checker.deliveries;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** A set of half-open intervals of time. Intervals that overlap or touch are merged. */
final class Intervals {

  /** A half-open interval between two intervals of the set. */
  record Gap(long from, long until) {

    long length() {
      return until - from;
    }
  }

  private final TreeMap<Long, Long> untilByFrom = new TreeMap<>();

  void add(long from, long until) {
    if (until <= from) {
      return;
    }
    long start = from;
    long end = until;
    Map.Entry<Long, Long> near = untilByFrom.floorEntry(end);
    while (near != null && near.getValue() >= start) {
      start = Math.min(start, near.getKey());
      end = Math.max(end, near.getValue());
      untilByFrom.remove(near.getKey());
      near = untilByFrom.floorEntry(end);
    }
    untilByFrom.put(start, end);
  }

  /** Gives the intervals, rising. */
  void forEach(BiConsumer<Long, Long> reader) {
    untilByFrom.forEach(reader);
  }

  /** The gaps within a time, rising. */
  List<Gap> gaps(long from, long until) {
    List<Gap> gaps = new ArrayList<>();
    long start = from;
    Map.Entry<Long, Long> first = untilByFrom.floorEntry(from);
    if (first != null) {
      start = Math.max(start, first.getValue());
    }
    for (Map.Entry<Long, Long> interval : untilByFrom.tailMap(from, false).entrySet()) {
      if (start < Math.min(interval.getKey(), until)) {
        gaps.add(new Gap(start, Math.min(interval.getKey(), until)));
      }
      start = Math.max(start, interval.getValue());
    }
    if (start < until) {
      gaps.add(new Gap(start, until));
    }
    return gaps;
  }

  /** The length of the longest gap within a time. */
  long longestGap(long from, long until) {
    return gaps(from, until).stream().mapToLong(Gap::length).max().orElse(0);
  }

  void clear() {
    untilByFrom.clear();
  }
}
