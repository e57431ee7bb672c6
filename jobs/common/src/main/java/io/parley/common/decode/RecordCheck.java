package io.parley.common.decode;

import io.parley.common.deadletter.DeadLetterReason;
import io.parley.common.kafka.SourceRecord;
import io.parley.schemas.topic.TopicSpec;
import java.io.Serializable;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Refuses decoded records that can never be processed. A pure function of the record. */
@FunctionalInterface
public interface RecordCheck<T> extends Serializable {

  /** The reason to refuse; empty to accept. */
  Optional<DeadLetterReason> refuse(SourceRecord source, T value);

  /** The topic of the catalogue whose contract this checks; empty if it is not about a topic. */
  default Optional<String> topic() {
    return Optional.empty();
  }

  /** Accepts everything. */
  static <T> RecordCheck<T> none() {
    return (source, value) -> Optional.empty();
  }

  /**
   * A check of the contract of a topic. It refuses a wrong key, an id outside the rule, and a
   * producer's time where the broker's is demanded. It is the same for every job that reads the
   * topic.
   */
  static <T extends SpecificRecord> RecordCheck<T> contract(TopicSpec topic) {
    return new ContractCheck<>(topic);
  }

  /** This check, then the other if this one accepts. */
  default RecordCheck<T> and(RecordCheck<T> other) {
    return new BothChecks<>(this, other);
  }
}
