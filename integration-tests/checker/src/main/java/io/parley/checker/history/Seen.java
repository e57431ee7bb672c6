package io.parley.checker.history;

import java.util.Optional;

/**
 * A record as a reader at {@code read_uncommitted} sees it, with a flag that says whether a reader
 * at {@code read_committed} sees it too.
 *
 * @param committed whether a reader at {@code read_committed} sees it too; false for the record of
 *     an aborted transaction
 * @param timestamp of the record, milliseconds since 1970; if the broker has dated it, not before
 *     the time of an earlier record of its partition, as the jobs take it. The time of a command is
 *     left as it is, because it is a part of its identity
 * @param dated whether that is about when it was appended; false if the broker's clock had been set
 *     back, and the time is that of an earlier record
 * @param key empty if null
 * @param digest of key and value, so that a replay can be compared to the byte
 * @param value empty if the bytes cannot be decoded, and for a tombstone
 */
public record Seen<T>(
    Position at,
    boolean committed,
    long timestamp,
    boolean dated,
    Optional<String> key,
    long digest,
    Optional<T> value) {

  /** A record that is dated. */
  public Seen(
      Position at,
      boolean committed,
      long timestamp,
      Optional<String> key,
      long digest,
      Optional<T> value) {
    this(at, committed, timestamp, true, key, digest, value);
  }

  /** Whether this is the record's key. It is not if the record has no key. */
  public boolean hasKey(String expected) {
    return key.filter(expected::equals).isPresent();
  }
}
