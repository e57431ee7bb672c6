package io.parley.cli;

import io.parley.command.CommandFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The command {@code logs}: shows a server's log, also after the server has ended. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Shows a server's log.",
    description = {"", "Without SERVER it lists the logs.", ""})
final class LogsCommand implements Callable<Integer> {

  @ParentCommand private Parley parley;
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "SERVER",
      description = "For instance kafka or flink's jobmanager.")
  private String server;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      defaultValue = "50",
      description = "How many of its last lines (default: ${DEFAULT-VALUE}).")
  private int lines;

  @Option(
      names = {"-f", "--follow"},
      description = "Continue with new lines until Ctrl-C.")
  private boolean follow;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    if (server == null) {
      names().forEach(name -> out.println(name + "  " + file(name)));
      return 0;
    }
    if (!Files.exists(file(server))) {
      throw new CommandFailure(
          "No log of '%s'. %s"
              .formatted(
                  server,
                  names().isEmpty()
                      ? "No server has been started yet; `./parley up -d` starts them."
                      : "There are logs of " + String.join(", ", names()) + "."));
    }
    TextFile log = new TextFile(file(server));
    log.printTail(lines, out);
    if (follow) {
      log.follow(out, () -> false);
    }
    return 0;
  }

  private Path file(String name) {
    return parley.stack().logs().resolve(name + ".log");
  }

  private List<String> names() throws IOException {
    if (!Files.isDirectory(parley.stack().logs())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(parley.stack().logs())) {
      return files
          .map(file -> file.getFileName().toString().replaceAll("\\.log$", ""))
          .sorted()
          .toList();
    }
  }
}
