package io.parley.cli;

import io.parley.command.CommandFailure;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The command {@code status}: shows which servers run, and where. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    header = "Shows which servers run, where, and with how much memory.",
    description = {
      "",
      "Exit code 0 if all servers run, 1 if one has ended, 3 if none was started.",
      ""
    })
final class StatusCommand implements Callable<Integer> {

  @ParentCommand private Parley parley;
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "The same as one JSON object on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    StackState state = parley.stack().ready();
    StackReport report = new StackReport(state, out);
    if (json) {
      out.println(report.json());
      return report.allRun() ? 0 : CommandFailure.FAILED;
    }
    out.println("Running since " + state.started() + " in " + parley.stack().root() + "\n");
    report.printTable();
    if (!report.allRun()) {
      out.println(
          "\nA server has ended; its log says why. Start again: `./parley down`, `./parley up`.");
      return CommandFailure.FAILED;
    }
    return 0;
  }
}
