package io.parley.schemas.id;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * The one rule for textual ids: of users, conversations, devices and gateways, and the ids that
 * clients give to their messages.
 *
 * <p>Such an id is 1 to 64 characters of {@code A-Z a-z 0-9 . _ : @ -}. It is opaque: nobody reads
 * a meaning from it. The rule keeps ids safe in keys of rows, in names of files and metrics, and on
 * a command line. No id has a slash, so a slash separates the ids in a key that is made of several.
 *
 * <p>Every input of every job is held to the rule by {@link #firstInvalid}. Safe for use by any
 * number of threads.
 */
public final class Identifiers {

  /** Longest id, in characters. */
  public static final int MAX_LENGTH = 64;

  /** The rule in words, for messages; completes "expected ...". */
  public static final String RULE = "1 to 64 characters of A-Z a-z 0-9 . _ : @ -";

  /** Separates the ids in a record key that is made of several ids. */
  public static final char KEY_SEPARATOR = '/';

  private static final String ID_SUFFIX = "_id";

  private static final ConcurrentMap<Schema, int[]> POSITIONS = new ConcurrentHashMap<>();

  private Identifiers() {}

  /** Whether a text is a valid id; null is not. */
  public static boolean isValid(CharSequence id) {
    if (id == null || id.length() < 1 || id.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      if (!isAllowed(id.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * The name of a record's first field that is an id and breaks the rule; empty if all ids are
   * valid. The ids of a record are its own text fields whose names end in {@code _id}; a field that
   * may be null is checked when it is not. Fields of nested records are not looked at: who sent a
   * record whose own ids are valid can be told what is wrong inside it.
   */
  public static Optional<String> firstInvalid(SpecificRecord record) {
    Schema schema = record.getSchema();
    for (int position : POSITIONS.computeIfAbsent(schema, Identifiers::positions)) {
      Object id = record.get(position);
      Schema.Field field = schema.getFields().get(position);
      boolean absent = id == null && field.schema().isNullable();
      if (!absent && !isValid((CharSequence) id)) {
        return Optional.of(field.name());
      }
    }
    return Optional.empty();
  }

  private static int[] positions(Schema schema) {
    return schema.getFields().stream()
        .filter(field -> field.name().endsWith(ID_SUFFIX) && isText(field.schema()))
        .mapToInt(Schema.Field::pos)
        .toArray();
  }

  private static boolean isText(Schema schema) {
    return schema.getType() == Schema.Type.STRING
        || (schema.isUnion()
            && schema.getTypes().stream().anyMatch(type -> type.getType() == Schema.Type.STRING));
  }

  private static boolean isAllowed(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || ".:_@-".indexOf(c) >= 0;
  }
}
