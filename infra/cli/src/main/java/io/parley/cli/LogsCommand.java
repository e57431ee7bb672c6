package io.parley.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.command.CommandFailure;
import io.parley.command.Printable;
import io.parley.command.Table;
import io.parley.command.arguments.Bounds;
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
    description = {"", "Without SERVER it lists the logs, each with its file.", ""})
final class LogsCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Ends the name of a log. RocksDB writes files of its own beside the logs. */
  private static final String LOG = ".log";

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
  @Bounds(least = 0)
  private int lines;

  @Option(
      names = {"-f", "--follow"},
      description = "Continue with new lines until Ctrl-C.")
  private boolean follow;

  @Option(names = "--json", description = "The list of logs, one JSON object a line.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    if (server == null) {
      list(out);
      return 0;
    }
    if (json) {
      throw CommandFailure.wrongUsage(
          "--json %s: a log is text as the server wrote it, and --json is for the list of logs. Leave one of the two out."
              .formatted(Printable.of(server)));
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
      log.follow(out, StandardOutput::isClosed);
    }
    return 0;
  }

  private void list(PrintWriter out) throws IOException {
    if (json) {
      for (String name : names()) {
        out.println(JSON.createObjectNode().put("name", name).put("file", file(name).toString()));
      }
      return;
    }
    Table table = new Table("LOG", "FILE");
    names().forEach(name -> table.row(name, file(name).toString()));
    table.print(out);
  }

  private Path file(String name) {
    return parley.stack().logs().resolve(name + LOG);
  }

  private List<String> names() throws IOException {
    if (!Files.isDirectory(parley.stack().logs())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(parley.stack().logs())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(LOG))
          .map(name -> name.substring(0, name.length() - LOG.length()))
          .sorted()
          .toList();
    }
  }
}
