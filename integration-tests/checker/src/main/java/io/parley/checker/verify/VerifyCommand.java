package io.parley.checker.verify;

import io.parley.checker.Checker;
import io.parley.checker.Verdict;
import io.parley.checker.live.LiveHistory;
import io.parley.checker.live.Part;
import io.parley.checker.live.Quiescence;
import io.parley.checker.sort.Scratch;
import io.parley.command.CommandContext;
import io.parley.command.CommandFailure;
import io.parley.command.ServiceAddresses;
import io.parley.command.Subcommand;
import io.parley.command.Terminal;
import io.parley.command.arguments.Bounds;
import io.parley.command.cluster.ClusterOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * The command {@code verify}: compares the topics and tables of the running stack with the promise.
 */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Checks that nothing was lost, doubled, reordered or miscounted.",
    description = {
      "",
      "Reads all topics from the beginning, committed and aborted records alike, and all tables;"
          + " works out for itself what must be there; and says what is not. It looks for: lost,"
          + " duplicate, set aside, reordered, sequence gap, aborted read, stored after visible,"
          + " membership mismatch, status regression, cursor regression, count mismatch,"
          + " undelivered, redelivered, update missing, push missing, push not owed, conservation"
          + " and more. Each job is checked if it has run.",
      "",
      "Of what retention has deleted from the topics, it cannot work out the rows. A row of"
          + " members, of windows or of a device's cursor is then judged as far as the records"
          + " that are left tell.",
      "",
      "Push requests are judged in both directions: a NOTIFY or CLEAR that was owed and is"
          + " missing, and one that was sent and not owed. What is due less than 10 s before the"
          + " end of the history is not counted as missing yet.",
      "",
      "The stack must be at rest: stop whatever sends. The command waits until the jobs have"
          + " consumed their input and no transaction is open, and refuses to judge before.",
      "",
      "A row that was written after its event was visible, but was written, leaves no trace, and"
          + " neither does a hole that a reader of the table saw before it was closed: only an"
          + " observer during the run finds these, as in `parley demo`. Statistics"
          + " (chat.receipt-stats) are not checked.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 everything holds, 1 something is broken or the stack is not at rest,"
          + " 3 the servers are not running.",
      "",
      "Examples:",
      "  parley verify",
      "  parley verify --json | jq .checks.LOST",
      "  parley verify --self-test 1000000   # no servers: how fast, how much memory"
    })
public final class VerifyCommand implements Callable<Integer>, Subcommand {

  @ParentCommand private CommandContext context;
  @Spec private CommandSpec spec;
  @Mixin private ClusterOption cluster;

  @Option(names = "--json", description = "The verdict as one JSON object on standard output.")
  private boolean json;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long to wait for rest (default: ${DEFAULT-VALUE}).")
  @Bounds(least = 0)
  private int timeoutSeconds;

  @Option(
      names = "--self-test",
      paramLabel = "N",
      description =
          "Check simulated, faultless histories instead: an ingest of N commands, and the"
              + " deliveries and receipts of a talk of N events. Says how long it took and how much"
              + " heap it needed. Takes about 3 KB of temporary disk for each of N.")
  @Bounds(least = 1, most = 1_000_000_000)
  private Long selfTest;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    // Everything but the verdict goes to the error stream, so that the verdict can be piped.
    PrintWriter notes = spec.commandLine().getErr();
    ProgressLine progress = new ProgressLine(notes, Terminal.isInteractive());
    if (selfTest != null) {
      return print(new SelfTest(notes, progress).run(selfTest), out);
    }
    ServiceAddresses address = cluster.services(context);
    Set<Part> parts = awaitRest(address, notes);
    try (LiveHistory history = LiveHistory.connect(address, progress);
        Scratch scratch = Scratch.temporary()) {
      Verdict verdict = new Checker(scratch).parts(parts, history).verdict();
      progress.clear();
      return print(verdict, out);
    }
  }

  private int print(Verdict verdict, PrintWriter out) {
    out.println(json ? verdict.json() : verdict.table());
    out.flush();
    return verdict.holds() ? 0 : CommandFailure.FAILED;
  }

  private Set<Part> awaitRest(ServiceAddresses address, PrintWriter notes) throws IOException {
    try (Quiescence rest = new Quiescence(address)) {
      Set<Part> parts = rest.partsThatRan();
      if (!parts.contains(Part.INGEST)) {
        throw new CommandFailure(
            "There is nothing to verify: ingest has not completed a checkpoint here. Run `./parley"
                + " submit ingest` and send something.");
      }
      EnumSet.complementOf(EnumSet.copyOf(parts))
          .forEach(part -> notes.println(part.job() + " has not run here: not checked."));
      notes.println("Waiting until " + names(parts) + " are at rest ...");
      notes.flush();
      List<String> moving = rest.await(parts, Duration.ofSeconds(timeoutSeconds));
      if (!moving.isEmpty()) {
        throw new CommandFailure(
            "Not at rest within %d s, so no verdict:%n  %s%nStop what sends, or wait for a transaction to time out, then try again."
                .formatted(timeoutSeconds, String.join("\n  ", moving)));
      }
      return parts;
    }
  }

  private static String names(Set<Part> parts) {
    return parts.stream().map(Part::job).collect(Collectors.joining(", "));
  }
}
