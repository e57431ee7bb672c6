package io.parley.checker.verify;

import io.parley.checker.live.Progress;
import java.io.PrintWriter;

/**
 * A line on a terminal that shows progress and is written over. Where there is no terminal, it
 * prints nothing. For one thread.
 */
final class ProgressLine implements Progress {

  private static final String ERASE = "\r\u001b[2K";

  private final PrintWriter out;
  private final boolean live;

  ProgressLine(PrintWriter out, boolean live) {
    this.out = out;
    this.live = live;
  }

  @Override
  public void at(String source, long read) {
    if (live) {
      out.print("%sreading %s: %,d".formatted(ERASE, source, read));
      out.flush();
    }
  }

  /** Clears the line, so that something else can be printed. */
  void clear() {
    if (live) {
      out.print(ERASE);
      out.flush();
    }
  }
}
