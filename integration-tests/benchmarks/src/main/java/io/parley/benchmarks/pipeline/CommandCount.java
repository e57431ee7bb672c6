package io.parley.benchmarks.pipeline;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Waits for a count of commands to rise, and takes its rate. It waits for as long as the count
 * rises at all, because how long the whole takes depends on the machine. For one thread.
 */
final class CommandCount {

  /** For so long the count may stand still. */
  static final Duration PATIENCE = Duration.ofMinutes(3);

  /** How many commands are done now. */
  interface Source {
    long done() throws Exception;
  }

  /** Waits a moment between two looks. */
  interface Pause {
    void take() throws InterruptedException;
  }

  private final Source source;
  private final LongSupplier nanoClock;
  private final Pause pause;

  CommandCount(Source source, LongSupplier nanoClock, Pause pause) {
    this.source = source;
    this.nanoClock = nanoClock;
    this.pause = pause;
  }

  /**
   * Waits until so many commands are done.
   *
   * @param from before this many, nothing counts
   * @return commands a second
   * @throws IllegalStateException if they are done before counting begins, or if the count stands
   *     still
   */
  double awaitRate(long from, long to) throws Exception {
    long first = await(from);
    long start = nanoClock.getAsLong();
    if (first >= to) {
      throw new IllegalStateException(
          "%,d commands were done when counting should have begun at %,d and ended at %,d: the"
                  .formatted(first, from, to)
              + " backlog came more slowly than it was worked off, so there is no rate");
    }
    long last = await(to);
    return (last - first) / ((nanoClock.getAsLong() - start) / 1e9);
  }

  /**
   * Waits until so many commands are done.
   *
   * @return how many are done
   */
  long await(long wanted) throws Exception {
    long rose = nanoClock.getAsLong();
    long done = source.done();
    while (done < wanted) {
      pause.take();
      long now = source.done();
      if (now > done) {
        rose = nanoClock.getAsLong();
      } else if (nanoClock.getAsLong() - rose > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            "%,d of %,d commands have an event and an ack, and for %s there was no further one:"
                    .formatted(now, wanted, PATIENCE)
                + " the job or the loop does not run, or it refuses commands");
      }
      done = now;
    }
    return done;
  }
}
