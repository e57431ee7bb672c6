package io.parley.demo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The beginning of a text, in one line of a terminal. */
final class Excerpt {

  /** What people see as one character, be it an emoji joined of several. */
  private static final Pattern CHARACTER = Pattern.compile("\\X");

  /**
   * Control characters, those that turn the direction of writing, halves of pairs and the like; but
   * not what joins emoji and letters (200C, 200D) nor the tags that make a flag.
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
