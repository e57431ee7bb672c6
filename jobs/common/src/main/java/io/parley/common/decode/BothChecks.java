package io.parley.common.decode;

import io.parley.common.deadletter.DeadLetterReason;
import io.parley.common.kafka.SourceRecord;
import java.util.Optional;

/** Two checks, one after the other. */
record BothChecks<T>(RecordCheck<T> first, RecordCheck<T> second) implements RecordCheck<T> {

  @Override
  public Optional<DeadLetterReason> refuse(SourceRecord source, T value) {
    return first.refuse(source, value).or(() -> second.refuse(source, value));
  }

  @Override
  public Optional<String> topic() {
    return first.topic().or(second::topic);
  }
}
