package io.parley.schemas.wire;

import org.apache.avro.SystemLimitException;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Two settings of Avro that hold for the whole JVM and must be made before Avro is first used.
 *
 * <p><b>Limits.</b> A record declares the length of each string before the string itself, so nine
 * bytes can declare a string of 1.5 GB. Avro compares declared lengths with limits that it reads
 * once, from system properties. Our limits are above the largest record that any topic takes.
 *
 * <p><b>Trusted classes.</b> Avro makes instances only of trusted classes, and by default it does
 * not trust our generated ones.
 *
 * <p>{@link RecordDecoder} and {@link RecordEncoder} call {@link #apply} themselves. A program that
 * gives our records to another user of Avro first (Flink's serializer, for one) calls it at its
 * start. Idempotent.
 */
public final class AvroSafety {

  /** Longest string and longest bytes, in bytes. */
  public static final int MAX_LENGTH = 2 * 1024 * 1024;

  /** Most items of an array or map. */
  public static final int MAX_ITEMS = 1_000_000;

  private static final String TRUSTED_PACKAGE = "io.parley.schemas.";

  private AvroSafety() {}

  /**
   * Applies both settings.
   *
   * @throws IllegalStateException if Avro was used before and has larger limits: one record could
   *     end this JVM
   */
  public static void apply() {
    Applied.check();
  }

  /** Runs once for each class loader that has Avro. */
  private static final class Applied {
    static {
      limit(SystemLimitException.MAX_STRING_LENGTH_PROPERTY, MAX_LENGTH);
      limit(SystemLimitException.MAX_BYTES_LENGTH_PROPERTY, MAX_LENGTH);
      limit(SystemLimitException.MAX_COLLECTION_LENGTH_PROPERTY, MAX_ITEMS);
      ClassSecurityValidator.ClassSecurityPredicate before = ClassSecurityValidator.getGlobal();
      ClassSecurityValidator.setGlobal(
          type -> type.getName().startsWith(TRUSTED_PACKAGE) || before.isTrusted(type));
    }

    private static void limit(String property, int max) {
      if (System.getProperty(property) == null) {
        System.setProperty(property, Integer.toString(max));
      }
    }

    static void check() {
      boolean limited =
          refuses(() -> SystemLimitException.checkMaxStringLength(MAX_LENGTH + 1L))
              && refuses(() -> SystemLimitException.checkMaxBytesLength(MAX_LENGTH + 1L))
              && refuses(() -> SystemLimitException.checkMaxCollectionLength(0, MAX_ITEMS + 1L));
      if (!limited) {
        throw new IllegalStateException(
            "Avro's limits are above %d bytes and %d items in this JVM: it was used before AvroSafety.apply(), or a system property org.apache.avro.limits.* is larger. One record of a few bytes could take all memory. Call AvroSafety.apply() first, or lower the property."
                .formatted(MAX_LENGTH, MAX_ITEMS));
      }
    }

    private static boolean refuses(Runnable check) {
      try {
        check.run();
        return false;
      } catch (SystemLimitException e) {
        return true;
      }
    }
  }
}
