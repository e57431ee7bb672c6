package io.parley.operations.deadletters;

import io.parley.command.CommandContext;
import io.parley.command.ServiceAddresses;
import io.parley.command.Subcommand;
import io.parley.command.cluster.ClusterOption;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The command {@code dead-letters}, which does its work in its subcommands. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Lists, shows and replays records that a job could not process.",
    description = {
      "",
      "A record that can never be processed becomes a dead letter: its key and bytes go to the"
          + " topic chat.dead-letters, with the reason and the place of the original. After the"
          + " cause has been mended, such as a schema that was not registered, replay them.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  parley dead-letters list --since 2h",
      "  parley dead-letters show 3@17",
      "  parley dead-letters replay --reason UNKNOWN_SCHEMA_ID --since 2h --dry-run",
      "  parley dead-letters replay 3@17 3@18"
    },
    subcommands = {ListCommand.class, ShowCommand.class, ReplayCommand.class})
public final class DeadLettersCommand implements Runnable, Subcommand {

  @ParentCommand private CommandContext context;
  @Spec private CommandSpec spec;

  /** The services that the option of a subcommand names, or else those of the local stack. */
  ServiceAddresses services(ClusterOption cluster) {
    return cluster.services(context);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Say what to do: list, show or replay.");
  }
}
