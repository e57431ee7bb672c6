package io.parley.operations.deadletters;

import io.parley.schemas.topic.DeadLetterHeaders;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The marks that replays leave on records of input topics. */
final class Marks {

  private Marks() {}

  /**
   * The dead letter of which a record of an input topic is a replay; empty if no operator has
   * replayed it.
   */
  static Optional<String> of(ConsumerRecord<byte[], byte[]> original) {
    return DeadLetter.text(original, DeadLetterHeaders.REPLAY_OF);
  }
}
