package io.parley.simulator.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;

/**
 * A translation of nicknames to user ids. Two nicknames never become one id.
 *
 * <p>An id that would be longer than 64 characters is cut, and ends in {@code :h} and a hash. No
 * other id contains {@code :h}. The nickname can be restored from every id but such a one.
 */
public final class Nicknames {

  private static final int LONGEST_ID = 64;
  private static final int HASH_DIGITS = 16;
  private static final String HASH_MARK = ":h";

  private Nicknames() {}

  /** The id of a nickname. */
  public static String toId(String nickname) {
    StringBuilder id = new StringBuilder();
    for (byte b : nickname.getBytes(UTF_8)) {
      char c = (char) (b & 0xff);
      if (isPlain(c)) {
        id.append(c);
      } else {
        id.append(':').append("%02X".formatted((int) c));
      }
    }
    if (id.length() <= LONGEST_ID) {
      return id.toString();
    }
    String hash = Hashing.sha256().hashString(nickname, UTF_8).toString().substring(0, HASH_DIGITS);
    return id.substring(0, LONGEST_ID - HASH_MARK.length() - HASH_DIGITS) + HASH_MARK + hash;
  }

  private static boolean isPlain(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '@'
        || c == '-';
  }
}
