package io.parley.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Tests what {@code parley simulate} prints for scripts.
 *
 * <p>Seen red: {@code --script} that passes over {@code --json}.
 */
class SimulateCommandTest {

  @TempDir private Path directory;

  @Test
  void aReplayIsJsonToo() throws Exception {
    Path script =
        Files.writeString(directory.resolve("script.txt"), Script.random(7, 20).toString());
    StringWriter out = new StringWriter();

    int exitCode =
        new CommandLine(new SimulateCommand())
            .setOut(new PrintWriter(out, true))
            .execute("--script", script.toString(), "--json");

    assertThat(exitCode).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.path("holds").asBoolean()).isTrue();
    assertThat(json.has("finding")).isFalse();
  }
}
