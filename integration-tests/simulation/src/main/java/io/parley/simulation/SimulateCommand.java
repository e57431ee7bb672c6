package io.parley.simulation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.checker.Violation;
import io.parley.checker.sort.Scratch;
import io.parley.command.CommandFailure;
import io.parley.command.FileFailures;
import io.parley.command.Subcommand;
import io.parley.command.Terminal;
import io.parley.command.arguments.Bounds;
import io.parley.command.arguments.PathTo;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code simulate}: plays seeds, or one script. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Plays the decisions of the three jobs in millions of orders, without servers.",
    description = {
      "",
      "The decisions of ingest, delivery routing and receipt aggregation run in one thread, in an"
          + " order that a seed chooses: tasks crash and replay, rows arrive late, gateways die,"
          + " receipts come shuffled and twice, clocks jump. In the end the checker judges the"
          + " run, as `parley verify` judges a real stack.",
      "",
      "Some checks are left out of a run whose times do not decide them: PUSH_MISSING,"
          + " PUSH_NOT_OWED, CLEAR_MISSING and ENDED_SESSION if a record, or what was due, waited"
          + " for more than a minute, or both together for more than 85 s, or if a command was"
          + " dated by a clock that was so far behind. PUSH_NOT_OWED also if a deletion or a leave"
          + " was published, or read by routing, more than a second after its command."
          + " ENDED_SESSION also if routing crashed while the lease of a gateway was over."
          + " REDELIVERED and WRONG_SYNC if routing read a receipt more than 85 s after it was"
          + " written. The result counts the runs that were judged in full and in part.",
      "",
      "A failing seed is made small and printed as a script. `--script FILE` plays it again,"
          + " exactly.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 the promise held in every run, as far as it was judged,",
      "1 a run broke it.",
      "",
      "Examples:",
      "  parley simulate                     # a minute, from the seed of the day",
      "  parley simulate --minutes 60",
      "  parley simulate --seed 4711 --runs 1",
      "  parley simulate --fault FORGETS_CLOCKS   # must find the planted fault",
      "  parley simulate --script failing.txt"
    })
public final class SimulateCommand implements Callable<Integer>, Subcommand {

  private static final int EVERY = 100;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Spec private CommandSpec spec;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The first seed (default: a seed of the day).")
  @Bounds
  private Long seed;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Play at most so many seeds (default: as many as there is time for).")
  @Bounds(least = 1)
  private Long runs;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "1",
      description = "Play for so long (default: ${DEFAULT-VALUE}).")
  @Bounds(least = 1, most = 525_600)
  private int minutes;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "300",
      description = "The length of each script (default: ${DEFAULT-VALUE}).")
  @Bounds(least = 1, most = 1_000_000)
  private int steps;

  @Option(
      names = "--fault",
      paramLabel = "NAME",
      description = "Plant a fault that must be found: ${COMPLETION-CANDIDATES}.")
  private PlantedFault fault;

  @Option(names = "--script", paramLabel = "FILE", description = "Play this script instead.")
  @PathTo(PathTo.Use.READ_FILE)
  private Path script;

  @Option(names = "--json", description = "The result as one JSON object on standard output.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    return script == null ? campaign() : replay();
  }

  private int replay() throws IOException {
    Script read;
    try {
      read = Script.parse(Files.readString(script));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("%s cannot be played: %s".formatted(script, e.getMessage()));
    } catch (IOException e) {
      throw new CommandFailure("%s cannot be played: %s".formatted(script, FileFailures.words(e)));
    }
    try (Scratch scratch = Scratch.temporary()) {
      Simulation.Outcome outcome = new Simulation(fault, scratch).play(read);
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        ObjectNode node = MAPPER.createObjectNode().put("holds", outcome.holds());
        ArrayNode notJudged = node.putArray("not_judged");
        outcome.notJudged().forEach(violation -> notJudged.add(violation.name()));
        outcome.finding().ifPresent(text -> node.put("finding", text));
        out.println(node);
      } else {
        out.println(outcome.finding().orElse("The promise held in this run."));
        printNotJudged(out, outcome.notJudged());
      }
      return outcome.holds() ? 0 : 1;
    }
  }

  private static void printNotJudged(PrintWriter out, Set<Violation> notJudged) {
    if (!notJudged.isEmpty()) {
      out.printf(
          "Not judged: %s.%n",
          notJudged.stream().map(Violation::name).collect(Collectors.joining(", ")));
    }
  }

  private int campaign() {
    long first = seed == null ? seedOfTheDay() : seed;
    PrintWriter out = spec.commandLine().getOut();
    boolean live = Terminal.isInteractive() && !json;
    long begun = System.nanoTime();
    Campaign.Result result =
        new Campaign(first, steps)
            .run(
                fault,
                Duration.ofMinutes(minutes),
                runs == null ? Long.MAX_VALUE : runs,
                played -> {
                  if (live && played % EVERY == 0) {
                    out.print("\r%,d runs".formatted(played));
                    out.flush();
                  }
                });
    long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
    if (live) {
      out.print("\r");
    }
    if (json) {
      printJson(out, first, seconds, result);
    } else {
      out.printf(
          "%,d runs of %d steps in %d s, from seed %d.%n", result.runs(), steps, seconds, first);
      printJudged(out, result);
      result.failure().ifPresent(failure -> print(out, failure));
      if (result.failure().isEmpty()) {
        out.println("The promise held in every run.");
      }
    }
    return result.failure().isPresent() ? 1 : 0;
  }

  private static void printJudged(PrintWriter out, Campaign.Result result) {
    out.printf(
        "%,d of them were judged in full, %,d in part.%n",
        result.judgedInFull(), result.judgedInPart());
    result
        .notJudged()
        .forEach((violation, runs) -> out.printf("  %,d without %s%n", runs, violation));
  }

  static long seedOfTheDay() {
    return Math.floorDiv(System.currentTimeMillis(), Duration.ofDays(1).toMillis()) * 1_000_000;
  }

  private static void print(PrintWriter out, Campaign.Failure failure) {
    out.printf("Seed %d breaks the promise:%n%s%n", failure.seed(), failure.finding());
    out.printf("# %d steps; play them with --script FILE%n", failure.script().steps().size());
    out.println(failure.script());
  }

  private void printJson(PrintWriter out, long first, long seconds, Campaign.Result result) {
    ObjectNode node =
        MAPPER
            .createObjectNode()
            .put("first_seed", Long.toString(first))
            .put("steps", steps)
            .put("runs", result.runs())
            .put("judged_in_full", result.judgedInFull())
            .put("judged_in_part", result.judgedInPart())
            .put("seconds", seconds)
            .put("holds", result.failure().isEmpty());
    ObjectNode notJudged = node.putObject("not_judged");
    result.notJudged().forEach((violation, runs) -> notJudged.put(violation.name(), runs));
    result
        .failure()
        .ifPresent(
            failure ->
                node.put("seed", Long.toString(failure.seed()))
                    .put("finding", failure.finding())
                    .put("script", failure.script().toString()));
    out.println(node);
  }
}
