package io.parley.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {

  private static final String FAMILY = "👩‍👩‍👧‍👦";
  private static final String SCOTLAND = "🏴󠁧󠁢󠁳󠁣󠁴󠁿";

  @Test
  void aShortTextStaysAsItIs() {
    assertThat(Excerpt.of("Hello, wörld", 40)).isEqualTo("Hello, wörld");
  }

  @Test
  void joinedEmojiStayJoined() {
    assertThat(Excerpt.of(FAMILY + SCOTLAND, 40)).isEqualTo(FAMILY + SCOTLAND);
  }

  @Test
  void aJoinedEmojiCountsAsOneCharacterAndIsNotCut() {
    assertThat(Excerpt.of(FAMILY + SCOTLAND + "abc", 3)).isEqualTo(FAMILY + SCOTLAND + "a…");
  }

  @Test
  void whatWouldMeddleWithTheTerminalDoesNotGetThere() {
    assertThat(Excerpt.of("a\u001b[2Kb\nc\u202Ed\uD800", 40)).isEqualTo("a?[2Kb?c?d?");
  }
}
