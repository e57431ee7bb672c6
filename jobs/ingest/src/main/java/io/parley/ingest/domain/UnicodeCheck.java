package io.parley.ingest.domain;

import java.util.Collection;
import org.apache.avro.specific.SpecificRecord;

/**
 * Finds texts in a decoded payload that contain an unpaired surrogate. The decoder also leaves one
 * in a text whose bytes it could not read.
 *
 * <p>The check must happen before the command travels to another task. There the text is written as
 * UTF-8, which has no unpaired surrogates, so a question mark would silently take its place.
 */
public final class UnicodeCheck {

  private UnicodeCheck() {}

  /** Whether all texts in the payload, at any depth, are valid. */
  public static boolean isValid(Object value) {
    if (value instanceof String text) {
      return isValid(text);
    }
    if (value instanceof Collection<?> items) {
      return items.stream().allMatch(UnicodeCheck::isValid);
    }
    if (value instanceof SpecificRecord record) {
      int fields = record.getSchema().getFields().size();
      for (int i = 0; i < fields; i++) {
        if (!isValid(record.get(i))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isValid(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean paired =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!paired) {
          return false;
        }
        i++;
      }
    }
    return true;
  }
}
