package io.parley.operations.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Tests how bytes of strangers are shown.
 *
 * <p>Seen red: bytes of 0x80 and above printed as characters.
 */
class EscapedBytesTest {

  @Test
  void nothingButPrintableAsciiReachesTheTerminal() {
    byte[] every = new byte[256];
    for (int i = 0; i < every.length; i++) {
      every[i] = (byte) i;
    }

    assertThat(EscapedBytes.of(every, 256)).matches("[ -~]+").contains("\\x1b", "\\xff", "\\\\");
  }

  @Test
  void whatIsTooLongIsCounted() {
    assertThat(EscapedBytes.of(new byte[] {'a', 'b', 'c'}, 2)).isEqualTo("ab... (1 more bytes)");
  }

  @Test
  void noBytesAtAllAreNotTheSameAsAnEmptyText() {
    assertThat(EscapedBytes.of(null, 2)).isEqualTo("(none)");
    assertThat(EscapedBytes.of(new byte[0], 2)).isEmpty();
  }
}
