package io.parley.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Tests what {@code parley simulate} prints.
 *
 * <p>Seen red: {@code --script} that passes over {@code --json}. Before, checks were left out of a
 * run without a word.
 */
class SimulateCommandTest {

  @TempDir private Path directory;

  @Test
  void aReplayIsJsonToo() throws Exception {
    String script = script(Script.random(7, 20).toString());

    JsonNode json = json("--script", script, "--json");

    assertThat(json.path("holds").asBoolean()).isTrue();
    assertThat(json.has("finding")).isFalse();
  }

  @Test
  void aReplayNamesTheChecksThatWereLeftOut() throws Exception {
    String script = script(SimulationTest.COMMAND_OF_A_CLOCK_BEHIND);

    assertThat(json("--script", script, "--json").path("not_judged").toString())
        .isEqualTo("[\"ENDED_SESSION\",\"PUSH_MISSING\",\"PUSH_NOT_OWED\",\"CLEAR_MISSING\"]");
    assertThat(print("--script", script))
        .contains("Not judged: ENDED_SESSION, PUSH_MISSING, PUSH_NOT_OWED, CLEAR_MISSING.");
  }

  @Test
  void aCampaignCountsTheRunsThatWereJudgedInFullAndInPart() throws Exception {
    JsonNode json = json("--seed", "1", "--runs", "10", "--json");
    long full = json.path("judged_in_full").asLong();
    long part = json.path("judged_in_part").asLong();

    assertThat(json.path("runs").asLong()).isEqualTo(10).isEqualTo(full + part);
    assertThat(full).isPositive();
    assertThat(part).isPositive();
    assertThat(json.path("not_judged")).isNotEmpty().allMatch(runs -> runs.asLong() <= part);
    assertThat(print("--seed", "1", "--runs", "10"))
        .contains("%d of them were judged in full, %d in part.".formatted(full, part))
        .contains(
            "  %s without PUSH_NOT_OWED"
                .formatted(json.path("not_judged").path("PUSH_NOT_OWED").asText()));
  }

  @Test
  void theHelpSaysWhatIsNotJudgedWithinEightyColumns() {
    String help = new CommandLine(new SimulateCommand()).getUsageMessage();

    assertThat(help.replaceAll("\\s+", " "))
        .contains("PUSH_MISSING")
        .contains("the runs that were judged in full and in part");
    assertThat(help.lines()).allMatch(line -> line.length() <= 80);
  }

  private String script(String text) throws IOException {
    return Files.writeString(directory.resolve("script.txt"), text).toString();
  }

  private static JsonNode json(String... arguments) throws IOException {
    return new ObjectMapper().readTree(print(arguments));
  }

  private static String print(String... arguments) {
    StringWriter out = new StringWriter();

    int exitCode =
        new CommandLine(new SimulateCommand())
            .setOut(new PrintWriter(out, true))
            .execute(arguments);

    assertThat(exitCode).isZero();
    return out.toString();
  }
}
