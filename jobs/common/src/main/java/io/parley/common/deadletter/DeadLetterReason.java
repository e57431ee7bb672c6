package io.parley.common.deadletter;

import io.parley.schemas.wire.UndecodableReason;

/**
 * The reason why a record can never be processed. The name is the value of the header {@code
 * parley.reason} and the label of the metric. So names are only added and never changed.
 */
public enum DeadLetterReason {
  /** The record has no value, or a value of no bytes. */
  EMPTY,
  /** Shorter than magic byte and schema id. */
  TOO_SHORT,
  /** The first byte is not 0. */
  WRONG_MAGIC,
  /** The registry confirms that it has no schema of that id. */
  UNKNOWN_SCHEMA_ID,
  /** The schema of that id is not Avro, or cannot be read as the record expected. */
  SCHEMA_MISMATCH,
  /** The record goes on after the last byte. */
  TRUNCATED,
  /** The record ends before the last byte. */
  TRAILING_BYTES,
  /** A string is not valid UTF-8. */
  INVALID_UTF8,
  /** A declared length is above the limits. */
  LIMIT_EXCEEDED,
  /** Anything else that Avro refuses. */
  MALFORMED,
  /** The record has no key. */
  MISSING_KEY,
  /**
   * The key is not the one that the contract asks for, so the record may be in a wrong partition.
   */
  KEY_MISMATCH,
  /**
   * The record lies in another partition than Kafka's murmur2 gives its key. Its writer has another
   * partitioner, or another number of partitions.
   */
  WRONG_PARTITION,
  /** An id breaks the contract, so no ack can be sent. */
  INVALID_IDENTIFIER,
  /** A timestamp that no id can hold. */
  TIMESTAMP_OUT_OF_RANGE,
  /** The record has the producer's time, although the contract demands the broker's. */
  NOT_LOG_APPEND_TIME,
  /** The record lies in a topic that the job has left for a newer generation of it. */
  OLD_GENERATION,
  /**
   * The record does not have the signature of the gateway that it names, or of any known gateway if
   * it names none. Only if the job checks signatures.
   */
  BAD_SIGNATURE;

  /** The reason of the same name. */
  public static DeadLetterReason of(UndecodableReason reason) {
    return valueOf(reason.name());
  }
}
