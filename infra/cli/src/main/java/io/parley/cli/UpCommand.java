package io.parley.cli;

import io.parley.command.CheckList;
import io.parley.command.CommandFailure;
import io.parley.command.FileFailures;
import io.parley.command.Terminal;
import io.parley.command.arguments.Bounds;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * The command {@code up}: starts the servers. Its process owns them, so they end with it, however
 * it ends.
 */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Starts the servers and sets them up.",
    description = {
      "",
      "Starts Kafka, the schema registry, the CQL server and a Flink cluster, each in a process of"
          + " its own on 127.0.0.1. Then creates topics and tables and registers schemas. Stays in"
          + " the foreground until Ctrl-C, which stops all servers. With -d it returns when all"
          + " servers are ready, and `parley down` stops them. Data is kept for the next start.",
      ""
    })
final class UpCommand implements Callable<Integer> {

  @ParentCommand private Parley parley;
  @Spec private CommandSpec spec;

  @Option(
      names = {"-d", "--detach"},
      description = "Return when the servers are ready and leave them running.")
  private boolean detach;

  @Option(names = "--fresh", description = "Delete all data of earlier runs first.")
  private boolean fresh;

  @Option(
      names = "--secure",
      description =
          "Ask every client for a login: Kafka with SCRAM over TLS and ACLs, the CQL server with"
              + " TLS and roles, the registry with basic authentication. Certificate and"
              + " passwords are made at the start, in .parley/secrets. Needs --fresh if the data"
              + " is of a stack without it.")
  private boolean secure;

  @Option(
      names = "--task-managers",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many Flink TaskManagers, of 8 slots each (default: ${DEFAULT-VALUE}).")
  @Bounds(least = 1, most = 100)
  private int taskManagers;

  @Mixin private StackPorts ports;
  @Mixin private ObserveOptions observe;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    if (detach) {
      return new DetachedLauncher(parley.stack(), out)
          .launch(spec.commandLine().getParseResult().originalArgs());
    }
    long began = System.nanoTime();
    StackSettings settings = observe.applyTo(StackSettings.of(ports, taskManagers));
    StackDirectory directory = parley.stack();
    directory.lock();
    refuseProblems(Preflight.problems(Parley.home(), directory.root(), ports));
    if (fresh) {
      directory.wipe();
    }
    StackState starting = StackState.starting();
    directory.write(starting);
    Stack stack = new Stack(directory.root(), secure ? settings.withSecurity() : settings);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> shutDown(stack, directory, out)));

    out.println("Starting Parley in " + directory.root() + "; Ctrl-C stops everything.\n");
    try (CheckList list = new CheckList(out, Terminal.isInteractive(), stack.steps())) {
      stack.start(list);
    } catch (CompletionException e) {
      throw CommandFailure.because("The servers did not start.", e);
    }
    StackState state = stack.state(starting.started());
    new StackReport(state, out).printReady(System.nanoTime() - began);
    // Written last, because `up -d` stops showing our output when it sees this state.
    directory.write(state);
    new CountDownLatch(1).await();
    return 0;
  }

  private static void refuseProblems(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new CommandFailure("Cannot start:\n  - " + String.join("\n  - ", problems));
    }
  }

  private static void shutDown(Stack stack, StackDirectory directory, PrintWriter out) {
    out.println("\nStopping...");
    out.flush();
    stack.close();
    try {
      directory.forget();
    } catch (IOException e) {
      out.println(FileFailures.words(e));
    }
    out.println("Stopped; no process is left.");
    out.flush();
  }
}
