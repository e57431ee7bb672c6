package io.parley.operations.transactions;

import io.parley.command.CommandContext;
import io.parley.command.ServiceAddresses;
import io.parley.command.Subcommand;
import io.parley.command.cluster.ClusterOption;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The command {@code transactions}, which does its work in its subcommands. */
@Command(
    name = "transactions",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Lists and aborts open transactions, which hold up readers of committed records.",
    description = {
      "",
      "A job writes in transactions that a checkpoint commits. Readers of level read_committed wait"
          + " for the oldest open one of a partition. A running job has open transactions at all"
          + " times, none much older than its checkpoint interval. A job that died leaves them"
          + " behind until kafka.transaction.timeout has passed. To start the job again under the"
          + " same kafka.id-prefix frees the readers; `abort` is for when it does not.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  parley transactions list --older-than 1m",
      "  parley transactions abort --job routing --older-than 5m"
    },
    subcommands = {ListCommand.class, AbortCommand.class})
public final class TransactionsCommand implements Runnable, Subcommand {

  @ParentCommand private CommandContext context;
  @Spec private CommandSpec spec;

  /** The services that the option of a subcommand names, or else those of the local stack. */
  ServiceAddresses services(ClusterOption cluster) {
    return cluster.services(context);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do: list or abort.");
  }
}
