package io.parley.ingest.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.ingest.testing.Commands;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unpaired surrogates, wherever they stand. Seen red: with any condition left out. */
class UnicodeCheckTest {

  private static final String FACE = "\ud83d\ude00";

  @ParameterizedTest
  @ValueSource(
      strings = {"\ud83d", "a\ud83d", "\ude00", "\ud83da", "\ud83d\ud83d\ude00", "\ude00\ud83d"})
  void anUnpairedSurrogateIsFound(String text) {
    assertThat(UnicodeCheck.isValid(text)).isFalse();
    assertThat(UnicodeCheck.isValid(FACE + text)).isFalse();
    assertThat(UnicodeCheck.isValid(text + "a")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "\u00e9", FACE, FACE + FACE, "a" + FACE + "b"})
  void anyOtherTextIsValid(String text) {
    assertThat(UnicodeCheck.isValid(text)).isTrue();
  }

  @Test
  void textsAreFoundAtAnyDepth() {
    Commands alice = Commands.of("alice");
    assertThat(UnicodeCheck.isValid(alice.group("m", Commands.join("bob")))).isTrue();
    assertThat(UnicodeCheck.isValid(alice.group("m", Commands.join("bob\ud83d")))).isFalse();
    assertThat(UnicodeCheck.isValid(alice.text("m", "\ud83d"))).isFalse();
    assertThat(UnicodeCheck.isValid(List.of("a", "\ud83d"))).isFalse();
    assertThat(UnicodeCheck.isValid(7L)).isTrue();
  }
}
