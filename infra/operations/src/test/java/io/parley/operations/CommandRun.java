package io.parley.operations;

import io.parley.command.CommandContext;
import io.parley.command.CommandFailure;
import io.parley.command.ServiceAddresses;
import io.parley.command.ServiceFailures;
import io.parley.command.arguments.Arguments;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * A command line with one command, against services of a test.
 *
 * @param exitCode as a script sees it
 * @param out standard output
 * @param err the error stream, with the message of a failure
 */
public record CommandRun(int exitCode, String out, String err) {

  /** The root command, which knows where the services are. */
  @Command(name = "parley")
  public record Root(ServiceAddresses services) implements CommandContext {}

  /** Runs a command. */
  public static CommandRun of(Object command, String kafka, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        new CommandLine(new Root(services(kafka)))
            .addSubcommand(command)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .setExecutionExceptionHandler(
                (e, failed, parsed) -> {
                  failed.getErr().println(message(e, kafka));
                  return e instanceof CommandFailure failure
                      ? failure.exitCode()
                      : CommandFailure.FAILED;
                });
    Arguments.check(line);
    int exitCode = line.execute(arguments);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }

  /** As {@code ./parley} explains a failure. */
  private static String message(Exception e, String kafka) throws Exception {
    if (e instanceof CommandFailure) {
      return e.getMessage();
    }
    return ServiceFailures.explain(e, Optional.of(services(kafka))).orElseThrow(() -> e);
  }

  /** The lines of standard output. */
  public List<String> lines() {
    return out.lines().toList();
  }

  /** There is a Kafka only; nobody listens at the other addresses. */
  private static ServiceAddresses services(String kafka) {
    return new ServiceAddresses(
        kafka, "http://127.0.0.1:1", "127.0.0.1", 1, "datacenter1", "parley", "", "parley");
  }
}
