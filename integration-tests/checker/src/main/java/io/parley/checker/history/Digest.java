package io.parley.checker.history;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.NavigableMap;

/**
 * 64-bit digests, so that a check compares numbers instead of texts. Among 10 million different
 * things two have the same digest by chance in one run of 370,000.
 */
public final class Digest {

  private static final HashFunction FUNCTION = Hashing.murmur3_128(0x5061726c);

  private Digest() {}

  /** Of texts in this order; where one ends and the next begins counts. */
  public static long of(String... texts) {
    Hasher hasher = FUNCTION.newHasher();
    for (String text : texts) {
      hasher.putInt(text.length()).putUnencodedChars(text);
    }
    return hasher.hash().asLong();
  }

  /** Of a record's key and value; null and empty differ. */
  public static long of(byte[] key, byte[] value) {
    Hasher hasher = FUNCTION.newHasher();
    for (byte[] part : new byte[][] {key, value}) {
      hasher.putInt(part == null ? -1 : part.length);
      if (part != null) {
        hasher.putBytes(part);
      }
    }
    return hasher.hash().asLong();
  }

  /** Of columns by name. */
  public static long of(NavigableMap<String, Object> columns) {
    return FUNCTION.hashString(columns.toString(), StandardCharsets.UTF_8).asLong();
  }

  /** Of a command's identity: all its resends, its event, its row and its acks share it. */
  public static long ofCommand(String conversationId, String senderId, String clientMessageId) {
    return of(conversationId, senderId, clientMessageId);
  }
}
