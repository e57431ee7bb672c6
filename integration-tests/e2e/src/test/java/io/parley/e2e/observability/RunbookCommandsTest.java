package io.parley.e2e.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.parley.cli.Parley;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests that every command in a runbook exists, with all its options. {@link ObservabilityIT} runs
 * those that change nothing.
 */
class RunbookCommandsTest {

  private static Set<String> commands() throws IOException {
    return RunbookCommands.all();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aCommandOfARunbookCanBeTyped(String command) {
    assertThatCode(() -> Parley.commandLine().parseArgs(RunbookCommands.words(command)))
        .as("./parley %s", command)
        .doesNotThrowAnyException();
  }

  @Test
  void mostCommandsAreRunOnALiveStack() throws IOException {
    assertThat(commands()).filteredOn(RunbookCommands::isReadOnly).hasSizeGreaterThan(10);
  }
}
