package io.parley.faults;

import io.parley.cli.Parley;
import io.parley.cli.StackPorts;
import io.parley.command.CommandFailure;
import io.parley.command.Subcommand;
import io.parley.command.Table;
import io.parley.command.Terminal;
import io.parley.pipeline.run.StackHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * The command {@code faults}: damages a running pipeline on purpose, and has the checker judge the
 * result.
 */
@Command(
    name = "faults",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Inflicts faults on a running pipeline, and has the checker judge after each.",
    description = {
      "",
      "Starts servers of its own and the three jobs, and lets simulated people talk. Meanwhile it"
          + " kills, freezes, cuts off or floods servers, one fault after the other. After each"
          + " fault everybody comes back, and the checker looks at all topics and tables. Without"
          + " names, or with --all, it runs the whole catalogue, about a minute and a half per"
          + " fault.",
      "",
      "A case has passed if nothing is lost, doubled or reordered. Where loss cannot be avoided, it"
          + " has passed if the product itself has named the loss. It is a limit if exactly that"
          + " happened which the README states as a limit.",
      "",
      "A case is repeated with the seed and the name that its record shows. The order of threads"
          + " and processes is not in the seed, so a repetition is alike, not the same.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 no case failed, 1 one did, 2 wrong usage.",
      "",
      "Examples:",
      "  parley faults --list",
      "  parley faults kill-taskmanager --seed 7",
      "  parley faults --all --json faults.json",
      "  parley faults --soak 1000000 --users 60 --rate 400 --json soak.json"
    })
public final class FaultsCommand implements Subcommand, Callable<Integer> {

  private static final int LARGEST_SEED = 1_000_000;

  @ParentCommand private Parley parley;
  @Spec private CommandSpec spec;
  @Mixin private StackPorts ports;

  @Parameters(paramLabel = "FAULT", description = "Which faults; all if none is named.")
  private List<String> names = List.of();

  @Option(names = "--all", description = "The whole catalogue, as if none was named.")
  private boolean all;

  @Option(names = "--list", description = "List the faults and do nothing else.")
  private boolean list;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of all random choices (default: a random one, which is printed).")
  private Long seed;

  @Option(
      names = "--soak",
      paramLabel = "MESSAGES",
      description =
          "People talk without a pause, and faults drawn at random strike one after the other,"
              + " until so many messages are stored. The checker judges once, in the end.")
  private Long soak;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the record of the run there, anew after each fault.")
  private Path json;

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "15",
      description = "How many people talk (default: ${DEFAULT-VALUE}).")
  private int users;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "15",
      description = "Commands per second, on average (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (list) {
      return list(out);
    }
    List<Fault> chosen = chosen();
    long drawn = seed == null ? ThreadLocalRandom.current().nextInt(1, LARGEST_SEED) : seed;
    StackHome home =
        StackHome.claim(parley.stack().root().resolve("faults").resolve("stack"), ports);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> shutDown(home)));
    out.println("Faults in %s; seed %d. Ctrl-C stops everything.".formatted(home.root(), drawn));
    out.flush();

    FaultSuite suite =
        new FaultSuite(
            home, ports, new Load(users, rate), out, Terminal.isInteractive(), this::record);
    Report report = suite.run(chosen, drawn);
    report.print(out);
    return report.isAsExpected() ? 0 : CommandFailure.FAILED;
  }

  private List<Fault> chosen() {
    if ((all ? 1 : 0) + (soak != null ? 1 : 0) + (names.isEmpty() ? 0 : 1) > 1) {
      throw new CommandFailure(
          "Give one of --all, --soak and names of faults: --all runs the whole catalogue, --soak"
              + " draws from it, and a name is a part of it.");
    }
    if (soak == null) {
      return names.isEmpty() ? Catalogue.all() : names.stream().map(Catalogue::named).toList();
    }
    if (soak < 1) {
      throw new CommandFailure(
          "--soak %d: expected a number of messages from 1 up.".formatted(soak));
    }
    return List.of(new Soak(soak));
  }

  /** Writes the record so far. The file is replaced as a whole or not at all. */
  private void record(Report report) {
    if (json == null) {
      return;
    }
    Path file = json.toAbsolutePath();
    Path draft = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.writeString(draft, report.json());
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("The record cannot be written to " + file, e);
    }
  }

  private static int list(PrintWriter out) {
    Table table = new Table("FAULT", "EXPECTED", "WHAT IS DONE");
    Catalogue.all()
        .forEach(
            fault ->
                table.row(
                    fault.name(),
                    fault.expectation().kind().name().toLowerCase(Locale.ROOT),
                    fault.what()));
    table.print(out);
    out.flush();
    return 0;
  }

  private static void shutDown(StackHome home) {
    try {
      home.close();
    } catch (IOException e) {
      System.err.println(e.getMessage());
    }
  }
}
