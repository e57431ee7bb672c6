package io.parley.e2e.cli;

import io.parley.cli.Parley;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * What a command of {@code parley}, run within the test's own process, answered.
 *
 * @param exitCode as a script sees it
 * @param out standard output
 * @param err the error stream
 */
public record Answer(int exitCode, String out, String err) {

  /** Runs a command, whatever its exit code. */
  public static Answer of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine parley =
        Parley.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int exitCode = parley.execute(arguments);
    return new Answer(exitCode, out.toString(), err.toString());
  }

  /** Runs a command that must succeed, and returns its standard output. */
  public static String ok(String... arguments) {
    Answer answer = of(arguments);
    if (answer.exitCode != 0) {
      throw new AssertionError(
          "./parley %s: exit code %d%n%s%s"
              .formatted(String.join(" ", arguments), answer.exitCode, answer.out, answer.err));
    }
    return answer.out;
  }
}
