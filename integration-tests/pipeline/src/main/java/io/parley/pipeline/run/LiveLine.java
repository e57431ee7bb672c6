package io.parley.pipeline.run;

import io.parley.pipeline.ConsumerLag;
import io.parley.pipeline.Pipeline;
import io.parley.pipeline.PipelineJob;
import io.parley.schemas.topic.Topics;
import io.parley.simulator.Count;
import io.parley.simulator.Fleet;
import io.parley.simulator.Micros;
import io.parley.simulator.Tally;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * A line that shows the progress of a run, in a thread of its own. On a terminal it is redrawn
 * every second. Elsewhere a new line is printed every ten seconds.
 */
public final class LiveLine implements AutoCloseable {

  private static final int SECONDS_BETWEEN_LINES = 10;

  private final Fleet fleet;
  private final Pipeline pipeline;
  private final ConsumerLag lag;
  private final PrintWriter out;
  private final boolean live;
  private final long began = System.nanoTime();
  private final Thread thread = new Thread(this::run, "live-line");

  /** Begins to show the line. */
  public LiveLine(Fleet fleet, Pipeline pipeline, PrintWriter out, boolean live) {
    this.fleet = fleet;
    this.pipeline = pipeline;
    this.lag = new ConsumerLag(pipeline.stack().services().kafkaClient());
    this.out = out;
    this.live = live;
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(live ? 1 : SECONDS_BETWEEN_LINES);
        String line = line();
        synchronized (this) {
          out.print(live ? "\r\u001b[2K" + line : line + System.lineSeparator());
          out.flush();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String line() {
    Tally tally = fleet.tally();
    Histogram latency = fleet.sendToDelivery().sinceLastLook();
    return String.format(
        Locale.ROOT,
        "%4d s  sent %,d  stored %,d  delivered %,d  read %,d  waiting %,d  lag %s"
            + "  p50 %.0f ms  p99 %.0f ms  checkpoints %s",
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began),
        tally.of(Count.COMMANDS),
        tally.of(Count.STORED),
        tally.of(Count.DELIVERED),
        tally.of(Count.READ_RECEIPTS),
        fleet.inFlight(),
        asked(() -> lag.of(PipelineJob.INGEST, Topics.COMMANDS)),
        Micros.millisAt(latency, 50),
        Micros.millisAt(latency, 99),
        asked(
            () ->
                pipeline.completedCheckpoints().values().stream()
                    .mapToLong(Long::longValue)
                    .sum()));
  }

  private interface Question {
    long ask() throws IOException;
  }

  /** A cluster in trouble does not answer, and then the line says so. */
  private static String asked(Question question) {
    try {
      return String.format(Locale.ROOT, "%,d", question.ask());
    } catch (IOException e) {
      return "?";
    }
  }

  /** Prints a message above the line. */
  public synchronized void say(String text) {
    out.println((live ? "\r\u001b[2K" : "") + text);
    out.flush();
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lag.close();
    if (live) {
      out.println();
      out.flush();
    }
  }
}
