package io.parley.simulator;

import java.util.List;

/** A generator of sentences without meaning, in several writing systems. For one thread. */
final class Words {

  private static final int LONGEST = 24;

  private static final List<String> WORDS =
      List.of(
          "hello",
          "yes",
          "no",
          "later",
          "tomorrow",
          "train",
          "coffee",
          "station",
          "thanks",
          "where",
          "when",
          "tickets",
          "dinner",
          "bring",
          "the",
          "a",
          "we",
          "you",
          "at",
          "seven",
          "ok",
          "photo",
          "schön",
          "über",
          "naïve",
          "¿qué?",
          "привет",
          "спасибо",
          "早上好",
          "ありがとう",
          "नमस्ते",
          "שלום",
          "🙂",
          "👩‍👩‍👧",
          "🎉",
          "…",
          "—",
          "'quote'",
          "\"quote\"",
          "<b>",
          "&amp;",
          "\\n",
          "%s",
          "$1");

  private final SeededRandom chance;

  Words(SeededRandom chance) {
    this.chance = chance;
  }

  String sentence() {
    StringBuilder sentence = new StringBuilder(chance.oneOf(WORDS));
    for (int n = chance.between(0, LONGEST); n > 0; n--) {
      sentence.append(' ').append(chance.oneOf(WORDS));
    }
    return sentence.toString();
  }
}
