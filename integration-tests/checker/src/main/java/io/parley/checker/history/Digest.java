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

  /** The digest of texts in this order. It depends on where one text ends and the next begins. */
  public static long of(String... texts) {
    Hasher hasher = FUNCTION.newHasher();
    for (String text : texts) {
      hasher.putInt(text.length()).putUnencodedChars(text);
    }
    return hasher.hash().asLong();
  }

  /** The digest of a record's key and value. Null and empty have different digests. */
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

  /** The digest of bytes. */
  public static long of(byte[] bytes) {
    return FUNCTION.hashBytes(bytes).asLong();
  }

  /** The digest of columns by name. */
  public static long of(NavigableMap<String, Object> columns) {
    return FUNCTION.hashString(columns.toString(), StandardCharsets.UTF_8).asLong();
  }

  /** The digest of a command's identity, which its repetitions, event, row and acks share. */
  public static long ofCommand(String conversationId, String senderId, String clientMessageId) {
    return of(conversationId, senderId, clientMessageId);
  }
}
