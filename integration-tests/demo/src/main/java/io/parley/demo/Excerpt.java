package io.parley.demo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A shortener of texts, so that the beginning of a text fits into one line of a terminal. */
final class Excerpt {

  /**
   * A grapheme: what people see as one character, even if it is an emoji that is joined from
   * several.
   */
  private static final Pattern CHARACTER = Pattern.compile("\\X");

  /**
   * Characters that are left out: control characters, marks that turn the direction of writing,
   * unpaired surrogates and the like. The joiners of emoji and letters (200C, 200D) stay, and so do
   * the tags that make a flag.
   */
  private static final Pattern UNSAFE =
      Pattern.compile("[\\p{C}&&[^\\u200C\\u200D\\x{E0020}-\\x{E007F}]]");

  private Excerpt() {}

  /**
   * The text, or its beginning and an ellipsis.
   *
   * @param most characters as people count them
   */
  static String of(String text, int most) {
    String safe = UNSAFE.matcher(text).replaceAll("?");
    Matcher character = CHARACTER.matcher(safe);
    int end = 0;
    for (int i = 0; i < most && character.find(); i++) {
      end = character.end();
    }
    return end < safe.length() ? safe.substring(0, end) + "…" : safe;
  }
}
