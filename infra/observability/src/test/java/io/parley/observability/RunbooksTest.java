package io.parley.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests the form of the runbooks. RunbookCommandsTest in integration-tests/e2e tests their
 * commands. Seen red: with a runbook without the part "Verify".
 */
class RunbooksTest {

  private static List<Path> runbooks() throws IOException {
    return ProjectFiles.below("infra/observability/runbooks", ".md");
  }

  @ParameterizedTest
  @MethodSource("runbooks")
  void aRunbookHasTheSameFivePartsAsAllOthers(Path runbook) throws IOException {
    List<String> headings =
        Files.readAllLines(runbook).stream().filter(line -> line.startsWith("## ")).toList();
    assertThat(headings)
        .containsExactly("## Symptom", "## Meaning", "## Check", "## Action", "## Verify");
  }
}
