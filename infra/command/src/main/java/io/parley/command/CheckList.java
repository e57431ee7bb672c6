package io.parley.command;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * A list of steps on the screen, each with its state and the time that it takes. Several steps may
 * run at a time.
 *
 * <p>On a terminal the whole list is there from the beginning and is redrawn in place. So a line
 * there is no longer than the terminal is wide. Elsewhere each step is one line, printed when it
 * has ended. Safe for use by many threads.
 */
public final class CheckList implements AutoCloseable {

  private enum Mark {
    WAITING("·"),
    RUNNING("…"),
    DONE("✓"),
    FAILED("✗");

    private final String symbol;

    Mark(String symbol) {
      this.symbol = symbol;
    }
  }

  private static final class Step {
    private Mark mark = Mark.WAITING;
    private String detail = "";
    private long began;
    private long ended;

    double seconds() {
      long until = mark == Mark.RUNNING ? System.nanoTime() : ended;
      return (until - began) / 1e9;
    }
  }

  private static final long MILLIS_BETWEEN_DRAWINGS = 200;

  private final Map<String, Step> steps = new LinkedHashMap<>();
  private final PrintWriter out;
  private final boolean live;
  private final Thread drawer = new Thread(this::redrawUntilInterrupted, "check-list");
  private boolean drawn;

  /**
   * A list of steps that are all waiting.
   *
   * @param live whether to redraw in place, which needs a terminal
   */
  public CheckList(PrintWriter out, boolean live, Iterable<String> names) {
    this.out = out;
    this.live = live;
    names.forEach(name -> steps.put(name, new Step()));
    if (live) {
      drawer.setDaemon(true);
      drawer.start();
    }
  }

  /**
   * Does a step.
   *
   * @param work returns what to show beside the step once it is done
   * @throws CompletionException if the work fails, with its exception
   */
  public void run(String name, Callable<String> work) {
    begin(name);
    try {
      end(name, Mark.DONE, work.call());
    } catch (Exception e) {
      end(name, Mark.FAILED, "");
      throw new CompletionException(e);
    }
  }

  private synchronized void begin(String name) {
    Step step = steps.get(name);
    step.mark = Mark.RUNNING;
    step.began = System.nanoTime();
  }

  private synchronized void end(String name, Mark mark, String detail) {
    Step step = steps.get(name);
    step.mark = mark;
    step.detail = detail;
    step.ended = System.nanoTime();
    if (!live) {
      out.println(line(name, step));
      out.flush();
    }
  }

  private void redrawUntilInterrupted() {
    try {
      while (true) {
        draw();
        TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_DRAWINGS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void draw() {
    if (drawn) {
      out.print("\u001b[" + steps.size() + "A");
    }
    drawn = true;
    int columns = Terminal.columns().orElse(Integer.MAX_VALUE);
    steps.forEach((name, step) -> out.println("\u001b[2K" + Table.cut(line(name, step), columns)));
    out.flush();
  }

  private static String line(String name, Step step) {
    String time =
        step.mark == Mark.WAITING ? "" : String.format(Locale.ROOT, "%.1f s", step.seconds());
    return String.format("  %s %-14s %8s   %s", step.mark.symbol, name, time, step.detail)
        .stripTrailing();
  }

  /** Otherwise it might draw once more, behind the last drawing. */
  private void awaitTheDrawer() {
    try {
      drawer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Draws the list a last time. */
  @Override
  public void close() {
    if (live) {
      drawer.interrupt();
      awaitTheDrawer();
      draw();
    }
  }
}
