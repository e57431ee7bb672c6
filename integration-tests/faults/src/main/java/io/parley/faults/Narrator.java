package io.parley.faults;

import io.parley.pipeline.Pipeline;
import io.parley.pipeline.run.LiveLine;
import io.parley.simulator.Fleet;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * Says how a run goes: every step and a live line to somebody who watches, a line a case otherwise.
 */
final class Narrator {

  private final PrintWriter out;
  private final boolean live;

  Narrator(PrintWriter out, boolean live) {
    this.out = out;
    this.live = live;
  }

  /** What is told while a case runs. */
  interface Line extends AutoCloseable {
    void say(String what);

    @Override
    void close();
  }

  /** A new case begins. */
  void begin(Fault fault, long seed) {
    if (live) {
      say("\n%s (seed %d): %s".formatted(fault.name(), seed, fault.what()));
    }
  }

  Line follow(Fleet fleet, Pipeline pipeline) {
    return live ? new Watched(new LiveLine(fleet, pipeline, out, true)) : new Unwatched();
  }

  /** A case is over. */
  void end(CaseResult result) {
    say(
        String.format(
            Locale.ROOT,
            "%-8s %-28s %6.1f s  seed %d",
            result.outcome().label(),
            result.fault().name(),
            result.seconds(),
            result.seed()));
    result.reasons().forEach(reason -> say("         " + reason));
  }

  void say(String text) {
    out.println(text);
    out.flush();
  }

  PrintWriter out() {
    return out;
  }

  boolean isLive() {
    return live;
  }

  private record Watched(LiveLine line) implements Line {
    @Override
    public void say(String what) {
      line.say("  " + what);
    }

    @Override
    public void close() {
      line.close();
    }
  }

  private record Unwatched() implements Line {
    @Override
    public void say(String what) {
      // The record has it.
    }

    @Override
    public void close() {
      // Nothing was opened.
    }
  }
}
