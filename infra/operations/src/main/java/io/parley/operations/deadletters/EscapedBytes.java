package io.parley.operations.deadletters;

/**
 * Bytes as text for a terminal: printable ASCII as it is, every other byte as {@code \xNN}, and a
 * backslash as {@code \\}. No byte of a stranger reaches the terminal unescaped.
 */
final class EscapedBytes {

  private EscapedBytes() {}

  /**
   * The text.
   *
   * @param most how many bytes to show; what follows is only counted
   */
  static String of(byte[] bytes, int most) {
    if (bytes == null) {
      return "(none)";
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(bytes.length, most); i++) {
      append(bytes[i] & 0xff, text);
    }
    if (bytes.length > most) {
      text.append("... (").append(bytes.length - most).append(" more bytes)");
    }
    return text.toString();
  }

  private static void append(int b, StringBuilder text) {
    if (b == '\\') {
      text.append("\\\\");
    } else if (b >= ' ' && b < 0x7f) {
      text.append((char) b);
    } else {
      text.append(String.format("\\x%02x", b));
    }
  }
}
