package io.parley.checker.live;

import io.parley.checker.history.Position;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.id.MessageBucket;
import io.parley.schemas.wire.Decoding;
import io.parley.schemas.wire.RecordDecoder;
import io.parley.schemas.wire.RegistryUnavailableException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where an event was first seen, and where its row must be. */
record Sight(Position at, String conversation, long eventId) {

  /** Empty for a record that could not be decoded; the check of the history reports it. */
  static Optional<Sight> ofEvent(
      RecordDecoder<ConversationEvent> decoder, ConsumerRecord<byte[], byte[]> record)
      throws RegistryUnavailableException {
    if (decoder.decode(record.value()) instanceof Decoding.Decoded<ConversationEvent> decoded) {
      ConversationEvent event = decoded.record();
      return Optional.of(new Sight(at(record), event.getConversationId(), event.getEventId()));
    }
    return Optional.empty();
  }

  /** Empty for a record that could not be decoded, and for a rejection. */
  static Optional<Sight> ofAck(
      RecordDecoder<CommandAck> decoder, ConsumerRecord<byte[], byte[]> record)
      throws RegistryUnavailableException {
    if (decoder.decode(record.value()) instanceof Decoding.Decoded<CommandAck> decoded
        && decoded.record().getEventId() != null
        && decoded.record().getMessageId() != null) {
      CommandAck ack = decoded.record();
      return Optional.of(new Sight(at(record), ack.getConversationId(), ack.getEventId()));
    }
    return Optional.empty();
  }

  int bucket() {
    return MessageBucket.of(eventId);
  }

  private static Position at(ConsumerRecord<byte[], byte[]> record) {
    return new Position(record.topic(), record.partition(), record.offset());
  }
}
