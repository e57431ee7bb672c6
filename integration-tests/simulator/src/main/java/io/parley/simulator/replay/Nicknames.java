package io.parley.simulator.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import java.io.ByteArrayOutputStream;

/**
 * A translation of nicknames to user ids and back.
 *
 * <p>An id that would be longer than 64 characters is cut, and ends in {@code :h} and a hash. No
 * other id contains {@code :h}. The nickname cannot be restored from such an id.
 */
public final class Nicknames {

  private static final int LONGEST_ID = 64;
  private static final int HASH_DIGITS = 16;
  private static final String HASH_MARK = ":h";
  private static final int HEX = 16;

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

  /**
   * The nickname of an id.
   *
   * @throws IllegalArgumentException if the id was cut, or was not made by {@link #toId}
   */
  public static String ofId(String id) {
    ByteArrayOutputStream nickname = new ByteArrayOutputStream();
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (c != ':') {
        nickname.write(c);
      } else if (i + 2 < id.length() && Character.digit(id.charAt(i + 1), HEX) >= 0) {
        nickname.write(Integer.parseInt(id.substring(i + 1, i + 3), HEX));
        i += 2;
      } else {
        throw new IllegalArgumentException(
            "'" + id + "' has a colon without two hexadecimal digits: no nickname can be had back");
      }
    }
    return nickname.toString(UTF_8);
  }
}
