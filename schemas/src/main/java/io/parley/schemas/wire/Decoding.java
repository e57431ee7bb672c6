package io.parley.schemas.wire;

/** The result of decoding: a record, or the reason why the bytes could not be decoded. */
public sealed interface Decoding<T> {

  /** The bytes are exactly one record. */
  record Decoded<T>(T record) implements Decoding<T> {}

  /**
   * The bytes cannot be decoded, now or at any retry.
   *
   * @param detail what was found, for people; never content of the record
   */
  record Undecodable<T>(UndecodableReason reason, String detail) implements Decoding<T> {}
}
