package io.parley.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.parley.cli.Parley;
import io.parley.cli.StackPorts;
import io.parley.command.CommandFailure;
import io.parley.command.FileFailures;
import io.parley.command.Subcommand;
import io.parley.command.Table;
import io.parley.command.Terminal;
import io.parley.command.WholeFile;
import io.parley.command.arguments.Bounds;
import io.parley.command.arguments.PathTo;
import io.parley.pipeline.run.StackHome;
import io.parley.simulator.SmallTalk;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
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
          + " happened which the README states as a limit. It is skipped if the machine lacks what"
          + " it needs.",
      "",
      "A case is repeated with the seed and the name that its record shows. The order of threads"
          + " and processes is not in the seed, so a repetition is alike, not the same.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 no case failed (a skipped one has not failed), 1 a case failed or could not be"
          + " carried out, 2 wrong usage.",
      "",
      "Examples:",
      "  parley faults --list",
      "  parley faults --list --json - | jq -r '.[].fault'",
      "  parley faults kill-taskmanager --seed 7",
      "  parley faults --all --json faults.json",
      "  parley faults --soak 10000000 --users 60 --rate 400 --json soak.json"
    })
public final class FaultsCommand implements Subcommand, Callable<Integer> {

  private static final int LARGEST_SEED = 1_000_000;
  private static final Path STANDARD_OUTPUT = Path.of("-");

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
  @Bounds
  private Long seed;

  @Option(
      names = "--soak",
      paramLabel = "MESSAGES",
      description =
          "People talk without a pause, and faults drawn at random strike one after the other,"
              + " until so many messages are stored. The checker judges once, in the end.")
  @Bounds(least = 1)
  private Long soak;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description =
          "Write the record of the run there, anew after each fault. With --list it is the list"
              + " that is written, and - is standard output.")
  @PathTo(PathTo.Use.WRITE_FILE)
  private Path json;

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "15",
      description = "How many people talk (default: ${DEFAULT-VALUE}).")
  @Bounds(least = SmallTalk.LEAST_USERS, most = 10_000)
  private int users;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "15",
      description = "Commands per second, on average (default: ${DEFAULT-VALUE}).")
  @Bounds(moreThan = 0, most = 100_000)
  private double rate;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (list) {
      return list(out);
    }
    if (json != null && json.equals(STANDARD_OUTPUT)) {
      throw CommandFailure.wrongUsage(
          "--json -: expected a file, because the record is written anew after each fault. Standard"
              + " output takes the list of --list only.");
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
      throw CommandFailure.wrongUsage(
          "Give one of --all, --soak and names of faults: --all runs the whole catalogue, --soak"
              + " draws from it, and a name is a part of it.");
    }
    if (soak != null) {
      return List.of(new Soak(soak));
    }
    for (String name : names) {
      if (Collections.frequency(names, name) > 1) {
        throw CommandFailure.wrongUsage(
            "The fault %s is named twice. On one stack its second case would send the commands of the first again. Run it again with another --seed."
                .formatted(name));
      }
    }
    return names.isEmpty() ? Catalogue.all() : names.stream().map(Catalogue::named).toList();
  }

  /** Writes the record so far. The file is replaced as a whole or not at all. */
  private void record(Report report) {
    if (json == null) {
      return;
    }
    try {
      WholeFile.write(json, report.json());
    } catch (IOException e) {
      throw new UncheckedIOException("The record of the run is lost", e);
    }
  }

  private int list(PrintWriter out) throws IOException {
    if (json != null) {
      String list = asJson(Catalogue.all()).toPrettyString() + System.lineSeparator();
      if (json.equals(STANDARD_OUTPUT)) {
        out.print(list);
        out.flush();
      } else {
        WholeFile.write(json, list);
      }
      return 0;
    }
    Table table = new Table("FAULT", "EXPECTED", "WHAT IS DONE");
    Catalogue.all().forEach(fault -> table.row(fault.name(), expected(fault), fault.what()));
    table.print(out);
    out.flush();
    return 0;
  }

  private static ArrayNode asJson(List<Fault> faults) {
    ArrayNode list = new ObjectMapper().createArrayNode();
    faults.forEach(
        fault ->
            list.addObject()
                .put("fault", fault.name())
                .put("expected", expected(fault))
                .put("what", fault.what()));
    return list;
  }

  private static String expected(Fault fault) {
    return fault.expectation().kind().name().toLowerCase(Locale.ROOT);
  }

  private static void shutDown(StackHome home) {
    try {
      home.close();
    } catch (IOException e) {
      System.err.println(FileFailures.words(e));
    }
  }
}
