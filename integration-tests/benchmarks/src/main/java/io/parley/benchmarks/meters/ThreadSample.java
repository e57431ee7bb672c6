package io.parley.benchmarks.meters;

import java.util.List;

/**
 * A thread at one moment, as Linux shows it below {@code /proc/PID/task/TID}.
 *
 * @param name at most 15 characters of the thread's name
 * @param startedAt when it started, in ticks since the boot; with its id it identifies the thread
 * @param ticks of processor time so far, user and system
 * @param switches context switches so far, voluntary and not
 */
record ThreadSample(String name, long startedAt, long ticks, long switches) {

  /** The number of ticks in a second. The interface of Linux says 100 on all machines. */
  static final int TICKS_PER_SECOND = 100;

  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;
  private static final int STARTED_AT = 19;
  private static final String SWITCHES = "ctxt_switches:";

  /**
   * Reads the two files of a thread.
   *
   * @param stat the name stands in brackets and can have blanks and brackets in it
   * @throws IllegalArgumentException if a file does not have this form
   */
  static ThreadSample parse(String stat, String status) {
    int open = stat.indexOf('(');
    int close = stat.lastIndexOf(')');
    if (open < 0 || close < open) {
      throw new IllegalArgumentException("A thread's stat has no name in brackets: " + stat);
    }
    List<String> fields = List.of(stat.substring(close + 1).strip().split(" ", -1));
    if (fields.size() <= STARTED_AT) {
      throw new IllegalArgumentException("A thread's stat ends too early: " + stat);
    }
    return new ThreadSample(
        stat.substring(open + 1, close),
        Long.parseLong(fields.get(STARTED_AT)),
        Long.parseLong(fields.get(USER_TICKS)) + Long.parseLong(fields.get(SYSTEM_TICKS)),
        status
            .lines()
            .filter(line -> line.contains(SWITCHES))
            .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
            .sum());
  }

  /**
   * The group of the thread: its name without what numbers threads of one kind. {@code ReadStage-3}
   * and {@code ReadStage-4} are in one group.
   */
  String group() {
    String group = name.replaceAll("[0-9]+", "#").replaceAll("[-#/ ()\\[.:]+$", "");
    return group.isEmpty() ? name : group;
  }
}
