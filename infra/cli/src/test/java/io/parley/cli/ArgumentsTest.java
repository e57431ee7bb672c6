package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * Arguments reach the commands as they were typed.
 *
 * <p>Seen red: picocli's default, which replaces {@code @file} by the content of the file; a
 * launcher that repeats the arguments of JAVA_TOOL_OPTIONS.
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
