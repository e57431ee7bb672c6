package io.parley.common.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.common.deadletter.DeadLetterReason;
import io.parley.common.kafka.SourceRecord;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** Refuses decoded records that can never be processed. A pure function of the record. */
@FunctionalInterface
public interface RecordCheck<T> extends Serializable {

  /** The reason to refuse; empty to accept. */
  Optional<DeadLetterReason> refuse(SourceRecord source, T value);

  /** Accepts everything. */
  static <T> RecordCheck<T> none() {
    return (source, value) -> Optional.empty();
  }

  /**
   * Refuses a record whose key is not the field that the contract names: it may lie in another
   * partition than the records that it belongs to, and their order would mean nothing.
   */
  static <T> RecordCheck<T> keyIs(KeyField<T> field) {
    return (source, value) -> {
      if (source.key() == null) {
        return Optional.of(DeadLetterReason.MISSING_KEY);
      }
      boolean matches = Arrays.equals(source.key(), field.apply(value).getBytes(UTF_8));
      return matches ? Optional.empty() : Optional.of(DeadLetterReason.KEY_MISMATCH);
    };
  }

  /** This check, then the other if this one accepts. */
  default RecordCheck<T> and(RecordCheck<T> other) {
    return (source, value) -> {
      Optional<DeadLetterReason> refused = refuse(source, value);
      return refused.isPresent() ? refused : other.refuse(source, value);
    };
  }

  /** Gets the field that must be the key. */
  interface KeyField<T> extends Function<T, String>, Serializable {}
}
