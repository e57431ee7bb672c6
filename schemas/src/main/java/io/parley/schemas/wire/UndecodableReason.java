package io.parley.schemas.wire;

/**
 * Why bytes could not be decoded. The name is the reason code in a dead letter's header and in
 * metrics.
 */
public enum UndecodableReason {
  /** The value is null or has no bytes. */
  EMPTY,
  /** The value is shorter than the magic byte and the schema id. */
  TOO_SHORT,
  /** The first byte is not 0. */
  WRONG_MAGIC,
  /** The registry confirms that it has no schema of that id. */
  UNKNOWN_SCHEMA_ID,
  /**
   * The schema with that id is not an Avro schema, or its records cannot be read as the expected
   * record.
   */
  SCHEMA_MISMATCH,
  /** The bytes end before the record ends. */
  TRUNCATED,
  /** Bytes follow after the end of the record. */
  TRAILING_BYTES,
  /** A string is not valid UTF-8. */
  INVALID_UTF8,
  /** A string, bytes or a collection declares a length above the limits of {@link AvroSafety}. */
  LIMIT_EXCEEDED,
  /**
   * Anything else that Avro refuses: no such union branch or symbol, a negative length, an overlong
   * number.
   */
  MALFORMED
}
