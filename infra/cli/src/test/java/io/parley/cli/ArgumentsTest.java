package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.command.CommandFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * Tests that arguments reach the commands as they were typed.
 *
 * <p>Seen red: picocli's default, which replaces {@code @file} by the content of the file; a
 * launcher that repeats the arguments of JAVA_TOOL_OPTIONS; ids that are not checked.
 */
class ArgumentsTest {

  @TempDir private Path directory;

  @Test
  void aTextThatBeginsWithAtIsNotTheNameOfAFile() throws Exception {
    Path file = Files.writeString(directory.resolve("README.md"), "content of the file");

    assertThat(textOf("@all")).isEqualTo("@all");
    assertThat(textOf("@@all")).isEqualTo("@@all");
    assertThat(textOf("@" + file)).isEqualTo("@" + file);
  }

  private static String textOf(String typed) {
    ParseResult message =
        Parley.commandLine()
            .parseArgs("send", "message", "lobby", typed, "--by", "ann")
            .subcommand()
            .subcommand();
    PositionalParamSpec text =
        message.commandSpec().positionalParameters().stream()
            .filter(parameter -> parameter.paramLabel().equals("TEXT"))
            .findFirst()
            .orElseThrow();
    return text.stringValues().get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "lobby, ann smith, bob, --by 'ann smith'",
    "lo/bby, ann, bob, CONVERSATION 'lo/bby'",
    "lobby, ann, b\u00f6b, --members 'b\u00f6b'",
    "lobby, ann, '', --members ''",
  })
  void anIdThatIngestWouldRefuseIsNotSent(
      String conversation, String sender, String member, String named) {
    StringWriter errors = new StringWriter();
    CommandLine parley = Parley.commandLine().setErr(new PrintWriter(errors, true));

    int exitCode =
        parley.execute(
            "--directory",
            directory.toString(),
            "send",
            "create",
            conversation,
            "--by",
            sender,
            "--members",
            member);

    assertThat(exitCode).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(errors.toString())
        .contains(named + " is not a valid id", "1 to 64 characters", "Nothing was sent");
  }

  @Test
  void aUserMayHaveTheLongestId() {
    StringWriter errors = new StringWriter();
    CommandLine parley = Parley.commandLine().setErr(new PrintWriter(errors, true));

    int exitCode =
        parley.execute(
            "--directory",
            directory.toString(),
            "send",
            "message",
            "lobby",
            "Hi",
            "--by",
            "a".repeat(64));

    assertThat(exitCode).as(errors.toString()).isEqualTo(CommandFailure.NOT_RUNNING);
  }

  @Test
  void theShellCanCompleteEveryCommand() {
    StringWriter script = new StringWriter();
    CommandLine parley = Parley.commandLine().setOut(new PrintWriter(script, true));

    assertThat(parley.execute("generate-completion")).isZero();

    assertThat(script.toString())
        .contains("complete -F")
        .contains(parley.getSubcommands().keySet());
  }

  @Test
  void theLauncherInTheBackgroundGetsNoArgumentTwice() {
    assertThat(
            DetachedLauncher.ownArguments(
                List.of("-agentlib:jdwp=server=y", "-Xmx256m"), " -agentlib:jdwp=server=y "))
        .containsExactly("-Xmx256m");
    assertThat(DetachedLauncher.ownArguments(List.of("-Xmx256m"), null))
        .containsExactly("-Xmx256m");
  }
}
