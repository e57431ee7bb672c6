package io.parley.benchmarks.receipts;

import io.parley.benchmarks.Measurement;
import io.parley.benchmarks.Median;
import io.parley.command.arguments.Bounds;
import io.parley.schemas.wire.AvroSafety;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the job with little and with much in state, and the bare loop, round after round. */
@Command(
    name = "receipts",
    mixinStandardHelpOptions = true,
    header = "Receipts per second of the receipt-aggregation job, and what they cost.")
public final class ReceiptsBenchmark implements Callable<Integer> {

  /** Runs that do not count: compilers need both before the figures of runs settle. */
  private static final int WARM_UPS = 2;

  /** Counted once, on the first edition of the job. */
  private static final String BEFORE = "15 rows in 10 requests, 7 records";

  @Option(
      names = "--rounds",
      description = "How often each contender takes its turn (default ${DEFAULT-VALUE}).")
  @Bounds(least = 1)
  private int rounds = 3;

  @Option(
      names = "--conversations",
      description = "Conversations that receipts come for (default ${DEFAULT-VALUE}).")
  @Bounds(least = 1, most = 1_000_000)
  private int conversations = 500;

  @Option(
      names = "--times",
      description = "How many times more are in state in the other run (default ${DEFAULT-VALUE}).")
  @Bounds(least = 1, most = 1_000)
  private int times = 100;

  @Option(
      names = "--seconds",
      description = "Seconds of a measurement of the bare loop (default ${DEFAULT-VALUE}).")
  @Bounds(least = 1)
  private int seconds = 20;

  @Option(
      names = "--in-flight",
      description = "Rows under way at once in the bare loop (default ${DEFAULT-VALUE}).")
  @Bounds(least = 1, most = 32_768)
  private int inFlight = 512;

  @Option(
      names = "--recipients",
      description =
          "Recipients of each message; 1 for direct conversations (default ${DEFAULT-VALUE}).")
  @Bounds(least = 1, most = 100_000)
  private int recipients = 4;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "MEASURE",
      description = "Some of ${COMPLETION-CANDIDATES}; all if not given.")
  private Set<Measure> only = EnumSet.allOf(Measure.class);

  private final PrintStream out = System.out;

  /** The measures. */
  enum Measure {
    /** What receipts cost by the size of the group; needs no servers. */
    COST,
    /** Receipts a second, against the bare loop and with more in state. */
    SPEED,
    /** What others wait for while readers return after many messages. */
    RETURN
  }

  @Override
  public Integer call() throws Exception {
    AvroSafety.apply();
    if (only.contains(Measure.COST)) {
      out.println(
          "Updates a receipt; each recipient sends DELIVERED within 1 s and READ within 5 s.");
      for (int size : new int[] {2, 10, 100, 256, 1_000, 10_000}) {
        out.println(UpdateCost.ofGroup(size));
      }
      out.println(
          "Rows, requests and records per message. Before the second edition: " + BEFORE + ".");
      out.println(UpdateCost.ofDirectMessage(100));
      out.println(UpdateCost.ofDirectMessage(500));
    }
    if (only.contains(Measure.SPEED) || only.contains(Measure.RETURN)) {
      try (Stand stand = Stand.start()) {
        out.println("Cassandra 5, not ScyllaDB. Warming up.");
        if (only.contains(Measure.SPEED)) {
          measureSpeed(stand);
        }
        if (only.contains(Measure.RETURN)) {
          measureReturns(stand);
        }
      }
    }
    return 0;
  }

  private void measureSpeed(Stand stand) throws Exception {
    List<Double> receipts = new ArrayList<>();
    List<Double> toBare = new ArrayList<>();
    List<Double> toSmall = new ArrayList<>();
    for (int warmUp = 1; warmUp <= WARM_UPS; warmUp++) {
      run(stand, "warm" + warmUp, conversations);
    }
    for (int round = 1; round <= rounds; round++) {
      JobRun.Result small = run(stand, "small" + round, conversations);
      double bare = bareLoop(stand, "small" + round);
      JobRun.Result large = run(stand, "large" + round, conversations * times);
      receipts.add(small.receiptsPerSecond());
      toBare.add(small.rowsPerSecond() / bare);
      toSmall.add(large.receiptsPerSecond() / small.receiptsPerSecond());
    }
    out.printf("median   %,.0f receipts/s%n", Median.of(receipts));
    out.printf("median   rows/s, job to bare loop %.2f%n", Median.of(toBare));
    out.printf(
        "median   receipts/s, %d times the conversations to once %.2f%n",
        times, Median.of(toSmall));
  }

  private JobRun.Result run(Stand stand, String name, int inState) throws Exception {
    JobRun.Result result = new JobRun(stand, name, conversations, recipients).measure(inState);
    out.printf(
        "%-8s %,9d conversations in state  %,8.0f receipts/s  %,8.0f rows/s  %.2f"
            + " updates/receipt  %.2f rows in %.2f requests/message%n",
        name,
        inState,
        result.receiptsPerSecond(),
        result.rowsPerSecond(),
        result.updates(),
        result.rows(),
        result.requests());
    return result;
  }

  private double bareLoop(Stand stand, String name) throws Exception {
    BareRowLoop loop = BareRowLoop.of(stand, name, inFlight);
    double rate = Measurement.of(loop, loop::written, Duration.ofSeconds(seconds)).rowsPerSecond();
    out.printf("%-8s bare loop, the same rows  %,8.0f rows/s%n", name, rate);
    return rate;
  }

  private void measureReturns(Stand stand) throws Exception {
    ReturningReaders.Result result = new ReturningReaders(stand, seconds).measure();
    out.printf(
        "status after receipt, p50 / p99: nobody returns %.0f / %.0f ms, readers return after %,d"
            + " messages %.0f / %.0f ms%n",
        result.aloneP50(),
        result.aloneP99(),
        ReturningReaders.PASSED,
        result.besideP50(),
        result.besideP99());
    out.printf(
        "the newest of the passed messages has its status after %.0f ms%n", result.counted());
  }
}
