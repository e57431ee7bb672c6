package io.parley.checker.conformance;

import io.parley.checker.live.LiveHistory;
import io.parley.checker.live.Progress;
import io.parley.command.CommandContext;
import io.parley.command.CommandFailure;
import io.parley.command.Subcommand;
import io.parley.command.arguments.ValidId;
import io.parley.command.cluster.ClusterOption;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The command {@code conformance}: compares the records of one gateway with the contract. */
@Command(
    name = "conformance",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Checks that a gateway keeps the rules of the contract page.",
    description = {
      "",
      "Reads what the gateway wrote (chat.gateways, chat.sessions, chat.commands, chat.receipts)"
          + " and what it was sent (chat.acks, chat.deliveries). Names each broken rule with its"
          + " number in schemas/CONTRACT.md, the record, what was expected, and the remedy. Rules"
          + " that leave no trace in the topics are listed at the end.",
      "",
      "Run it while or after the gateway works. It takes no part in any consumer group and disturbs"
          + " nothing. An answer is missing if the session went on for 60 s without it, so run the"
          + " gateway for two minutes or more. chat.gateways keeps one hour, and what happened"
          + " before is judged in part only.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 no broken rule, 1 a broken rule or no record of the gateway, 3 the servers are"
          + " not running.",
      "",
      "Examples:",
      "  parley conformance --gateway gw-3",
      "  parley conformance --gateway gw-3 --config cluster.yaml",
      "  parley conformance --gateway gw-3 --json | jq '.rules[] | select(.found > 0)'"
    })
public final class ConformanceCommand implements Callable<Integer>, Subcommand {

  @ParentCommand private CommandContext context;
  @Spec private CommandSpec spec;
  @Mixin private ClusterOption cluster;

  @Option(
      names = "--gateway",
      paramLabel = "ID",
      required = true,
      converter = ValidId.class,
      description = "The gateway_id to judge.")
  private String gateway;

  @Option(names = "--json", description = "The judgement as one JSON object on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    try (LiveHistory history = LiveHistory.connect(cluster.services(context), Progress.SILENT)) {
      Conformance conformance = Conformance.of(gateway, history);
      if (conformance.isUnknown()) {
        throw new CommandFailure(
            ("No record of gateway '%s' is in the topics, so nothing can be judged. Its id is the"
                    + " key of its records: `./parley peek chat.gateways` shows who runs.")
                .formatted(gateway));
      }
      PrintWriter out = spec.commandLine().getOut();
      out.println(json ? conformance.json() : conformance.text());
      out.flush();
      return conformance.holds() ? 0 : CommandFailure.FAILED;
    }
  }
}
