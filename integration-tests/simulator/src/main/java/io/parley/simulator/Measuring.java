package io.parley.simulator;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The times in which a fleet measures. Before the first {@link #begin} nothing is measured, so that
 * a warm-up or a recovery can be left out. Any thread may call it.
 *
 * <p>A latency is measured if its message was <em>meant</em> to be sent at such a time, however
 * late it arrived. A count is measured if what it counts happened at such a time.
 */
public final class Measuring {

  /**
   * A time span in {@link System#nanoTime}. {@code to} is {@link Long#MAX_VALUE} while it lasts.
   */
  private record Window(long from, long to) {

    boolean isOpen() {
      return to == Long.MAX_VALUE;
    }
  }

  private final Tally tally;
  private final Map<Count, Long> counted = new EnumMap<>(Count.class);
  private final Map<Count, Long> atBegin = new EnumMap<>(Count.class);
  private volatile List<Window> windows = List.of();

  Measuring(Tally tally) {
    this.tally = tally;
  }

  /** Measures from now on. Nothing changes if it measures already. */
  public synchronized void begin() {
    if (!isOn()) {
      for (Count count : Count.values()) {
        atBegin.put(count, tally.of(count));
      }
      add(new Window(System.nanoTime(), Long.MAX_VALUE));
    }
  }

  /** Measures no longer. Nothing changes if it does not measure. */
  public synchronized void end() {
    if (isOn()) {
      List<Window> kept = new ArrayList<>(windows);
      Window last = kept.remove(kept.size() - 1);
      kept.add(new Window(last.from, System.nanoTime()));
      windows = List.copyOf(kept);
      atBegin.forEach((count, before) -> counted.merge(count, tally.of(count) - before, Long::sum));
    }
  }

  /** What was counted at measured times that are over. */
  public synchronized long of(Count count) {
    return counted.getOrDefault(count, 0L);
  }

  /** Whether a moment, in {@link System#nanoTime}, is measured. */
  boolean includes(long moment) {
    for (Window window : windows) {
      if (moment - window.from >= 0 && (window.isOpen() || moment - window.to < 0)) {
        return true;
      }
    }
    return false;
  }

  private boolean isOn() {
    return !windows.isEmpty() && windows.get(windows.size() - 1).isOpen();
  }

  private void add(Window window) {
    List<Window> more = new ArrayList<>(windows);
    more.add(window);
    windows = List.copyOf(more);
  }
}
