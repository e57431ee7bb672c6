package io.parley.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A list of the things that happened in a case, with their times. Safe for use by several threads.
 */
final class Timeline {

  /**
   * One thing that happened.
   *
   * @param atMillis milliseconds since the beginning of the case
   */
  record Mark(long atMillis, String what) {}

  private final long began = System.nanoTime();
  private final List<Mark> marks = new ArrayList<>();

  synchronized Mark mark(String what) {
    Mark mark = new Mark(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began), what);
    marks.add(mark);
    return mark;
  }

  synchronized List<Mark> marks() {
    return List.copyOf(marks);
  }
}
