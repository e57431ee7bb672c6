package io.parley.operations.transactions;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.command.CommandFailure;
import io.parley.command.Printable;
import io.parley.command.ServiceAddresses;
import io.parley.command.Terminal;
import io.parley.command.cluster.ClusterOption;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.TopicSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The command {@code transactions abort}. */
@Command(
    name = "abort",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Aborts transactions that nobody will finish, so that their readers go on.",
    description = {
      "",
      "First try to start the job again under the same kafka.id-prefix: that ends its open"
          + " transactions without loss. Abort when the job will not come back, when it came back"
          + " under another prefix, or when a transaction stays although the job runs.",
      "",
      "@|bold An abort discards the records of the transaction.|@ If a checkpoint has counted on"
          + " them, readers of committed records never get them, and a job that starts from that"
          + " checkpoint does not write them again. So the command asks, looks once more, and"
          + " leaves alone what has moved since its first look.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 all that was chosen is aborted, 1 something was left alone or is not open.",
      "",
      "Examples:",
      "  parley transactions abort old-routing-chat.deliveries-0-3",
      "  parley transactions abort --job routing --older-than 5m --yes --json"
    })
final class AbortCommand implements Callable<Integer> {

  @ParentCommand private TransactionsCommand parent;
  @Spec private CommandSpec spec;
  @Mixin private ClusterOption cluster;
  @Mixin private Choice choice;

  @Parameters(paramLabel = "ID", arity = "0..*", description = "Transactional ids, as listed.")
  private List<String> ids = List.of();

  @Option(
      names = "--watch",
      paramLabel = "TIME",
      converter = Choice.Age.class,
      defaultValue = "10s",
      description =
          "Time between the two looks (default: ${DEFAULT-VALUE}). Longer than the checkpoint"
              + " interval of the job.")
  private Duration watch;

  @Option(names = "--yes", description = "Abort without asking.")
  private boolean yes;

  @Option(names = "--json", description = "One JSON object for each transaction, for scripts.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (ids.isEmpty() && choice.isEmpty()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "Say which transactions: IDs, --job or --older-than.");
    }
    ServiceAddresses services = parent.services(cluster);
    TopicCatalogue topics = services.topics();
    try (Admin admin = Admin.create(services.kafkaClient())) {
      OpenTransactions open =
          new OpenTransactions(
              admin, services.idPrefix(), topics.topics().stream().map(TopicSpec::name).toList());
      List<OpenTransaction> chosen = chosen(open.find());
      boolean allOpen = sayWhichAreNotOpen(chosen);
      if (chosen.isEmpty()) {
        return allOpen ? 0 : CommandFailure.FAILED;
      }
      new TransactionView(new Readers(topics), new HeldUp(admin).by(chosen), Instant.now())
          .table(chosen)
          .print(spec.commandLine().getErr());
      spec.commandLine().getErr().flush();
      Abort.Looks looks =
          Abort.askAndLookAgain(
              chosen,
              () -> {
                confirm(chosen.size());
                TimeUnit.MILLISECONDS.sleep(watch.toMillis());
              },
              open::find);
      abort(new Abort(admin), looks);
      return allOpen && looks.moving().isEmpty() ? 0 : CommandFailure.FAILED;
    }
  }

  /** Whether all transactions that were named are open and chosen. */
  private boolean sayWhichAreNotOpen(List<OpenTransaction> chosen) {
    List<String> open = chosen.stream().map(OpenTransaction::id).toList();
    List<String> missing = ids.stream().distinct().filter(id -> !open.contains(id)).toList();
    PrintWriter notes = spec.commandLine().getErr();
    missing.forEach(id -> notes.println("No such transaction is open: " + Printable.of(id)));
    if (ids.isEmpty() && chosen.isEmpty()) {
      notes.println("No such transaction is open.");
    }
    notes.flush();
    return missing.isEmpty();
  }

  private List<OpenTransaction> chosen(List<OpenTransaction> open) {
    Instant now = Instant.now();
    List<OpenTransaction> chosen = new ArrayList<>();
    for (OpenTransaction transaction : open) {
      if ((ids.isEmpty() || ids.contains(transaction.id())) && choice.chooses(transaction, now)) {
        chosen.add(transaction);
      }
    }
    return chosen;
  }

  private void abort(Abort abort, Abort.Looks looks) {
    looks.moving().forEach(transaction -> print(transaction, "in use"));
    for (OpenTransaction transaction : looks.abandoned()) {
      abort.run(transaction);
      print(transaction, "aborted");
    }
  }

  private void confirm(int number) throws IOException {
    if (yes) {
      return;
    }
    if (!Terminal.isInteractive()) {
      throw new CommandFailure(
          "Nothing was aborted, because there is no terminal to ask on. Add --yes to abort without"
              + " being asked.");
    }
    PrintWriter notes = spec.commandLine().getErr();
    notes.printf("Abort %d transactions and discard their records? Type yes: ", number);
    notes.flush();
    String answer = new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine();
    if (!"yes".equals(answer)) {
      throw new CommandFailure("Nothing was aborted.");
    }
  }

  private void print(OpenTransaction transaction, String outcome) {
    PrintWriter out = spec.commandLine().getOut();
    String line =
        json
            ? TransactionView.outcome(transaction, outcome).toString()
            : transaction.id() + " " + outcome;
    out.println(Printable.of(line));
    out.flush();
  }
}
