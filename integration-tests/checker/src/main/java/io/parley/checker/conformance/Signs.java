package io.parley.checker.conformance;

import io.parley.checker.conformance.Written.Sign;
import io.parley.schemas.gateway.GatewayState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The signs of life of one gateway, by incarnation, in order of time. */
final class Signs {

  private final List<Sign> all = new ArrayList<>();
  private final TreeMap<Long, List<Sign>> byIncarnation = new TreeMap<>();
  private long oldestOfAnybody = Long.MAX_VALUE;

  /** Some gateway gave a sign. What is older than the oldest sign has been deleted. */
  void someSign(long time) {
    oldestOfAnybody = Math.min(oldestOfAnybody, time);
  }

  void add(Sign sign) {
    all.add(sign);
    byIncarnation.computeIfAbsent(sign.incarnation(), any -> new ArrayList<>()).add(sign);
  }

  void sort() {
    Comparator<Sign> inOrder =
        Comparator.comparingLong(Sign::time)
            .thenComparingInt(sign -> sign.at().partition())
            .thenComparingLong(sign -> sign.at().offset());
    all.sort(inOrder);
    byIncarnation.values().forEach(signs -> signs.sort(inOrder));
  }

  List<Sign> all() {
    return all;
  }

  NavigableMap<Long, List<Sign>> byIncarnation() {
    return byIncarnation;
  }

  /** Since when the topic has all signs. */
  long completeSince() {
    return oldestOfAnybody;
  }

  /** When an incarnation ended: by DOWN, by a higher one, or by its silence. */
  long endOf(long incarnation, long historyEnd) {
    long end = Long.MAX_VALUE;
    for (List<Sign> later : byIncarnation.tailMap(incarnation, false).values()) {
      end = Math.min(end, later.get(0).time());
    }
    List<Sign> own = byIncarnation.get(incarnation);
    if (own == null) {
      return end;
    }
    for (Sign sign : own) {
      if (sign.state() == GatewayState.DOWN) {
        end = Math.min(end, sign.time());
      }
    }
    long last = own.get(own.size() - 1).time();
    return historyEnd - last > Times.LEASE ? Math.min(end, last) : end;
  }

  /**
   * Whether the gateway was silent for a while, up to a moment ago. Kafka may have been away, and
   * what the gateway wrote meanwhile has one and the same time.
   */
  boolean wereSilentBefore(long time) {
    for (int i = 1; i < all.size(); i++) {
      long silence = all.get(i).time() - all.get(i - 1).time();
      if (silence > Times.SILENCE
          && all.get(i - 1).time() <= time
          && all.get(i).time() >= time - Times.UNDER_WAY) {
        return true;
      }
    }
    return false;
  }

  /** Whether one incarnation gave signs before and after a time. */
  boolean spans(long begin, long end) {
    return byIncarnation.values().stream()
        .anyMatch(
            signs -> signs.get(0).time() <= begin && signs.get(signs.size() - 1).time() >= end);
  }
}
