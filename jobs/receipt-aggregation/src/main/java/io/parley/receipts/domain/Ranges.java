package io.parley.receipts.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * A set of ordinals, stored as at most {@value #MOST} ranges. Beyond this number the two closest
 * ranges are joined. So the set may hold more ordinals than were added, but never fewer.
 */
final class Ranges {

  static final int MOST = 32;

  private record Range(long from, long to) {}

  private final List<Range> ranges = new ArrayList<>();

  boolean isEmpty() {
    return ranges.isEmpty();
  }

  /** Adds the ordinals {@code from} to {@code to}, both included. */
  void add(long from, long to) {
    long first = from;
    long last = to;
    int at = 0;
    while (at < ranges.size() && ranges.get(at).to < first - 1) {
      at++;
    }
    while (at < ranges.size() && ranges.get(at).from <= last + 1) {
      first = Math.min(first, ranges.get(at).from);
      last = Math.max(last, ranges.get(at).to);
      ranges.remove(at);
    }
    ranges.add(at, new Range(first, last));
    if (ranges.size() > MOST) {
      joinClosest();
    }
  }

  private void joinClosest() {
    int closest = 1;
    for (int i = 2; i < ranges.size(); i++) {
      if (gapBefore(i) < gapBefore(closest)) {
        closest = i;
      }
    }
    Range second = ranges.remove(closest);
    ranges.set(closest - 1, new Range(ranges.get(closest - 1).from, second.to));
  }

  private long gapBefore(int index) {
    return ranges.get(index).from - ranges.get(index - 1).to;
  }

  /** Removes and returns the lowest ordinal. */
  long takeFirst() {
    Range first = ranges.get(0);
    if (first.from == first.to) {
      ranges.remove(0);
    } else {
      ranges.set(0, new Range(first.from + 1, first.to));
    }
    return first.from;
  }

  void pack(PackedWriter out) {
    out.number(ranges.size());
    for (Range range : ranges) {
      out.number(range.from).number(range.to - range.from);
    }
  }

  static Ranges unpack(PackedReader in) {
    Ranges read = new Ranges();
    for (int left = in.count(); left > 0; left--) {
      long from = in.number();
      read.ranges.add(new Range(from, from + in.number()));
    }
    return read;
  }
}
