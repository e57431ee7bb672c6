package io.parley.cli;

import io.parley.command.CommandContext;
import io.parley.command.CommandFailure;
import io.parley.command.FileFailures;
import io.parley.command.ServiceAddresses;
import io.parley.command.ServiceFailures;
import io.parley.command.Subcommand;
import io.parley.command.arguments.Arguments;
import io.parley.command.arguments.PathTo;
import io.parley.command.cluster.ClusterOption;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ServiceLoader;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line {@code ./parley}, with its options and subcommands. */
@Command(
    name = "parley",
    mixinStandardHelpOptions = true,
    version = "Parley 0.1.0",
    sortOptions = false,
    header = "Runs Parley on this machine: Kafka, a schema registry, a CQL server and Flink.",
    description = {
      "",
      "A first session:",
      "",
      "  parley up -d",
      "  parley submit ingest",
      "  parley send create lobby --by ann --members bob",
      "  parley send message lobby --by ann \"Hello\"",
      "  parley peek chat.events",
      "  parley history lobby",
      "  parley down",
      ""
    },
    footer = {
      "",
      "PARLEY_TRACE=1 shows the stack trace of a failure.",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 the servers are not running, 141 the reader"
          + " of the output has gone.",
      "Everything is kept in .parley in the project's directory."
    },
    subcommands = {
      UpCommand.class,
      StatusCommand.class,
      DownCommand.class,
      LogsCommand.class,
      TopicsCommand.class,
      PeekCommand.class,
      SubmitCommand.class,
      SendCommand.class,
      HistoryCommand.class,
      AutoComplete.GenerateCompletion.class,
      CommandLine.HelpCommand.class
    })
public final class Parley implements CommandContext {

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      scope = CommandLine.ScopeType.INHERIT,
      defaultValue = "${env:PARLEY_DIRECTORY}",
      description = "Where the servers keep data and logs; .parley if not given.")
  @PathTo(PathTo.Use.DIRECTORY)
  private Path directory;

  private Parley() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    // Numbers look alike on every machine, and in every record that is compared.
    Locale.setDefault(Locale.ROOT);
    StandardOutput output = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    System.setOut(new PrintStream(output, true, Charset.defaultCharset()));
    int exitCode = commandLine().execute(args);
    System.out.flush();
    System.exit(output.exitCode(exitCode, System.err));
  }

  /** The command line with all commands on the class path. */
  public static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Parley());
    ServiceLoader.load(Subcommand.class).forEach(commandLine::addSubcommand);
    commandLine.setExecutionExceptionHandler(Parley::explain);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    Arguments.check(commandLine);
    // A message may begin with @. By default picocli would replace it by the content of a file.
    commandLine.setExpandAtFiles(false);
    return commandLine;
  }

  /** The directory in which the servers of this project keep their data. */
  public StackDirectory stack() {
    return new StackDirectory(directory == null ? home().resolve(".parley") : directory);
  }

  /** The services of the stack that runs in {@link #stack}. */
  @Override
  public ServiceAddresses services() {
    return stack().ready().services();
  }

  /** The project's directory. */
  public static Path home() {
    return Path.of(System.getProperty("parley.home", ""));
  }

  /** Prints the message of a failure, and its stack trace only if PARLEY_TRACE is set. */
  private static int explain(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    String message =
        e instanceof CommandFailure
            ? e.getMessage()
            : ServiceFailures.explain(e, ClusterOption.servicesOf(parsed))
                .or(() -> FileFailures.explain(e))
                .orElseGet(() -> words(e));
    command.getErr().println(command.getColorScheme().errorText("parley: " + message));
    if (System.getenv("PARLEY_TRACE") != null) {
      e.printStackTrace(command.getErr());
    }
    return e instanceof CommandFailure failure ? failure.exitCode() : CommandFailure.FAILED;
  }

  /** The message of a failed read or write is a sentence. Others need their class to be clear. */
  private static String words(Exception e) {
    boolean isSentence = e instanceof IOException || e instanceof UncheckedIOException;
    return isSentence && e.getMessage() != null ? e.getMessage() : e.toString();
  }
}
