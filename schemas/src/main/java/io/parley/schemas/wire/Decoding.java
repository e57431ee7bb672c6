package io.parley.schemas.wire;

/** What became of bytes: a record, or the reason why they are none. */
public sealed interface Decoding<T> {

  /** The bytes were exactly one record. */
  record Decoded<T>(T record) implements Decoding<T> {}

  /**
   * The bytes are no record, now and at every retry.
   *
   * @param detail what was found, for people; never content of the record
   */
  record Undecodable<T>(UndecodableReason reason, String detail) implements Decoding<T> {}
}
