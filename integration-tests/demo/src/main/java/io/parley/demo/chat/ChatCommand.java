package io.parley.demo.chat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.cli.DetachedLauncher;
import io.parley.cli.Parley;
import io.parley.cli.StackDirectory;
import io.parley.cli.StackPorts;
import io.parley.cli.StackSettings;
import io.parley.command.CommandFailure;
import io.parley.command.Subcommand;
import io.parley.command.Terminal;
import io.parley.command.WholeFile;
import io.parley.command.arguments.Bounds;
import io.parley.pipeline.JobSettings;
import io.parley.pipeline.PipelineStack;
import io.parley.pipeline.run.StackHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The command {@code chat}: everything that two people need to chat in their browsers. */
@Command(
    name = "chat",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Starts everything and gives two addresses to chat in two browser windows.",
    description = {
      "",
      "Starts servers of its own, the three jobs and two gateways, makes a few conversations, and"
          + " waits until a message has gone the whole way. Then it prints the addresses to open,"
          + " and what to kill meanwhile. A TaskManager or gateway that is killed is started again."
          + " Each start begins without data. Ctrl-C stops everything.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  parley chat",
      "  parley chat --port 8090 --gateways 1",
      "  parley chat -d && parley down --directory .parley/chat"
    })
public final class ChatCommand implements Subcommand, Callable<Integer> {

  private static final int TASK_MANAGERS = 2;
  private static final int PARALLELISM = 1;
  private static final String READY = "chat.json";

  @ParentCommand private Parley parley;
  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8088",
      description =
          "Port of the first gateway; the next gateway has the next port. 0 for free ports"
              + " (default: ${DEFAULT-VALUE}).")
  @Bounds(least = 0, most = Bounds.LARGEST_PORT)
  private int port;

  @Option(
      names = "--gateways",
      paramLabel = "N",
      defaultValue = "2",
      description = "How many gateways (default: ${DEFAULT-VALUE}).")
  @Bounds(least = 1, most = 100)
  private int gateways;

  @Option(
      names = {"-d", "--detach"},
      description = "Return when people can chat, and leave everything running.")
  private boolean detach;

  @Option(
      names = "--json",
      description =
          "Print addresses and processes as one JSON object; all else goes to standard error.")
  private boolean json;

  @Mixin private StackPorts ports;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (port + gateways - 1 > Bounds.LARGEST_PORT) {
      throw CommandFailure.wrongUsage(
          "--port %d --gateways %d: each gateway has the next port, and the last port is %d. Choose a smaller --port."
              .formatted(port, gateways, Bounds.LARGEST_PORT));
    }
    Path root = parley.stack().root().resolve("chat");
    PrintWriter out = json ? spec.commandLine().getErr() : spec.commandLine().getOut();
    if (detach) {
      return detach(new StackDirectory(root), out);
    }
    StackHome home = StackHome.claim(root, ports);
    out.println("Parley's chat in %s. Ctrl-C stops everything.\n".formatted(home.root()));
    out.flush();
    ChatStack chat = new ChatStack(home.root(), gateways, port);
    Shutdown shutdown = new Shutdown(home, chat, out);
    Runtime.getRuntime().addShutdownHook(new Thread(shutdown::run));

    boolean live = Terminal.isInteractive() && !json;
    PipelineStack stack =
        home.open(
            StackSettings.of(ports, TASK_MANAGERS), JobSettings.defaults(PARALLELISM), out, live);
    chat.start(out, live);
    ChatReport report = new ChatReport(stack, chat.gateways());
    shutdown.supervise(new Supervisor(chat.mayBeKilled(stack), () -> publish(home, report), out));
    report.print(out);
    if (json) {
      spec.commandLine().getOut().println(report.json());
      spec.commandLine().getOut().flush();
    }
    publish(home, report);
    new CountDownLatch(1).await();
    return 0;
  }

  /** Writes the processes as they are now for other commands and for scripts. */
  private static void publish(StackHome home, ChatReport report) {
    try {
      home.publish();
      WholeFile.write(home.root().resolve(READY), report.json().toPrettyString());
    } catch (IOException e) {
      throw new UncheckedIOException("Other commands do not see the servers", e);
    }
  }

  private int detach(StackDirectory directory, PrintWriter out)
      throws IOException, InterruptedException {
    Path ready = directory.root().resolve(READY);
    directory.requireFree();
    Files.deleteIfExists(ready);
    int exit =
        new DetachedLauncher(directory, out)
            .launch(spec.commandLine().getParseResult().originalArgs(), pid -> Files.exists(ready));
    if (exit == 0 && json) {
      spec.commandLine().getOut().println(new ObjectMapper().readTree(ready.toFile()));
      spec.commandLine().getOut().flush();
    }
    return exit;
  }
}
