package io.parley.faults;

import io.parley.checker.Verdict;
import io.parley.command.Table;
import io.parley.pipeline.run.Recovery;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a run came to. For one thread. */
public final class Report {

  private final long seed;
  private final Load load;
  private final Map<String, String> build;
  private final Instant began = Instant.now();
  private final List<CaseResult> cases = new ArrayList<>();
  private Instant ended = began;

  Report(long seed, Load load, Map<String, String> build) {
    this.seed = seed;
    this.load = load;
    this.build = build;
  }

  void add(CaseResult result) {
    cases.add(result);
    ended = Instant.now();
  }

  long seed() {
    return seed;
  }

  Load load() {
    return load;
  }

  /** What was run, see {@link io.parley.pipeline.run.Build}. */
  Map<String, String> build() {
    return build;
  }

  Instant began() {
    return began;
  }

  /** When the last case so far ended. */
  Instant ended() {
    return ended;
  }

  List<CaseResult> cases() {
    return List.copyOf(cases);
  }

  long count(Outcome outcome) {
    return cases.stream().filter(result -> result.outcome() == outcome).count();
  }

  /**
   * Whether no case failed and each was carried out. A case that was skipped has shown nothing, but
   * has not failed.
   */
  public boolean isAsExpected() {
    return cases.stream().allMatch(result -> result.outcome().isAsExpected());
  }

  /** The run as one JSON object. */
  public String json() {
    return new ReportJson(this).text();
  }

  /** The run as a table, what failed and what limits were reached below it. */
  public void print(PrintWriter out) {
    out.println();
    Table table =
        new Table("FAULT", "OUTCOME", "SEED", "STACK", "TOOK", "COMMANDS", "RESTARTS", "RECOVERY");
    cases.forEach(result -> table.row(cells(result)));
    table.print(out);
    for (CaseResult result : cases) {
      explain(result, out);
    }
    out.println();
    out.println(line());
    out.flush();
  }

  private static String[] cells(CaseResult result) {
    return new String[] {
      result.fault().name(),
      result.outcome().label(),
      Long.toString(result.seed()),
      Integer.toString(result.stack()),
      String.format(Locale.ROOT, "%.0f s", result.seconds()),
      String.format(Locale.ROOT, "%,d", result.fleet().getOrDefault("commands", 0L)),
      Long.toString(result.restarts()),
      result.recoveries().stream().map(Report::worst).collect(Collectors.joining(" "))
    };
  }

  private static String worst(Recovery recovery) {
    long millis = recovery.millis().values().stream().mapToLong(Long::longValue).max().orElse(0);
    return String.format(Locale.ROOT, "%.1f s", millis / 1e3);
  }

  private static void explain(CaseResult result, PrintWriter out) {
    switch (result.outcome()) {
      case PASSED ->
          result
              .detections()
              .forEach(how -> out.println("\n" + result.fault().name() + " found: " + how));
      case LIMIT ->
          out.println("\n" + result.fault().name() + ": " + result.fault().expectation().words());
      case SKIPPED, FAILED, ERROR -> {
        result
            .reasons()
            .forEach(reason -> out.println("\n" + result.fault().name() + ": " + reason));
        result.verdict().filter(v -> !v.holds()).map(Verdict::table).ifPresent(out::print);
      }
    }
  }

  /** The run in a line. */
  public String line() {
    return "%d faults: %d passed, %d limits, %d skipped, %d failed, %d not carried out, seed %d"
        .formatted(
            cases.size(),
            count(Outcome.PASSED),
            count(Outcome.LIMIT),
            count(Outcome.SKIPPED),
            count(Outcome.FAILED),
            count(Outcome.ERROR),
            seed);
  }
}
