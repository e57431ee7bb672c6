package io.parley.checker.simulated;

import io.parley.checker.history.DeadLetter;
import io.parley.checker.history.Position;
import io.parley.checker.history.Seen;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * The output partitions of a simulated ingest. Now and then a transaction aborts after some of its
 * records, once or twice. It is then written in full.
 */
final class TransactionalLog {

  private final int partition;
  private final IngestListener listener;
  private final List<Consumer<Boolean>> transaction = new ArrayList<>();
  private long eventOffset;
  private long ackOffset;
  private long deadLetterOffset;

  TransactionalLog(int partition, IngestListener listener) {
    this.partition = partition;
    this.listener = listener;
  }

  void event(ConversationEvent event) {
    transaction.add(
        committed ->
            listener.event(
                seen(
                    Topics.EVENTS,
                    eventOffset++,
                    committed,
                    event.getCreatedAt(),
                    event.getConversationId(),
                    event)));
  }

  void ack(CommandAck ack, long time) {
    transaction.add(
        committed ->
            listener.ack(seen(Topics.ACKS, ackOffset++, committed, time, ack.getGatewayId(), ack)));
  }

  void deadLetter(Position source, DeadLetter letter) {
    transaction.add(
        committed ->
            listener.deadLetter(
                seen(
                    Topics.DEAD_LETTERS,
                    deadLetterOffset++,
                    committed,
                    0,
                    source.toString(),
                    letter)));
  }

  /** Writes the transaction and ends it. Aborted attempts may come before. */
  void commit(Random random) {
    for (int aborts = random.nextInt(10) - 7; aborts > 0; aborts--) {
      write(transaction.subList(0, random.nextInt(transaction.size() + 1)), false);
    }
    write(transaction, true);
    transaction.clear();
  }

  private void write(List<Consumer<Boolean>> records, boolean committed) {
    records.forEach(record -> record.accept(committed));
    eventOffset++;
    ackOffset++;
    deadLetterOffset++;
  }

  private <T> Seen<T> seen(
      String topic, long offset, boolean committed, long time, String key, T value) {
    return new Seen<>(
        new Position(topic, partition, offset),
        committed,
        time,
        Optional.of(key),
        value.hashCode(),
        Optional.of(value));
  }
}
