package io.parley.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/**
 * Tests how a table fits a terminal.
 *
 * <p>Seen red: a table that prints each row in one line, however long.
 */
class TableTest {

  private static final OptionalInt PIPE = OptionalInt.empty();

  private static final String WORDS =
      "The newest message of a conversation that has gone on for years, with many words in it";

  @Test
  void inAPipeNothingIsCut() {
    Table table = new Table("A", "B");
    table.row("x".repeat(200), WORDS);

    assertThat(table.lines(PIPE)).element(1).asString().endsWith(WORDS).contains("x".repeat(200));
  }

  @Test
  void theLastColumnGoesOnBelowItself() {
    Table table = new Table("ID", "TEXT");
    table.row("17", WORDS);
    table.row("18", "short");

    assertThat(table.lines(OptionalInt.of(40)))
        .containsExactly(
            "  ID  TEXT",
            "  17  The newest message of a",
            "      conversation that has gone on for",
            "      years, with many words in it",
            "  18  short");
  }

  @Test
  void aWordLongerThanItsColumnIsBroken() {
    Table table = new Table("FILE");
    table.row("abcdefghijklmnopqrstuvwxyz");

    assertThat(table.lines(OptionalInt.of(12)))
        .containsExactly("  FILE", "  abcdefghij", "  klmnopqrst", "  uvwxyz");
  }

  @Test
  void whereThatIsNotEnoughTheWidestColumnsAreCut() {
    Table table = new Table("ID", "NAME", "SOURCE", "TEXT");
    table.row("17", "ann", "chat.commands-12@" + "1".repeat(60), WORDS);

    List<String> lines = table.lines(OptionalInt.of(80));

    assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(lines.get(1)).startsWith("  17  ann   chat.commands-12@1").contains("1\u2026  The");
  }

  @Test
  void aTableThatFitsIsTheSameEverywhere() {
    Table table = new Table("SERVER", "STATE");
    table.row("kafka", "running");

    assertThat(table.lines(OptionalInt.of(80))).isEqualTo(table.lines(PIPE));
    assertThat(table.lines(OptionalInt.of(17))).isEqualTo(table.lines(PIPE));
  }

  @Test
  void anEmojiIsNotCutInTwo() {
    Table table = new Table("TEXT", "END");
    table.row("\ud83d\ude00".repeat(30), "x");

    assertThat(table.lines(OptionalInt.of(20)))
        .element(1)
        .isEqualTo("  " + "\ud83d\ude00".repeat(12) + "\u2026  x");
  }
}
