package io.parley.schemas.id;

/**
 * The rule that tells by its name whether a field of type long holds a {@link Snowflake} id.
 *
 * <p>In JSON an id is a string of digits. A JSON number above 2^53 loses its last digits in
 * JavaScript, jq and many other tools, and an id that has lost them names another message.
 */
public final class IdFields {

  private IdFields() {}

  /** Whether a field of type long and of this name holds an id. */
  public static boolean isId(String field) {
    return field.endsWith("_id") || field.endsWith("_up_to") || field.equals("reply_to");
  }
}
