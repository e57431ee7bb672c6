package io.parley.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Tests the verdict for people.
 *
 * <p>Before, the meaning of a violation stood behind its count on one line, however narrow the
 * terminal was, and samples were printed as they are.
 */
class VerdictTest {

  private final Findings findings = new Findings();

  @AfterEach
  void leaveTheTerminal() {
    System.clearProperty("parley.terminal");
    System.clearProperty("parley.columns");
  }

  @Test
  void noLineIsLongerThanTheTerminalIsWide() {
    System.setProperty("parley.terminal", "true");
    System.setProperty("parley.columns", "80");
    findings.lookFor(EnumSet.allOf(Violation.class));
    findings.startCounts(List.of("commands"));
    for (Violation violation : Violation.values()) {
      findings.report(violation, "chat.events-17@1234567890123", "was wrong. ".repeat(20));
    }

    assertThat(findings.verdict().table().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80))
        .anyMatch(line -> line.startsWith("  sequence gap") && line.contains("G4"))
        .contains("BROKEN");
  }

  @Test
  void controlCharactersOfOthersAreEscaped() {
    findings.lookFor(List.of(Violation.UNDELIVERED));
    findings.report(Violation.UNDELIVERED, "chat.events-0@1", "never reached bob's \u001b[2Jphone");

    assertThat(findings.verdict().table())
        .contains("UNDELIVERED", "chat.events-0@1: never reached bob's \\u001b[2Jphone")
        .doesNotContain("\u001b");
  }

  @Test
  void whatHoldsHasNoSamples() {
    findings.lookFor(List.of(Violation.LOST));
    findings.count("commands", 1_200_000);

    assertThat(findings.verdict().table().lines())
        .containsExactly(
            "  COUNTED",
            "  commands  1,200,000",
            "",
            "  CHECK  GUARANTEE  FOUND",
            "  lost   G2         0",
            "",
            "HOLDS");
  }
}
