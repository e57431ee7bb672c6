package io.parley.operations.transactions;

import io.parley.command.Printable;
import io.parley.command.ServiceAddresses;
import io.parley.command.cluster.ClusterOption;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.TopicSpec;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The command {@code transactions list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Lists open transactions: of which job, since when, and what they hold up.",
    description = {
      "",
      "HELD UP counts the offsets that readers of level read_committed cannot see yet, in the"
          + " partitions that the transaction has written to. READERS are those that the topic"
          + " catalogue names. Gateways and the jobs read uncommitted records and do not wait."
          + " ABORTED AT is when the broker ends the transaction by itself.",
      "",
      "A transaction of another kafka.id-prefix than this deployment's is listed with its prefix."
          + " No restart will end it.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  parley transactions list",
      "  parley transactions list --older-than 1m --json | jq -r .transactional_id"
    })
final class ListCommand implements Callable<Integer> {

  @ParentCommand private TransactionsCommand parent;
  @Spec private CommandSpec spec;
  @Mixin private ClusterOption cluster;
  @Mixin private Choice choice;

  @Option(names = "--json", description = "One JSON object a line, for scripts.")
  private boolean json;

  @Override
  public Integer call() {
    ServiceAddresses services = parent.services(cluster);
    TopicCatalogue topics = services.topics();
    Instant now = Instant.now();
    try (Admin admin = Admin.create(services.kafkaClient())) {
      List<OpenTransaction> open =
          new OpenTransactions(
                  admin,
                  services.idPrefix(),
                  topics.topics().stream().map(TopicSpec::name).toList())
              .find().stream().filter(transaction -> choice.chooses(transaction, now)).toList();
      TransactionView view =
          new TransactionView(new Readers(topics), new HeldUp(admin).by(open), now);
      print(open, view);
    }
    return 0;
  }

  private void print(List<OpenTransaction> open, TransactionView view) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      open.forEach(transaction -> out.println(Printable.of(view.json(transaction).toString())));
    } else if (open.isEmpty()) {
      spec.commandLine().getErr().println("No such transaction is open.");
    } else {
      view.table(open).print(out);
    }
    out.flush();
  }
}
