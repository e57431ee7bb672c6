package io.parley.schemas.wire;

/**
 * Why bytes are no record. The name is the reason code in a dead letter's header and in metrics.
 */
public enum UndecodableReason {
  /** No value at all, or one of no bytes. */
  EMPTY,
  /** Shorter than magic byte and schema id. */
  TOO_SHORT,
  /** The first byte is not 0. */
  WRONG_MAGIC,
  /** The registry confirms that it has no schema of that id. */
  UNKNOWN_SCHEMA_ID,
  /** The schema of that id is not Avro, or not one that can be read as the record expected here. */
  SCHEMA_MISMATCH,
  /** The record goes on after the last byte. */
  TRUNCATED,
  /** The record ends before the last byte. */
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
