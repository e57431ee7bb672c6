package io.parley.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckListTest {

  private final StringWriter text = new StringWriter();
  private final PrintWriter out = new PrintWriter(text);

  @Test
  void printsALineForEachStepThatHasEndedWhereNobodyWatches() {
    try (CheckList list = new CheckList(out, false, List.of("first", "second", "third"))) {
      list.run("second", () -> "done well");
      assertThatThrownBy(
              () ->
                  list.run(
                      "first",
                      () -> {
                        throw new IOException("no");
                      }))
          .hasRootCauseMessage("no");
    }

    assertThat(text.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).matches("  ✓ second +\\d+\\.\\d s   done well"),
            line -> assertThat(line).matches("  ✗ first +\\d+\\.\\d s"));
  }

  @Test
  void drawsTheWholeListAtItsEndOnATerminal() {
    try (CheckList list = new CheckList(out, true, List.of("first", "second"))) {
      list.run("first", () -> "here");
    }

    List<String> lines = text.toString().lines().toList();
    assertThat(lines.get(lines.size() - 2)).contains("✓ first").endsWith("here");
    assertThat(lines.get(lines.size() - 1)).contains("· second");
  }

  /** Seen red: a line that took two lines of the terminal, so the list crept down the screen. */
  @Test
  void aLineOnATerminalIsNotLongerThanTheTerminalIsWide() {
    System.setProperty("parley.terminal", "true");
    System.setProperty("parley.columns", "40");
    try (CheckList list = new CheckList(out, true, List.of("first"))) {
      list.run("first", () -> "here ".repeat(20));
    } finally {
      System.clearProperty("parley.terminal");
      System.clearProperty("parley.columns");
    }

    List<String> lines = text.toString().lines().toList();
    assertThat(lines.get(lines.size() - 1).replace("\u001b[2K", "").replace("\u001b[1A", ""))
        .hasSize(40)
        .endsWith("\u2026");
  }
}
