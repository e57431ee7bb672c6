package io.parley.demo;

import io.parley.cli.ObserveOptions;
import io.parley.cli.Parley;
import io.parley.cli.StackPorts;
import io.parley.cli.StackSettings;
import io.parley.command.CommandFailure;
import io.parley.command.FileFailures;
import io.parley.command.Subcommand;
import io.parley.command.Terminal;
import io.parley.pipeline.JobSettings;
import io.parley.pipeline.PipelineStack;
import io.parley.pipeline.run.StackHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * The command {@code demo}: all of Parley under load, with a kill on the way and a verdict at the
 * end.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Runs everything: servers, jobs, talk, a kill -9, and the checker's verdict.",
    description = {
      "",
      "Starts servers of its own and the three jobs. People on simulated gateways talk in direct"
          + " chats and groups, come and go, edit, delete, acknowledge and read. On the way a Flink"
          + " TaskManager is killed with -9. Then everybody comes back, and the checker compares"
          + " topics and tables with the promise. Exit code 0 only if every check holds. With"
          + " --observe every query of the dashboards must be answered, too.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  parley demo",
      "  parley demo --users 100 --rate 100 --duration 120 --keep",
      "  parley demo --replay irc.txt --duration 60"
    })
public final class DemoCommand implements Subcommand, Callable<Integer> {

  private static final int TASK_MANAGERS = 2;
  private static final int PARALLELISM = 2;

  @ParentCommand private Parley parley;
  @Spec private CommandSpec spec;
  @Mixin private DemoOptions options;
  @Mixin private StackPorts ports;
  @Mixin private ObserveOptions observe;

  @Option(
      names = "--keep",
      description =
          "Leave servers and jobs running afterwards, until Ctrl-C; other commands can be tried"
              + " meanwhile.")
  private boolean keep;

  @Option(
      names = "--secure",
      description = "Ask every client for a login, as `parley up --secure` does.")
  private boolean secure;

  @Option(
      names = "--json",
      description = "Print the result as one JSON object; all else goes to standard error.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = json ? spec.commandLine().getErr() : spec.commandLine().getOut();
    boolean live = Terminal.isInteractive() && !json;
    Plan plan = options.plan();
    StackSettings chosen = observe.applyTo(StackSettings.of(ports, TASK_MANAGERS));
    StackSettings settings = secure ? chosen.withSecurity() : chosen;
    StackHome home = StackHome.claim(parley.stack().root().resolve("demo"), ports);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> shutDown(home, out)));
    out.println(
        "Parley's demo in %s; seed %d. Ctrl-C stops everything.%n"
            .formatted(home.root(), plan.seed()));
    out.flush();
    PipelineStack stack = home.open(settings, JobSettings.defaults(PARALLELISM), out, live);
    out.println("\nDashboard: " + stack.state().dashboardUrl());
    stack.stack().prometheus().ifPresent(server -> out.println("Prometheus: " + server.url()));
    out.println();
    out.flush();

    DemoResult result = new DemoRun(stack, plan, out, live).run();
    home.publish();
    String again =
        Rerun.command(spec.commandLine().getParseResult().originalArgs(), result.toRepeat());
    new DemoReport(result, stack.state(), home.root(), again).print(out, keep);
    if (json) {
      spec.commandLine().getOut().println(result.json());
      spec.commandLine().getOut().flush();
    }
    if (keep) {
      out.println("Servers and jobs go on running. Ctrl-C stops them.");
      out.flush();
      new CountDownLatch(1).await();
    }
    return result.holds() ? 0 : CommandFailure.FAILED;
  }

  private static void shutDown(StackHome home, PrintWriter out) {
    try {
      home.close();
    } catch (IOException e) {
      out.println(FileFailures.words(e));
    }
    out.println("Stopped; no process is left.");
    out.flush();
  }
}
