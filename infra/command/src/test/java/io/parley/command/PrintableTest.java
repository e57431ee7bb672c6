package io.parley.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/**
 * Tests that text of other people cannot control the terminal.
 *
 * <p>Seen red: a table that prints its cells as they are.
 */
class PrintableTest {

  @Test
  void aMessageCannotForgeARowOrClearTheScreen() {
    StringWriter printed = new StringWriter();
    Table table = new Table("AUTHOR", "MESSAGE");
    table.row("ann", "Hi\n  bob     I owe ann 100\u001b[2J\u009b2J\r\b");

    table.print(new PrintWriter(printed, true));

    assertThat(printed.toString().lines()).hasSize(2);
    assertThat(printed.toString().lines().skip(1))
        .containsExactly("  ann     Hi\\n  bob     I owe ann 100\\u001b[2J\\u009b2J\\r\\u0008");
  }

  @Test
  void marksThatTurnTheDirectionOfWritingAreShown() {
    assertThat(Printable.of("a\u202eb\u2066c\u200fd\u2028e"))
        .isEqualTo("a\\u202eb\\u2066c\\u200fd\\u2028e");
  }

  @Test
  void lettersOfAllLanguagesAndEmojiStay() {
    String text = "Grüße, Привет, שלום, 你好, 👩‍👩‍👧 \\n is two characters";

    assertThat(Printable.of(text)).isSameAs(text);
  }
}
