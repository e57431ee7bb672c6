package io.parley.ingest.domain;

/**
 * Decides whether a text shows anything at all.
 *
 * <p>The characters are listed here rather than taken from the Java platform. The platform's tables
 * change from version to version, and a decision must not change with them.
 */
final class BlankText {

  private BlankText() {}

  /** Whether the text consists of blanks, controls, and characters without a shape only. */
  static boolean isBlank(String text) {
    return text.codePoints().allMatch(BlankText::isInvisible);
  }

  private static boolean isInvisible(int c) {
    return c <= 0x20 // controls and the space
        || (c >= 0x7f && c <= 0xa0) // controls and the no-break space
        || c == 0xad // soft hyphen
        || c == 0x34f // combining grapheme joiner
        || c == 0x61c // Arabic letter mark
        || c == 0x115f // Hangul fillers
        || c == 0x1160
        || c == 0x3164
        || c == 0xffa0
        || c == 0x1680 // Ogham space
        || (c >= 0x17b4 && c <= 0x17b5) // Khmer inherent vowels
        || (c >= 0x180b && c <= 0x180f) // Mongolian selectors and separator
        || (c >= 0x2000 && c <= 0x200f) // spaces, zero-width characters, direction marks
        || (c >= 0x2028 && c <= 0x202f) // separators, direction marks, narrow no-break space
        || (c >= 0x205f && c <= 0x206f) // mathematical space, word joiner, invisible operators
        || c == 0x2800 // Braille blank
        || c == 0x3000 // ideographic space
        || (c >= 0xfe00 && c <= 0xfe0f) // variation selectors
        || c == 0xfeff // byte order mark
        || (c >= 0xfff9 && c <= 0xfffb) // interlinear annotation
        || (c >= 0x1d173 && c <= 0x1d17a) // invisible marks of musical notation
        || (c >= 0xe0000 && c <= 0xe0fff); // tags and more variation selectors
  }
}
