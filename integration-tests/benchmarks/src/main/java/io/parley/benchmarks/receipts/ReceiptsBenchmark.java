package io.parley.benchmarks.receipts;

import io.parley.benchmarks.ConnectorBenchmark;
import io.parley.benchmarks.Measurement;
import io.parley.schemas.wire.AvroSafety;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the job with little and with much in state, and the bare loop, round after round. */
@Command(
    name = "receipts",
    mixinStandardHelpOptions = true,
    header = "Receipts per second of the receipt-aggregation job, and what they cost.")
public final class ReceiptsBenchmark implements Callable<Integer> {

  @Option(
      names = "--rounds",
      description = "How often each contender takes its turn (default ${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(
      names = "--conversations",
      description = "Conversations that receipts come for (default ${DEFAULT-VALUE}).")
  private int conversations = 500;

  @Option(
      names = "--times",
      description = "How many times more are in state in the other run (default ${DEFAULT-VALUE}).")
  private int times = 100;

  @Option(
      names = "--seconds",
      description = "Seconds of a measurement of the bare loop (default ${DEFAULT-VALUE}).")
  private int seconds = 20;

  @Option(
      names = "--in-flight",
      description = "Rows under way at once in the bare loop (default ${DEFAULT-VALUE}).")
  private int inFlight = 512;

  private final PrintStream out = System.out;

  @Override
  public Integer call() throws Exception {
    AvroSafety.apply();
    out.println(
        "Updates a receipt; each recipient sends DELIVERED within 1 s and READ within 5 s.");
    for (int size : new int[] {2, 10, 100, 256, 1_000, 10_000}) {
      out.println(UpdateCost.ofGroup(size));
    }
    List<Double> receipts = new ArrayList<>();
    List<Double> toBare = new ArrayList<>();
    List<Double> toSmall = new ArrayList<>();
    try (Stand stand = Stand.start()) {
      out.println("Cassandra 5, not ScyllaDB. Warming up.");
      run(stand, "warm", conversations);
      for (int round = 1; round <= rounds; round++) {
        JobRun.Result small = run(stand, "small" + round, conversations);
        double bare = bareLoop(stand, "small" + round);
        JobRun.Result large = run(stand, "large" + round, conversations * times);
        receipts.add(small.receiptsPerSecond());
        toBare.add(small.rowsPerSecond() / bare);
        toSmall.add(large.receiptsPerSecond() / small.receiptsPerSecond());
      }
    }
    out.printf("median   %,.0f receipts/s%n", ConnectorBenchmark.median(receipts));
    out.printf("median   rows/s, job to bare loop %.2f%n", ConnectorBenchmark.median(toBare));
    out.printf(
        "median   receipts/s, %d times the conversations to once %.2f%n",
        times, ConnectorBenchmark.median(toSmall));
    return 0;
  }

  private JobRun.Result run(Stand stand, String name, int inState) throws Exception {
    JobRun.Result result = new JobRun(stand, name, conversations).measure(inState);
    out.printf(
        "%-8s %,9d conversations in state  %,8.0f receipts/s  %,8.0f rows/s  %.2f"
            + " updates/receipt%n",
        name, inState, result.receiptsPerSecond(), result.rowsPerSecond(), result.updates());
    return result;
  }

  private double bareLoop(Stand stand, String name) throws Exception {
    BareRowLoop loop = BareRowLoop.of(stand, name, inFlight);
    double rate = Measurement.of(loop, loop::written, Duration.ofSeconds(seconds)).rowsPerSecond();
    out.printf("%-8s bare loop, the same rows  %,8.0f rows/s%n", name, rate);
    return rate;
  }
}
