package io.parley.command;

/**
 * Text of other people, made safe to print on a terminal.
 *
 * <p>A message may hold control characters. Printed as they are, they move the cursor, clear the
 * screen, set the title of the window or forge a line of a table. Characters that change the
 * direction of writing can make a line read as another one. All of these are replaced by escapes,
 * as JSON and Java have them. Every other character stays, so letters of all languages and emoji
 * are shown.
 */
public final class Printable {

  private Printable() {}

  /**
   * The text with its control characters escaped. Inside a JSON string the escapes mean the
   * characters that they stand for, so JSON stays the same JSON.
   */
  public static String of(String text) {
    if (text.chars().noneMatch(Printable::isUnsafe)) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.chars()
        .forEach(
            c -> {
              if (isUnsafe(c)) {
                safe.append(escape(c));
              } else {
                safe.append((char) c);
              }
            });
    return safe.toString();
  }

  private static String escape(int c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> String.format("\\u%04x", c);
    };
  }

  /** Control characters, line separators, and marks that change the direction of writing. */
  private static boolean isUnsafe(int c) {
    return Character.isISOControl(c)
        || c == '\u2028'
        || c == '\u2029'
        || c == '\u061c'
        || c == '\u200e'
        || c == '\u200f'
        || (c >= '\u202a' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069');
  }
}
