package io.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.cli.Parley;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that a script can read which faults there are.
 *
 * <p>Seen red: {@code --list} that passes over {@code --json}.
 */
class FaultListTest {

  @TempDir private Path directory;

  @Test
  void theListGoesToStandardOutputOrIntoAFile() throws Exception {
    Path file = directory.resolve("faults.json");

    JsonNode printed = new ObjectMapper().readTree(list("-"));
    assertThat(list(file.toString())).isEmpty();

    assertThat(printed).hasSize(Catalogue.all().size());
    assertThat(printed.findValuesAsText("fault")).contains("kill-taskmanager");
    assertThat(printed.findValuesAsText("expected")).contains("holds");
    assertThat(new ObjectMapper().readTree(Files.readString(file))).isEqualTo(printed);
  }

  private static String list(String json) {
    StringWriter out = new StringWriter();
    int exitCode =
        Parley.commandLine()
            .setOut(new PrintWriter(out, true))
            .execute("faults", "--list", "--json", json);
    assertThat(exitCode).isZero();
    return out.toString();
  }
}
