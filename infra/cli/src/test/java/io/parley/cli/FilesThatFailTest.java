package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.command.CommandFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that a command which fails for a file says in one line which file, why, and what to do.
 *
 * <p>Seen red: {@code java.nio.file.FileAlreadyExistsException: /the/path}.
 */
class FilesThatFailTest {

  @TempDir private Path directory;

  @Test
  void aFileInThePlaceOfTheLogsIsNamed() throws Exception {
    Path logs = Files.createFile(directory.resolve("logs"));

    assertThat(said("up"))
        .isEqualTo(
            "parley: %s: a file is in the way, where a directory was expected. Move the file away, or name another place.%n"
                .formatted(logs));
  }

  @Test
  void aStateThatCannotBeReadIsNamed() throws Exception {
    Path state = Files.writeString(directory.resolve("stack.json"), "{");

    assertThat(said("status"))
        .startsWith("parley: Cannot read " + state)
        .contains("delete it and start again")
        .hasLineCount(1);
  }

  private String said(String command) {
    StringWriter err = new StringWriter();
    int exitCode =
        Parley.commandLine()
            .setErr(new PrintWriter(err, true))
            .execute(command, "--directory", directory.toString());
    assertThat(exitCode).isEqualTo(CommandFailure.FAILED);
    return err.toString();
  }
}
